"""Mail: in the reader's language, once, and nothing of what the reader may not see."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.core.settings import secret
from forum.moderation.lifecycle import Outcome
from forum.notifications import post_office, reactions
from forum.notifications.letters import address_in
from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.models import Notice
from forum.notifications.service import tell
from forum.notifications.wishes import wish
from forum.notifications.words import Word
from forum.official.lifecycle import Visibility
from forum.outbox.facts import NoticeWritten
from forum.outbox.models import Delivery, DeliveryState
from forum.threads.receipts import code_of, printed
from tests.factories.moderation import REASON, judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import approve, make_pending_reply, make_pending_thread, make_thread
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories

Drain = Callable[[], int]
Say = Callable[..., str]


def texts(mail) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    """What a reader sees: the plain and the HTML part, each in one line."""
    parts = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    return " ".join(parts[0].split()), " ".join(parts[1].split())


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_mail_comes_in_its_readers_language(
    lang: str, smtp: Mailbox, drain_outbox: Drain, say: Say
) -> None:
    author = stories.with_mail(make_citizen(language=lang))
    judge(make_pending_thread(author, title="Cầu treo <bản Pá>"), Outcome.RETURN)
    drain_outbox()

    (mail,) = smtp.messages
    plain, html = texts(mail)
    assert mail["Subject"] == say("Your text was returned for changes.", lang=lang)
    assert mail["Content-Language"] == lang and f'<html lang="{lang}">' in html
    assert REASON in plain and REASON in html
    assert "Cầu treo <bản Pá>" in plain and "Cầu treo &lt;bản Pá&gt;" in html


def test_a_mail_has_the_headers_of_an_automatic_one(
    app: Flask, smtp: Mailbox, drain_outbox: Drain
) -> None:
    app.config.update(FORUM_URL="https://forum.example.org", MAIL_FROM="forum@example.org")
    author = stories.with_mail(make_citizen())
    post = judge(make_pending_thread(author), Outcome.APPROVE).revision.post
    drain_outbox()

    (mail,) = smtp.messages
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"].addresses[0].addr_spec == "forum@example.org"
    # Python's own reader keeps the space between two encoded words of a name; mail programs do not.
    assert "".join(str(mail["From"]).split()).startswith("".join(app.config["SITE_NAME"].split()))
    assert mail["To"].addresses[0].addr_spec == author.email
    assert re.fullmatch(r"<[0-9a-f]{32}@forum\.example\.org>", mail["Message-ID"])
    assert datetime.now(UTC) - parsedate_to_datetime(mail["Date"]) < timedelta(minutes=1)
    assert all(f"https://forum.example.org/bai/{post.id}" in part for part in texts(mail))


@pytest.mark.usefixtures("app")
def test_a_mail_server_that_says_later_gets_one_mail_later(
    smtp: Mailbox, drain_outbox: Drain, clock: Clock
) -> None:
    smtp.answer("451 try later")
    judge(make_pending_thread(stories.with_mail(make_citizen())), Outcome.APPROVE)
    drain_outbox()
    assert (smtp.refused, smtp.messages) == (1, [])

    smtp.answer(None)
    drain_outbox()
    assert smtp.messages == []  # not before its time
    clock.advance(seconds=5)
    drain_outbox()
    clock.advance(hours=2)
    drain_outbox()

    assert len(smtp.messages) == 1
    assert db.session.scalars(sa.select(Delivery.state).distinct()).all() == [DeliveryState.DONE]


@pytest.mark.usefixtures("app")
def test_a_mail_sent_again_after_a_crash_is_the_same_mail(
    smtp: Mailbox, drain_outbox: Drain
) -> None:
    author = stories.with_mail(make_citizen())
    for _ in range(2):
        judge(make_pending_thread(author), Outcome.APPROVE)
    drain_outbox()
    first, second = (mail["Message-ID"] for mail in smtp.messages)
    assert first != second

    notice = db.session.scalars(sa.select(Notice).order_by(Notice.id)).first()
    assert notice is not None
    reactions.mail_notice(NoticeWritten(notice.id))

    assert [mail["Message-ID"] for mail in smtp.messages] == [first, second, first]


@pytest.mark.usefixtures("app")
def test_no_transaction_is_open_while_the_mail_server_takes_its_time(
    smtp: Mailbox, drain_outbox: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    send = post_office.send
    monkeypatch.setattr(
        post_office, "send", lambda mail: (seen.append(db.session().in_transaction()), send(mail))
    )
    judge(make_pending_thread(stories.with_mail(make_citizen())), Outcome.APPROVE)
    drain_outbox()

    assert seen == [False] and len(smtp.messages) == 1


@pytest.mark.usefixtures("app")
def test_a_guest_reads_the_code_in_the_mail_and_never_in_an_address(
    smtp: Mailbox, drain_outbox: Drain
) -> None:
    question = stories.ask(visibility=Visibility.PRIVATE, contact="ba.con@example.org")
    stories.publish(stories.submitted_reply(question, make_staff()))
    drain_outbox()

    (mail,) = smtp.to("ba.con@example.org")
    code = printed(code_of(question.receipt.nonce, secret()))
    plain, html = texts(mail)
    assert code in plain and code in html
    assert not [link for link in re.findall(r"https?://\S+", plain + html) if code[:4] in link]
    assert "Cơ quan xin trả lời" not in plain + html  # the reply is for whoever has the code


@pytest.mark.usefixtures("app")
def test_a_guest_is_told_what_became_of_the_text(smtp: Mailbox, drain_outbox: Drain) -> None:
    question = stories.ask(contact="ba.con@example.org")
    assert question.post is not None
    judge(question.post.revisions[0], Outcome.APPROVE)
    drain_outbox()
    for outcome in (Outcome.HIDE, Outcome.RESTORE, Outcome.HIDE):
        show_or_hide(question.post, outcome)
        drain_outbox()

    mails = smtp.to("ba.con@example.org")
    assert len(mails) == 4
    assert len({mail["Message-ID"] for mail in mails}) == 4


@pytest.mark.usefixtures("app")
def test_a_telephone_number_gets_no_mail(smtp: Mailbox, drain_outbox: Drain) -> None:
    question = stories.ask(visibility=Visibility.PRIVATE, contact="0912345678")
    stories.publish(stories.submitted_reply(question, make_staff()))
    drain_outbox()

    assert smtp.messages == []
    assert db.session.scalars(sa.select(Delivery.state).distinct()).all() == [DeliveryState.DONE]


@pytest.mark.parametrize(
    "contact",
    ["", None, "0912345678", "a@b", "a@example.org\r\nBcc: x@example.org", "a@example.org, b@c.vn"],
)
def test_what_is_no_single_address_is_none(contact: str | None) -> None:
    assert address_in(contact) is None


def test_without_a_mail_server_the_inbox_is_enough(
    app: Flask, smtp: Mailbox, drain_outbox: Drain
) -> None:
    app.config["SMTP_URL"] = ""
    judge(make_pending_thread(stories.with_mail(make_citizen())), Outcome.APPROVE)
    drain_outbox()

    assert smtp.messages == []
    assert db.session.scalar(sa.select(sa.func.count(Notice.id))) == 1
    assert db.session.scalars(sa.select(Delivery.state).distinct()).all() == [DeliveryState.DONE]


@pytest.mark.usefixtures("app")
def test_no_mail_about_what_was_hidden_in_the_meantime(smtp: Mailbox, drain_outbox: Drain) -> None:
    opener, moderator = stories.with_mail(make_citizen()), make_moderator()
    reply = make_pending_reply(thread=make_thread(opener), body="DẤU-KÍN")
    judge(reply, Outcome.APPROVE, moderator)
    # The notice was written while the reply could be read; its mail comes too late.
    tell(opener.id, Word.REPLY_IN_THREAD, reply.post_id)
    show_or_hide(reply.post, Outcome.HIDE, moderator)
    drain_outbox()

    assert smtp.messages == []
    told = sa.select(Notice.word).where(Notice.person_id == opener.id)
    assert db.session.scalars(told).all() == ["reply_in_thread"]


@pytest.mark.usefixtures("app")
def test_a_moderators_mail_says_nothing_of_the_unread_text(
    smtp: Mailbox, drain_outbox: Drain
) -> None:
    moderator = stories.with_mail(make_moderator())
    wish(moderator, wished={Matter.DUTIES: Channel.AT_ONCE})
    make_pending_thread(title="DẤU-KÍN", body="DẤU-KÍN")
    drain_outbox()

    (mail,) = smtp.messages
    assert mail["To"] == moderator.email
    assert "DẤU-KÍN" not in "".join([mail["Subject"], *texts(mail)])


@pytest.mark.usefixtures("app")
def test_a_reply_in_a_thread_whose_title_is_hidden_is_told_without_it(
    smtp: Mailbox, drain_outbox: Drain
) -> None:
    opener, moderator = stories.with_mail(make_citizen()), make_moderator()
    opening = approve(make_pending_thread(opener, title="DẤU-KÍN"), moderator)
    reply = make_pending_reply(thread=opening.thread)
    show_or_hide(opening, Outcome.HIDE, moderator)
    judge(reply, Outcome.APPROVE, moderator)
    drain_outbox()

    assert len(smtp.messages) == 2  # hidden; new reply
    assert all("DẤU-KÍN" not in "".join(texts(mail)) for mail in smtp.messages)
