"""Where nothing can be sent, the page says so before somebody writes; what was written is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.lifecycle import AccountState
from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db
from forum.threads.models import Revision, Thread
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.page import Client, Page

TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng."
SUSPENDED = "Your account is suspended: you can read, but not write."
LOCKED = "This thread is locked: nobody can reply here now."


def suspend(person: Person, _thread: Thread) -> None:
    person.state = AccountState.SUSPENDED


def lock(_person: Person, thread: Thread) -> None:
    thread.locked_at = clock.now()


def written(page: Page) -> list[str]:
    return [area.text.strip() for area in page.find_all("textarea")]


@pytest.mark.parametrize(
    ("happens", "address", "why"),
    [
        (suspend, "/chu-de/%d/tra-loi", SUSPENDED),
        (suspend, "/chu-de/moi", SUSPENDED),
        (lock, "/chu-de/%d/tra-loi", LOCKED),
    ],
    ids=["suspended reply", "suspended thread", "locked"],
)
def test_the_form_says_why_and_a_late_sending_keeps_the_text(
    app: Flask,
    as_person: Callable[..., Client],
    say: Callable[..., str],
    happens: Callable[[Person, Thread], None],
    address: str,
    why: str,
) -> None:
    person, thread = make_citizen(), make_thread()
    here, browser = address.replace("%d", str(thread.id)), as_person(person)
    form = browser.get(here).form(having=("body",))
    before = db.session.scalar(sa.select(sa.func.count(Revision.id)))
    happens(person, thread)
    db.session.commit()

    late = form.submit(body=TEXT, accept_rules="y", status=403)
    assert say(why) in late and TEXT in written(late)
    assert say("Save as a draft and open the form") not in late
    assert db.session.scalar(sa.select(sa.func.count(Revision.id))) == before
    fresh = browser.get(here)
    assert say(why) in fresh and fresh.find_all("textarea") == []


def test_a_draft_of_a_reply_is_still_read_once_the_thread_is_locked(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    person, thread = make_citizen(), make_thread()
    form = as_person(person).get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",))
    lock(person, thread)
    db.session.commit()

    page = form.submit(body=TEXT, draft="1")
    assert written(page) == [TEXT]
