"""Photos and documents in the form of a text: added, taken off, sent, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts.queries import draft_of
from forum.files import storage
from forum.threads.queries.posts import newest_revision
from tests.drafts.writings import TEXT, AsPerson, drafts, texts, writing
from tests.factories.files import files_of, make_begun_file, make_post_with_files
from tests.threads.enclosing import (
    GONE,
    PAPER,
    PHOTO,
    SENT,
    chosen,
    files,
    labels,
    newest,
    send,
    writing_form,
)


@pytest.mark.parametrize("kind", ["thread", "reply", "edit", "ask"])
def test_a_photo_and_a_document_are_added_and_go_out_with_the_text(
    app: Flask, as_person: AsPerson, kind: str
) -> None:
    wanted = writing(kind)
    if kind == "ask":
        wanted.fields["visibility"] = "public"
    client = as_person(wanted.person)
    form = wanted.form(client)

    page = form.submit(attach="1", file=chosen(), **wanted.fields)
    assert "cau-treo" in page and draft_of(wanted.person, wanted.place) is not None
    page = writing_form(page).submit(attach="1", file=chosen(PAPER, "don-xin.pdf"))
    send(writing_form(page))

    assert labels(newest()) == ["cau-treo", "don-xin"]
    assert newest().source == TEXT
    assert [(row.state, row.post_id) for row in files()] == [(SENT, newest().post_id)] * 2
    assert drafts() == 0
    assert ("cau-treo" in client.get(wanted.address)) == (kind == "edit")


def test_a_file_that_was_only_chosen_goes_out_too(app: Flask, as_person: AsPerson) -> None:
    """Nobody understands that a chosen file has a button of its own."""
    wanted = writing("reply")
    send(wanted.form(as_person(wanted.person)), file=chosen(), **wanted.fields)

    assert labels(newest()) == ["cau-treo"]
    assert files()[0].state is SENT


@pytest.mark.parametrize("button", ["preview", "draft"])
def test_other_buttons_keep_a_chosen_file(app: Flask, as_person: AsPerson, button: str) -> None:
    wanted = writing("reply")
    page = wanted.form(as_person(wanted.person)).submit(
        **{button: "1"}, file=chosen(), **wanted.fields
    )
    send(writing_form(page))

    assert labels(newest()) == ["cau-treo"]


def test_a_photo_without_words_is_kept_until_words_are_found(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    wanted = writing("thread")
    client = as_person(wanted.person)
    wanted.form(client).submit(attach="1", file=chosen())

    assert say("No words yet.") in client.get("/ban-nhap")
    page = client.get(wanted.address)
    assert "cau-treo" in page
    send(writing_form(page), **wanted.fields)
    assert labels(newest()) == ["cau-treo"]


def test_a_file_that_was_taken_off_does_not_go_out(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("reply")
    form = wanted.form(as_person(wanted.person))
    page = form.submit(attach="1", file=chosen(), **wanted.fields)
    form = writing_form(page)
    page = form.submit(detach=form.options("detach")[0])

    assert "cau-treo" not in page
    send(writing_form(page))
    assert newest().attachments is None
    assert (files()[0].state, files()[0].label) == (GONE, "")


def test_a_refused_file_keeps_the_form_open_with_its_text(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    wanted = writing("reply")
    before = texts()
    form = wanted.form(as_person(wanted.person))
    page = send(form, file=chosen(b"<svg></svg>", "anh.svg"), status=422, **wanted.fields)

    assert 'id="file-error"' in page.html
    assert writing_form(page).values["body"].strip() == TEXT
    assert (texts(), files(), list(storage.names())) == (before, [], [])
    page = writing_form(page).submit(attach="1", status=422)
    assert say("Please choose a photo or a document first.") in page
    assert writing_form(page).values["body"].strip() == TEXT


def test_a_text_has_five_files_and_a_person_so_many_bytes(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    wanted = writing("reply")
    for _ in range(4):
        make_begun_file(wanted.person, wanted.place, PHOTO)
    form = wanted.form(as_person(wanted.person))
    page = form.submit(attach="1", file=chosen(), **wanted.fields)
    assert "attach" not in writing_form(page).controls  # the fifth: no room for another

    page = form.submit(attach="1", file=chosen(), status=422, **wanted.fields)
    assert say("A text can have at most %(most)d photos and documents.", most=5) in page
    app.config["FILE_QUOTAS"] = {"member": 10}
    elsewhere = writing("thread")
    form = elsewhere.form(as_person(wanted.person))
    page = form.submit(attach="1", file=chosen(), title="Cầu treo", body=TEXT, status=422)
    assert 'id="file-error"' in page.html
    assert len(files()) == 5


def test_of_two_pages_one_sends_what_it_showed(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    wanted = writing("reply")
    before = texts()
    client = as_person(wanted.person)
    make_begun_file(wanted.person, wanted.place, PHOTO, "mot.gif")
    first, second = wanted.form(client), wanted.form(client)
    second.submit(detach=second.options("detach")[0])

    page = send(first, status=422, **wanted.fields)
    changed = say(
        "The files of this text were changed on another page. "
        "Please look at the list once more, then send again."
    )
    assert changed in page and texts() == before
    send(writing_form(page))
    assert texts() == before + 1 and newest().attachments is None


def test_a_file_is_added_also_where_another_page_kept_another_draft(
    app: Flask, as_person: AsPerson
) -> None:
    wanted = writing("reply")
    client = as_person(wanted.person)
    first, second = wanted.form(client), wanted.form(client)
    second.submit(draft="1", body="Lời của trang thứ hai.")

    page = first.submit(attach="1", file=chosen(), **wanted.fields)

    assert "cau-treo" in page and "cau-treo" in client.get(wanted.address)
    assert writing_form(page).values["body"].strip() == TEXT
    assert "trang thứ hai" in draft_of(wanted.person, wanted.place).fields["body"]


def test_a_form_that_was_sent_twice_sends_its_photo_once(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("reply")
    form = wanted.form(as_person(wanted.person))
    before = texts()
    first = send(form, file=chosen(), **wanted.fields)
    second = send(form, file=chosen(), **wanted.fields)

    assert first.url == second.url and texts() == before + 1
    assert [row.state for row in files()] == [SENT]


def test_an_edit_keeps_drops_and_adds(app: Flask, as_person: AsPerson) -> None:
    post = make_post_with_files(PHOTO, PAPER)
    client = as_person(db.session.get_one(Person, post.author_id))
    address = f"/bai/{post.id}/sua"
    kept, dropped = (entry["name"] for entry in newest_revision(post).attachments)

    page = client.get(address).form(having=("body",)).submit(detach=dropped)
    assert f"/tep/{dropped}" not in page.html and f"/tep/{kept}" in page.html
    page = writing_form(client.get(address)).submit(attach="1", file=chosen())
    send(writing_form(page), body="Lời đã sửa.")

    after = newest_revision(post).attachments
    assert [entry["name"] for entry in after][:1] == [kept] and len(after) == 2
    assert {row.state for row in files_of(post)} == {SENT}
    history = client.get(f"/bai/{post.id}/lich-su")
    assert dropped in history.html
