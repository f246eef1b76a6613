"""What cannot be sent with a text: the files of others, those of guests, those of the script."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.core.errors import Conflict
from forum.drafts.addresses import edit_of, reply_to
from forum.files import storage
from forum.threads.models import Thread
from forum.threads.service import set_locked
from forum.threads.service.attachments import Enclosed, bind, gather
from tests.drafts.writings import TEXT, AsPerson, drafts, texts, writing
from tests.factories.files import make_begun_file
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_category, make_post, make_thread
from tests.page import Client
from tests.threads.enclosing import (
    BEGUN,
    GONE,
    PHOTO,
    chosen,
    files,
    newest,
    send,
    writing_form,
)


def test_nobody_sends_or_takes_off_what_another_person_added(
    app: Flask, as_person: AsPerson
) -> None:
    """Numbers of files stand in the form, where anybody may change them."""
    wanted = writing("reply")
    foreign = make_begun_file(make_citizen(), wanted.place, PHOTO)
    elsewhere = make_begun_file(wanted.person, reply_to(make_thread().id), PHOTO)
    client, before = as_person(wanted.person), texts()
    data = {**wanted.form(client).values, **wanted.fields, "accept_rules": "y"}
    for row in (foreign, elsewhere):
        page = client.post(wanted.address, {**data, "files": str(row.id)}, status=422)
        assert 'id="file-error"' in page.html
        client.post(wanted.address, {**data, "detach": str(row.id)})
    assert texts() == before
    assert {row.state for row in files()} == {BEGUN}


@pytest.mark.parametrize("limit", ["THROTTLE_FILE_PERSON", "THROTTLE_DRAFT_PERSON"])
def test_who_adds_too_many_waits_and_leaves_nothing_on_the_disk(
    app: Flask, as_person: AsPerson, limit: str
) -> None:
    app.config[limit] = (1, 600)
    wanted = writing("reply")
    form = wanted.form(as_person(wanted.person))
    form.submit(attach="1", file=chosen(), **wanted.fields)

    page = form.submit(attach="1", file=chosen(), status=429, **wanted.fields)

    assert TEXT in page.html
    assert len(list(storage.names())) == len(files()) == 1


def test_throwing_the_draft_away_takes_its_files_along(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("reply")
    client = as_person(wanted.person)
    page = wanted.form(client).submit(attach="1", file=chosen(), **wanted.fields)
    page.form(having=("from_form",)).submit(from_form="1")
    assert [row.state for row in files()] == [GONE]
    assert "cau-treo" not in client.get(wanted.address)


def test_a_thread_that_one_may_not_reply_to_takes_no_file(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("reply")
    form = wanted.form(as_person(wanted.person))
    set_locked(make_moderator(), db.session.scalars(sa.select(Thread)).one(), locked=True)
    db.session.commit()
    page = form.submit(status=403, file=chosen(), **wanted.fields)
    assert TEXT in page.html
    assert files() == [] and list(storage.names()) == []


def test_guests_are_offered_no_files_and_can_send_none(app: Flask) -> None:
    client, category = Client(app), make_category()
    form = client.get("/hoi-dap/gui").form(having=("body",))
    assert "file" not in form.controls and "enctype" not in form.element.attrs
    answers = {"topic": category.slug, "visibility": "public", "accept_rules": "y"}
    data = {**form.values, **answers, "body": TEXT, "file": chosen(), "files": "1"}
    client.post("/hoi-dap/gui", data, status=None)
    assert files() == [] and list(storage.names()) == []


def test_the_savings_of_the_script_add_no_file(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("reply")
    client = as_person(wanted.person)
    data = {**wanted.form(client).values, "draft": "1", "body": TEXT, "file": chosen()}
    client.post(wanted.address, data, headers={"Accept": "application/json"}, follow=False)
    assert files() == [] and drafts() == 1


def test_a_saving_that_comes_in_after_the_text_was_sent_begins_no_draft(
    app: Flask, as_person: AsPerson
) -> None:
    wanted = writing("reply")
    client = as_person(wanted.person)
    form = wanted.form(client)
    send(form, body=TEXT)
    late = {**form.values, "draft": "1", "body": TEXT}
    script = {"headers": {"Accept": "application/json"}, "follow": False}
    client.post(wanted.address, late, status=409, **script)
    assert drafts() == 0
    page = client.post(wanted.address, late)  # the button, on a page that came back
    send(writing_form(page), body="Một lời khác hẳn, về con đường.")
    assert newest().source == "Một lời khác hẳn, về con đường."


def test_of_two_sendings_at_once_one_has_the_files(app: Flask) -> None:
    person, post = make_citizen(), make_post()
    row = make_begun_file(person, edit_of(post.id), PHOTO)
    enclosed = Enclosed(row.place, [row.id])
    first, second = gather(person, enclosed), gather(person, enclosed)
    bind(first, post)
    with pytest.raises(Conflict):
        bind(second, post)
