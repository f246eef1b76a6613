"""One text, carried through every place where citizens write: each asks first, none loses it."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.official.lifecycle import Visibility
from forum.official.models import Question
from forum.threads.models import Revision
from tests.factories.official import make_question
from tests.factories.people import make_citizen
from tests.factories.threads import make_category, make_pending_reply, make_thread
from tests.fixtures.site import Clock
from tests.page import Client, Page

TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng, bà con qua suối rất khó khăn khi mưa lũ về."
AsPerson = Callable[..., Client]
Say = Callable[..., str]
ASK = "/hoi-dap/gui"


def sent() -> tuple[int, ...]:
    db.session.rollback()
    counted = (sa.select(sa.func.count()).select_from(one) for one in (Revision, Question))
    return tuple(db.session.scalar(query) or 0 for query in counted)


def send(client: Client, address: str, **fields: str) -> Page:
    form = client.get(address).form(having=("body",))
    rules = {"accept_rules": "y"} if "accept_rules" in form.controls else {}
    return form.submit(body=TEXT, **rules, **fields)


def asked(page: Page, say: Say, **kept: str) -> None:
    """Nothing went out; the form has everything, the earlier text has a link; it can be meant."""
    before, told = sent(), "You sent nearly the same text a few minutes ago."
    assert say(f"{told} Nothing has been sent now.") in page
    (earlier,) = [href for words, href in page.links if words.startswith("Bản tôi có một")]
    assert "cây cầu treo" in page.client.get(earlier)
    form = page.form(having=("body", "confirm_repeat"))
    assert form.values["body"].strip() == TEXT
    assert {name: form.values[name] for name in kept} == kept
    assert sent() == before
    form.submit(confirm_repeat="1")
    assert sent() > before


def test_wherever_a_member_writes_the_same_text_is_asked_about(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    author, category = make_citizen(), make_category()
    client, other = as_person(author), make_pending_reply(author, body="Một việc khác hẳn.")
    titled = {"category": category.slug, "title": "Cầu treo hỏng"}
    topic = {"topic": category.slug}
    send(client, "/chu-de/moi", **titled)
    before = sent()

    pages = {
        "thread": (send(client, "/chu-de/moi", **titled), titled),
        "reply": (send(client, f"/chu-de/{make_thread().id}/tra-loi"), {}),
        "question": (send(client, ASK, visibility="public", **topic), topic),
        "letter": (send(client, ASK, visibility="private"), {"visibility": "private"}),
        "edit": (send(client, f"/bai/{other.post_id}/sua"), {"seen_version": "1"}),
    }

    assert sent()[1] == before[1]
    for page, kept in pages.values():
        asked(page, say, **kept)


def test_a_letter_is_asked_about_like_any_text_and_leads_to_its_receipt(
    app: Flask, as_person: AsPerson, say: Say, clock: Clock
) -> None:
    author = make_citizen()
    client = as_person(author)
    make_question(author, visibility=Visibility.PRIVATE, body=TEXT)

    asked(send(client, ASK, visibility="private"), say, visibility="private")
    asked(send(client, ASK, visibility="public"), say, visibility="public")
    assert send(as_person(make_citizen()), ASK).h1 == say("Receipt of your question")
    clock.advance(minutes=11)
    assert send(client, ASK, visibility="private").h1 == say("Receipt of your question")


def test_a_guest_is_asked_in_the_browser_that_knows_the_code(app: Flask, say: Say) -> None:
    contact = {"contact": "0900 000 000"}
    for visibility in ("public", "private"):
        client = Client(app)
        assert send(client, ASK, visibility=visibility).h1 == say("Receipt of your question")
        asked(send(client, ASK, visibility=visibility, **contact), say, **contact)


def test_a_guest_who_took_the_question_back_may_send_it_again(
    app: Flask, client: Client, say: Say
) -> None:
    send(client, ASK, visibility="public").submit("/rut")

    assert send(client, ASK, visibility="public").h1 == say("Receipt of your question")


def test_a_wording_may_repeat_itself_but_no_other_text(app: Flask, as_person: AsPerson) -> None:
    author = make_citizen()
    own = make_pending_reply(author, body=TEXT)
    before = sent()

    page = send(as_person(author), f"/bai/{own.post_id}/sua")

    assert "confirm_repeat" not in page.html
    assert sent() > before
