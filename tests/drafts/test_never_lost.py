"""Whatever ends a form – sign-in, token, lock, another page – title, text and category come back,
and lead into the form again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import SignIn
from forum.core import clock
from forum.core.db import db
from forum.threads import service
from forum.threads.models import Thread
from tests.drafts.writings import TEXT, AsPerson, Writing, drafts, texts, writing
from tests.factories.people import make_moderator
from tests.factories.threads import make_category
from tests.form import Form
from tests.page import Client, Page

TITLE = "Cầu treo hỏng"


def chosen() -> Writing:
    """A new thread whose category is not the first of the list."""
    for _ in range(3):
        make_category()
    wanted = writing("thread")
    make_category()
    return wanted


def stands_in(page: Page, wanted: Writing) -> Form:
    """The form that has everything the person had filled in."""
    form = page.form(having=("body", "title", "category"))
    assert {name: form.values[name].strip() for name in wanted.fields} == wanted.fields
    return form


def sign_in_elsewhere(client: Client, as_person: AsPerson, wanted: Writing, app: Flask) -> None:
    name = app.config["SIGNIN_COOKIE"]
    cookie = as_person(wanted.person).http.get_cookie(name)
    client.http.set_cookie(name, cookie.value)


def end_every_sign_in() -> None:
    db.session.execute(sa.update(SignIn).values(ended_at=clock.now()))
    db.session.commit()


@pytest.mark.parametrize("button", ["send", "draft", "preview"])
def test_after_signing_in_again_the_text_stands_in_the_form(
    app: Flask, as_person: AsPerson, say: Callable[..., str], button: str
) -> None:
    wanted = chosen()
    client = as_person(wanted.person)
    pressed = {} if button == "send" else {button: "1"}
    form = wanted.form(client)
    end_every_sign_in()

    page = form.submit(status=401, **wanted.fields, **pressed)

    assert say("Sign in on a new page") in page
    kept = stands_in(page, wanted)
    sign_in_elsewhere(client, as_person, wanted, app)
    page = kept.submit(**({} if button == "draft" else {"draft": "1"}))
    stands_in(page, wanted)
    assert page.url.endswith("/chu-de/moi")
    assert (drafts(), texts()) == (1, 0)


def test_after_signing_in_again_the_text_can_be_sent_at_once(
    app: Flask, as_person: AsPerson
) -> None:
    wanted = chosen()
    client = as_person(wanted.person)
    form = wanted.form(client)
    end_every_sign_in()
    page = form.submit(status=401, accept_rules="y", **wanted.fields)
    sign_in_elsewhere(client, as_person, wanted, app)

    stands_in(page, wanted).submit()

    thread = db.session.scalars(sa.select(Thread)).one()
    assert thread.category.slug == wanted.fields["category"]


@pytest.mark.parametrize("token", ["", "ImZhbHNlIg.fake.fake"])
def test_an_expired_form_brings_everything_back(
    app: Flask, as_person: AsPerson, token: str
) -> None:
    wanted = chosen()
    form = wanted.form(as_person(wanted.person))

    page = form.submit(status=400, csrf_token=token, **wanted.fields)

    stands_in(stands_in(page, wanted).submit(draft="1"), wanted)
    assert (drafts(), texts()) == (1, 0)


def test_a_conflict_leads_back_into_the_form(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("edit")
    here, there = as_person(wanted.person), as_person(wanted.person)
    old = wanted.form(here)
    wanted.form(there).submit(body="Lời khác hẳn, gửi từ trang thứ hai.")

    page = old.submit(status=409, body=TEXT)

    page = page.submit("/sua", draft="1")
    assert page.form(having=("body",)).values["body"].strip() == TEXT
    before = texts()
    page.form(having=("body",)).submit()
    assert texts() == before + 1


def test_a_thread_that_was_locked_meanwhile_says_so_and_shows_the_text(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    wanted = writing("reply")
    form = wanted.form(as_person(wanted.person))
    thread = db.session.get(Thread, int(wanted.place.partition(":")[2]))
    service.set_locked(make_moderator(), thread, locked=True)
    db.session.commit()

    page = form.submit(status=403, body=TEXT, accept_rules="y")

    assert TEXT in page
    assert say("This thread is locked: nobody can reply here now.") in page


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("button", ["send", "draft"])
def test_a_busy_database_brings_everything_back(
    app: Flask, as_person: AsPerson, button: str
) -> None:
    wanted = chosen()
    form = wanted.form(as_person(wanted.person))
    db.session.commit()
    app.config["BUSY_SECONDS"] = 0.3
    holder = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    pressed = {} if button == "send" else {"draft": "1"}
    page = form.submit(status=503, accept_rules="y", **wanted.fields, **pressed)
    holder.execute("ROLLBACK")
    holder.close()

    stands_in(page, wanted).submit()

    assert (texts(), drafts()) == ((1, 0) if button == "send" else (0, 1))


def test_a_refused_draft_loses_nothing(app: Flask, as_person: AsPerson) -> None:
    """Too many savings in a short time: the page says so and has the text."""
    wanted = chosen()
    app.config["THROTTLE_DRAFT_PERSON"] = (1, 600)
    client = as_person(wanted.person)
    page = wanted.form(client).submit(draft="1", **wanted.fields)

    page = page.form(having=("body",)).submit(draft="1", title="Tên khác", status=429)

    assert page.form(having=("body", "title")).values["title"].strip() == "Tên khác"
