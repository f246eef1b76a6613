"""The inbox as its owner sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.notifications import service
from forum.notifications.views import SIZE
from forum.notifications.words import SENTENCES, Word
from forum.web import observations
from tests.factories.moderation import REASON, judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_pending_reply, make_pending_thread, make_thread
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Drain = Callable[[], int]
Say = Callable[..., str]


def bell(page: Page) -> str:
    """What stands beside the bell, "" when nothing is unread."""
    found = page.find_all("b")
    return found[0].text.split()[0] if found else ""


def test_a_notice_leads_to_the_text_with_reason_and_clause(
    as_person: AsPerson, drain_outbox: Drain, say: Say
) -> None:
    author = make_citizen()
    judge(make_pending_thread(author, title="Cầu treo"), Outcome.RETURN)
    drain_outbox()

    page = as_person(author).get("/thong-bao")
    assert "Cầu treo" in page and REASON in page
    page = page.click(say("Your text was returned for changes."))
    assert page.url == "/bai-cua-toi" and "Cầu treo" in page


def test_reading_the_inbox_changes_nothing_and_the_button_does(
    as_person: AsPerson, drain_outbox: Drain
) -> None:
    author = make_citizen()
    judge(make_pending_thread(author), Outcome.APPROVE)
    drain_outbox()
    browser = as_person(author)

    page = browser.get("/thong-bao")
    assert bell(page) == bell(browser.get("/thong-bao")) == "1"
    page = page.submit("/da-doc", until=page.form("/da-doc").values["until"])
    assert bell(page) == ""


def test_what_came_after_the_page_was_fetched_stays_unread(as_person: AsPerson) -> None:
    author = make_citizen()
    post = make_thread(author).id
    service.tell(author.id, Word.POST_RESTORED, post)
    browser = as_person(author)
    page = browser.get("/thong-bao")

    service.tell(author.id, Word.POST_RESTORED, post)
    db.session.commit()

    assert bell(page.submit("/da-doc")) == "1"


def test_nobody_sees_or_reads_another_persons_notices(
    as_person: AsPerson, drain_outbox: Drain, say: Say
) -> None:
    author, other = make_citizen(), make_citizen()
    judge(make_pending_thread(author), Outcome.APPROVE)
    service.tell(other.id, Word.TEXT_WAITS, 1)  # was never meant for a citizen
    drain_outbox()
    browser = as_person(other)

    page = browser.get("/thong-bao")
    assert say("Your text was published.") not in page
    page.submit("/da-doc", until="999999")
    assert bell(as_person(author).get("/thong-bao")) == "1"


@pytest.mark.parametrize("outcome", [Outcome.HIDE, Outcome.REMOVE])
def test_a_notice_of_a_hidden_text_says_nothing_of_it(
    outcome: Outcome, as_person: AsPerson, drain_outbox: Drain, say: Say
) -> None:
    opener, moderator = make_citizen(), make_moderator()
    reply = make_pending_reply(thread=make_thread(opener), body="DẤU-KÍN")
    judge(reply, Outcome.APPROVE, moderator)
    drain_outbox()
    news = say("There is a new reply in your thread.")
    assert news in [text for text, _href in as_person(opener).get("/thong-bao").links]

    show_or_hide(reply.post, outcome, moderator)

    page = as_person(opener).get("/thong-bao")
    assert say("This notice is about something that has changed since then.") in page
    assert news not in [text for text, _href in page.links]
    assert "DẤU-KÍN" not in page.html


def test_the_inbox_pages_by_key(as_person: AsPerson, say: Say) -> None:
    author = make_citizen()
    post = make_thread(author).id
    for _ in range(SIZE + 1):
        service.tell(author.id, Word.POST_RESTORED, post)
    browser = as_person(author)

    first = browser.get("/thong-bao")
    older = first.click(say("Next page"))
    sentence = say("Your text can be read by everybody again.")
    assert [text for text, _href in first.links].count(sentence) == SIZE
    assert [text for text, _href in older.links].count(sentence) == 1


@pytest.mark.usefixtures("app")
def test_every_sentence_ends() -> None:
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())


def test_a_notice_that_was_opened_is_read_soon_after(as_person: AsPerson, say: Say) -> None:
    author = make_citizen()
    first = service.tell(author.id, Word.POST_RESTORED, make_thread(author).id)
    service.tell(author.id, Word.POST_RESTORED, make_thread(author).id)
    browser = as_person(author)

    browser.get(f"/thong-bao/{first.id}")
    assert bell(browser.get("/thong-bao")) == "2"  # reading waits for nothing
    observations.flush()
    page = browser.get("/thong-bao")
    assert bell(page) == "1"
    page = page.click(say("Unread"))
    sentence = say("Your text can be read by everybody again.")
    assert [text for text, _href in page.links].count(sentence) == 1


def test_another_persons_notice_is_not_there_and_stays_unread(as_person: AsPerson) -> None:
    author = make_citizen()
    notice = service.tell(author.id, Word.POST_RESTORED, make_thread(author).id)
    as_person(make_citizen()).get(f"/thong-bao/{notice.id}", status=404)
    observations.flush()

    assert bell(as_person(author).get("/thong-bao")) == "1"


def test_the_unread_ones_page_by_key_too(as_person: AsPerson, say: Say) -> None:
    author = make_citizen()
    post = make_thread(author).id
    for _ in range(SIZE + 1):
        service.tell(author.id, Word.POST_RESTORED, post)
    browser = as_person(author)

    older = browser.get("/thong-bao?loc=chua-doc").click(say("Next page"))
    assert "loc=chua-doc" in older.url
    page = older.submit("/da-doc")  # everything up to here
    assert bell(page) == str(SIZE)


def test_a_guest_has_no_inbox(client: Client) -> None:
    page = client.get("/thong-bao")

    assert page.steps[0][1].startswith("/dang-nhap")
