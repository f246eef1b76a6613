"""Categories: nested one level, put in order, described, archived, never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.audit.models import AuditRow
from forum.core.db import db
from forum.threads.lifecycle import Posting
from forum.threads.models import Category
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.factories.threads import make_category, make_pending_thread, make_thread
from tests.page import Client

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/chuyen-muc"
FORM = {"name": "Y tế", "description": "Thuốc, trạm y tế, bảo hiểm."}


def acts() -> list[str]:
    return [row.act for row in db.session.query(AuditRow).order_by(AuditRow.id)]


@pytest.mark.parametrize("address", [HERE, f"{HERE}/moi", f"{HERE}/1"])
def test_only_administrators_arrange_categories(
    app: Flask, client: Client, as_person: AsPerson, address: str
) -> None:
    assert "/dang-nhap" in client.get(address).url
    for person in (make_citizen(), make_staff(), make_moderator()):
        as_person(person).get(address, status=403)
    as_person(make_administrator()).get(address)


def test_a_new_category_stands_last_at_an_address_made_of_its_name(
    app: Flask, client: Client, as_person: AsPerson
) -> None:
    make_category()

    page = as_person(make_administrator()).get(f"{HERE}/moi").submit("/moi", **FORM)

    assert page.url.endswith(HERE)
    public = client.get("/chuyen-muc/y-te")
    assert public.h1 == "Y tế" and FORM["description"] in public
    assert client.get("/chuyen-muc").text.rindex("Y tế") > 0
    assert acts()[-1] == "create_category"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("description", ""),
        ("slug", "Y Tế!"),
        ("slug", "chuyen-muc-da-co"),
    ],
)
def test_a_refused_field_is_named_and_nothing_typed_is_lost(
    app: Flask, as_person: AsPerson, field: str, typed: str
) -> None:
    make_category().slug = "chuyen-muc-da-co"
    page = as_person(make_administrator()).get(f"{HERE}/moi")

    answer = page.submit("/moi", **{**FORM, "name_en": "Health", field: typed})

    assert f'id="{field}-error"' in answer.html
    assert answer.form("/moi").values["name_en"] == "Health"


def test_a_former_address_leads_to_the_present_one(
    app: Flask, client: Client, as_person: AsPerson
) -> None:
    category = make_category()
    former = category.slug
    page = as_person(make_administrator()).get(f"{HERE}/{category.id}")

    page.submit(f"/{category.id}", slug="dat-dai")

    landed = client.get(f"/chuyen-muc/{former}")
    assert landed.steps[0] == (301, "/chuyen-muc/dat-dai")
    client.get("/chuyen-muc/khong-co", status=404)


def test_an_address_that_another_category_had_is_not_given_again(
    app: Flask, as_person: AsPerson
) -> None:
    category = make_category()
    former = category.slug
    browser = as_person(make_administrator())
    browser.get(f"{HERE}/{category.id}").submit(f"/{category.id}", slug="dat-dai")

    page = browser.get(f"{HERE}/moi").submit("/moi", **FORM, slug=former)
    assert 'id="slug-error"' in page.html

    browser.get(f"{HERE}/{category.id}").submit(f"/{category.id}", slug=former)
    db.session.expire_all()
    assert category.slug == former


def test_a_category_stands_in_another_and_readers_find_it_there(
    app: Flask, client: Client, as_person: AsPerson
) -> None:
    parent, child = make_category(), make_category()
    make_thread(category=child)

    as_person(make_administrator()).get(f"{HERE}/{child.id}").submit(
        f"/{child.id}", parent=str(parent.id)
    )

    db.session.expire_all()
    page = client.get(f"/chuyen-muc/{parent.slug}")
    assert (child.name["vi"], f"/chuyen-muc/{child.slug}") in page.links
    assert (parent.name["vi"], f"/chuyen-muc/{parent.slug}") in client.get(
        f"/chuyen-muc/{child.slug}"
    ).links
    for address in ("/", "/chuyen-muc"):
        hrefs = [href for _words, href in client.get(address).links]
        own = hrefs.index(f"/chuyen-muc/{parent.slug}")
        assert hrefs[own + 1] == f"/chuyen-muc/{child.slug}"


def test_nesting_is_one_level_deep(app: Flask, as_person: AsPerson) -> None:
    top, middle, other = make_category(), make_category(), make_category()
    middle.parent_id = top.id
    browser = as_person(make_administrator())
    offered = browser.get(f"{HERE}/{other.id}").form(f"/{other.id}").options("parent")
    assert str(top.id) in offered
    assert str(middle.id) not in offered and str(other.id) not in offered

    for chosen, parent in ((other, middle), (top, other), (other, other)):
        form = browser.get(f"{HERE}/{chosen.id}").form(f"/{chosen.id}")
        browser.post(form.action, {**form.values, "parent": str(parent.id)})
        db.session.expire_all()
        assert (chosen.parent_id, middle.parent_id) == (None, top.id)


def test_of_two_administrators_the_second_is_told(app: Flask, as_person: AsPerson) -> None:
    category = make_category()
    pages = [as_person(make_administrator()).get(f"{HERE}/{category.id}") for _ in range(2)]
    pages[0].submit(f"/{category.id}", name="Tên thứ nhất")

    late = pages[1].submit(f"/{category.id}", name="Tên thứ hai", status=409)

    assert "Tên thứ hai" in late.html
    db.session.expire_all()
    assert category.name["vi"] == "Tên thứ nhất"


def test_buttons_move_a_category_among_those_beside_it(
    app: Flask, client: Client, as_person: AsPerson
) -> None:
    first, second, third = (make_category() for _ in range(3))
    browser = as_person(make_administrator())

    def order() -> list[int]:
        db.session.expire_all()
        found = db.session.query(Category).order_by(Category.position)
        return [one.id for one in found if one.id in {first.id, second.id, third.id}]

    browser.get(HERE).form(f"/{third.id}/buoc").submit(act="up")
    assert order() == [first.id, third.id, second.id]
    browser.get(HERE).form(f"/{first.id}/buoc").submit(act="down")
    assert order() == [third.id, first.id, second.id]
    browser.get(HERE).form(f"/{second.id}/buoc").submit(act="down")
    assert order() == [third.id, first.id, second.id]


def test_an_archived_category_is_readable_last_and_nothing_begins_in_it(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    archived, living = make_category(), make_category()
    thread = make_thread(category=archived)
    browser, member = as_person(make_administrator()), as_person(make_citizen())

    browser.get(HERE).form(f"/{archived.id}/buoc").submit(act="archive")

    page = client.get(f"/chuyen-muc/{archived.slug}")
    assert say("This category is archived") in page
    assert any(f"/chu-de/{thread.id}-" in href for _words, href in page.links)
    hrefs = [href for _words, href in client.get("/chuyen-muc").links]
    assert hrefs.index(f"/chuyen-muc/{living.slug}") < hrefs.index(f"/chuyen-muc/{archived.slug}")
    assert archived.slug not in member.get("/chu-de/moi").html
    assert archived.slug not in client.get("/hoi-dap/gui").html
    member.get(f"/chu-de/{thread.id}/tra-loi")

    browser.get(HERE).form(f"/{archived.id}/buoc").submit(act="reopen")
    assert archived.slug in member.get("/chu-de/moi").html
    assert acts()[-1] == "reopen_category"


def test_counts_are_of_readable_threads_of_the_category_itself(
    app: Flask, client: Client, as_person: AsPerson
) -> None:
    parent, child = make_category(), make_category()
    child.parent_id = parent.id
    make_thread(category=child)
    make_pending_thread(category=child)

    found = client.get(f"/chuyen-muc/{parent.slug}").find_all(
        "article", **{"class": "category-row"}
    )

    assert ["1" in row.text for row in found] == [True]


def test_staff_alone_write_where_the_form_says_so(app: Flask, as_person: AsPerson) -> None:
    category = make_category()

    as_person(make_administrator()).get(f"{HERE}/{category.id}").submit(
        f"/{category.id}", posting=Posting.STAFF.value
    )

    assert category.slug not in as_person(make_citizen()).get("/chu-de/moi").html
    assert category.slug in as_person(make_staff()).get("/chu-de/moi").html


@pytest.mark.parametrize(
    "sent", [{}, {"act": "delete"}, {"act": "up"}, {"act": "up", "seen_version": "x"}]
)
def test_a_step_nobody_saw_changes_nothing(
    app: Flask, as_person: AsPerson, sent: dict[str, str]
) -> None:
    make_category()
    category = make_category()
    before = category.position
    browser = as_person(make_administrator())
    token = browser.get(HERE).form(f"/{category.id}/buoc").values["csrf_token"]

    browser.post(f"{HERE}/{category.id}/buoc", {**sent, "csrf_token": token}, status=409)

    db.session.expire_all()
    assert category.position == before
