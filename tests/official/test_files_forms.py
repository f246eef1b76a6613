"""Files in the forms of offices and in private letters: added, taken off, never lost."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.files import storage
from forum.moderation.lifecycle import Outcome
from forum.official.models import OfficialText, Question
from tests.drafts.writings import AsPerson, writing
from tests.factories.enclosed import draft_with_files, only_file
from tests.factories.moderation import show_or_hide
from tests.factories.official import make_agency, make_question
from tests.factories.people import make_moderator, make_staff
from tests.factories.threads import approve, make_post
from tests.form import Form
from tests.page import Client, Page
from tests.threads.enclosing import (
    GONE,
    PAPER,
    PHOTO,
    SENT,
    chosen,
    files,
    newest,
    send,
    writing_form,
)


def desk_of(page: Page) -> Form:
    return page.form(having=("action", "body"))


def newest_text() -> OfficialText:
    db.session.expire_all()
    query = sa.select(OfficialText).order_by(OfficialText.id.desc()).limit(1)
    return db.session.scalars(query).one()


def labels() -> list[str]:
    return [entry["label"] for entry in newest_text().attachments or []]


def address_of_desk(kind: str) -> tuple[str, dict[str, str]]:
    make_agency()
    if kind == "reply":
        return f"/can-bo/hoi-dap/{make_question().id}/tra-loi", {}
    if kind == "clarification":
        return f"/can-bo/lam-ro/{make_post().id}", {"claim": "Nguồn nước"}
    return "/can-bo/giai-thich/moi", {"title": "Hỗ trợ nhà ở"}


@pytest.mark.parametrize("kind", ["reply", "clarification", "explanation"])
def test_files_go_along_with_every_button_and_are_taken_off_again(
    app: Flask, as_person: AsPerson, kind: str
) -> None:
    address, fields = address_of_desk(kind)
    writer, other = as_person(make_staff()), as_person(make_staff())
    form = desk_of(writer.get(address))
    page = form.submit(action="save", file=chosen(), body="Lời của cơ quan.", **fields)
    assert labels() == ["cau-treo"] and "cau-treo" in page

    page = desk_of(page).submit(action="save", file=chosen(PAPER, "cong-van.pdf"))
    assert labels() == ["cau-treo", "cong-van"]
    first = (newest_text().attachments or [])[0]["name"]
    page = desk_of(page).submit(drop=first)
    assert labels() == ["cong-van"] and "cau-treo" not in page

    page = desk_of(page).submit(action="submit", file=chosen(PHOTO, "so-do.gif"))
    assert labels() == ["cong-van", "so-do"]
    assert "so-do" in other.get(page.url) and "so-do" in page
    assert [row.state for row in files()] == [GONE, SENT, SENT]


def test_a_refused_text_keeps_its_file_in_the_form(app: Flask, as_person: AsPerson) -> None:
    address, _fields = address_of_desk("explanation")
    page = desk_of(as_person(make_staff()).get(address)).submit(
        action="submit", file=chosen(), body="Lời.", title=""
    )
    assert 'id="title-error"' in page.html and "cau-treo" in page
    number = files()[0].id

    again = desk_of(page).submit(drop=number, title="")
    assert "cau-treo" not in again.text and files()[0].state is GONE
    desk_of(page).submit(action="save", title="Hỗ trợ", file=chosen(), files="")
    assert labels() == ["cau-treo"]


def test_what_is_no_photo_and_no_document_is_refused_and_nothing_is_lost(
    app: Flask, as_person: AsPerson
) -> None:
    address, _fields = address_of_desk("reply")
    form = desk_of(as_person(make_staff()).get(address))
    page = form.submit(status=422, action="save", file=chosen(b"MZ no", "a.exe"), body="Lời dài.")
    assert 'id="file-error"' in page.html and "Lời dài." in page.html
    assert files() == [] and list(storage.names()) == []


def test_a_colleague_who_was_quicker_costs_no_file(app: Flask, as_person: AsPerson) -> None:
    address, _fields = address_of_desk("reply")
    one, two = as_person(make_staff()), as_person(make_staff())
    late = desk_of(two.get(address))
    desk_of(one.get(address)).submit(action="submit", body="Lời thứ nhất.")
    late.submit(status=None, action="save", file=chosen(), body="Lời thứ hai.")
    assert files() == [] and newest_text().source == "Lời thứ nhất."


def test_two_presses_make_one_explanation(app: Flask, as_person: AsPerson) -> None:
    address, fields = address_of_desk("explanation")
    form = desk_of(as_person(make_staff()).get(address))
    for _ in range(2):
        form.submit(action="save", file=chosen(), body="Lời.", **fields)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OfficialText)) == 1
    assert labels() == ["cau-treo"]


def test_nobody_but_staff_gets_a_file_into_an_office_s_text(
    app: Flask, as_person: AsPerson
) -> None:
    text = draft_with_files(PHOTO)
    address = f"/can-bo/hoi-dap/{text.question_id}/tra-loi"
    kept = only_file(text).name
    data = {"action": "save", "body": "Lời.", "dropped": kept}
    for client in (Client(app), as_person(make_moderator())):
        client.post(address, {**data, "file": chosen()}, status=None)
    assert [row.name for row in files()] == [kept] and list(storage.names()) == [kept]


def test_a_letter_is_sent_with_its_files_and_read_with_them(
    app: Flask, as_person: AsPerson
) -> None:
    wanted = writing("ask")
    client = as_person(wanted.person)
    page = wanted.form(client).submit(attach="1", file=chosen(), **wanted.fields)
    page = send(writing_form(page), file=chosen(PAPER, "don-xin.pdf"))

    letter = db.session.scalars(sa.select(Question)).one()
    assert letter.post_id is None
    names = [entry["name"] for entry in letter.attachments or []]
    assert [row.name for row in files(SENT)] == names and len(names) == 2
    staff = as_person(make_staff()).get(f"/can-bo/hoi-dap/{letter.id}/tra-loi")
    for shown in (page, staff):
        assert all(f'href="/tep/{name}"' in shown.html for name in names)


def test_staff_have_the_files_of_a_question_before_they_answer(
    app: Flask, as_person: AsPerson
) -> None:
    wanted = writing("ask")
    wanted.fields["visibility"] = "public"
    send(wanted.form(as_person(wanted.person)), file=chosen(), **wanted.fields)
    question = db.session.scalars(sa.select(Question)).one()
    staff = as_person(make_staff()).get(f"/can-bo/hoi-dap/{question.id}/tra-loi")
    assert f'href="/tep/{files()[0].name}"' in staff.html


def test_the_receipt_of_a_question_shows_its_files_before_and_after_publication(
    app: Flask, as_person: AsPerson
) -> None:
    wanted = writing("ask")
    wanted.fields["visibility"] = "public"
    browser = as_person(wanted.person)
    receipt = send(wanted.form(browser), file=chosen(), **wanted.fields).url
    address = f"/tep/{files()[0].name}"

    assert f'href="{address}"' in browser.get(receipt).html
    post = approve(newest())
    assert f'href="{address}"' in browser.get(receipt).html
    show_or_hide(post, Outcome.HIDE)
    assert f'href="{address}"' in browser.get(receipt).html
    browser.get(address)
