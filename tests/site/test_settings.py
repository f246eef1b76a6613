"""The set-up page: saved at once, refused with the text kept, never one over the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.audit.models import AuditRow
from forum.core.db import db
from forum.places.queries import agencies_now
from forum.site.colours import contrast, light, parse
from forum.site.queries import the_site
from tests.factories.people import make_administrator
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/thiet-lap"


def values(page: Page) -> dict[str, str]:
    return page.form("/thiet-lap").values


def test_what_is_saved_stands_on_every_page_at_once(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    browser = as_person(make_administrator())
    assert "Diễn đàn Nậm Lành" not in client.get("/tro-giup")

    page = browser.get(HERE).submit("/thiet-lap", name="Diễn đàn Nậm Lành", authority="Sở mẫu")

    assert say("Saved. Every page shows it from now on.") in page
    for address in ("/", "/tro-giup", "/chuyen-muc", "/gioi-thieu"):
        public = client.get(address)
        assert public.title.endswith("Diễn đàn Nậm Lành") and "Sở mẫu" in public
    assert db.session.scalar(sa.select(AuditRow.act).order_by(AuditRow.id.desc()).limit(1))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "không phải thư"),
        ("indigo", "#ffcc00"),
        ("leaf", "xanh"),
        ("name", "x" * 161),
        ("legal_contact", "x" * 1201),
    ],
)
def test_a_refusal_names_its_field_and_keeps_every_word(
    app: Flask, as_person: AsPerson, field: str, typed: str
) -> None:
    browser = as_person(make_administrator())
    other = "Bà Lò Thị Mẫu"

    page = browser.get(HERE).submit("/thiet-lap", **{"content_officer": other, field: typed})

    assert f'id="{field}-error"' in page.html
    assert (values(page)[field].strip(), values(page)["content_officer"]) == (typed, other)
    assert the_site().content_officer == ""


def test_a_colour_nobody_could_read_is_refused_with_its_contrast(
    app: Flask, as_person: AsPerson
) -> None:
    page = as_person(make_administrator()).get(HERE).submit("/thiet-lap", indigo="#7788ff")

    measured = contrast(parse("#7788ff"), light(parse("#7788ff")).ground)
    assert f"{int(measured * 100) / 100:.2f}" in page and "4.5" in page and "#7788ff" in page


def test_of_two_administrators_the_second_is_told_what_the_first_saved(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    first, second = as_person(make_administrator()), as_person(make_administrator())
    here, there = first.get(HERE), second.get(HERE)
    here.submit("/thiet-lap", telephone="0000 000 001", address="Số 1, bản Pá")

    page = there.submit("/thiet-lap", telephone="0000 000 002", status=409)

    assert say("Somebody else saved this page in the meantime.") in page
    assert say("Saved by somebody else: %(text)s", text="0000 000 001") in page
    assert values(page)["telephone"] == "0000 000 002"
    assert (the_site().telephone, the_site().address) == ("0000 000 001", "Số 1, bản Pá")

    page.submit("/thiet-lap", address="Số 1, bản Pá")

    db.session.expire_all()
    assert (the_site().telephone, the_site().address) == ("0000 000 002", "Số 1, bản Pá")


def test_the_same_form_sent_twice_is_saved_once(app: Flask, as_person: AsPerson) -> None:
    form = as_person(make_administrator()).get(HERE).form("/thiet-lap")
    before = the_site().version

    answers = [form.submit(short_name="Dân tộc", follow=False) for _ in range(2)]

    db.session.expire_all()
    assert the_site().version == before + 1
    assert {answer.headers["Location"] for answer in answers} == {HERE}


def test_a_version_nobody_saw_is_a_conflict(app: Flask, as_person: AsPerson) -> None:
    page = as_person(make_administrator()).get(HERE)

    page.submit("/thiet-lap", name="Khác", seen_version="x", status=409)

    assert the_site().name == ""


def test_the_first_office_takes_the_new_name_of_the_authority(
    app: Flask, as_person: AsPerson
) -> None:
    page = as_person(make_administrator()).get(HERE)

    page.submit("/thiet-lap", authority="Sở Dân tộc và Tôn giáo tỉnh mẫu")

    db.session.expire_all()
    assert agencies_now()[0].name == "Sở Dân tộc và Tôn giáo tỉnh mẫu"
