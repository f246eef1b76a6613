"""Coming in and going out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.accounts.actors import System
from forum.accounts.models import Person, SignIn
from forum.core.db import db
from forum.notifications.words import SENTENCES, Word
from forum.places.service import set_agency
from tests.factories.people import PASSWORD, make_citizen, make_moderator
from tests.page import Client


def test_registration_asks_for_nothing_but_a_name_and_a_password(client: Client) -> None:
    page = client.get("/dang-ky").submit(username="lothimai", password=PASSWORD)
    page = page.submit("/da-cat")
    assert page.url == "/" and "lothimai" in page
    person = db.session.scalars(sa.select(Person)).one()
    assert (person.username, person.display_name) == ("lothimai", "lothimai")
    assert person.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("name", ["quantri", "so_dan_toc", "moderator1"])
def test_a_name_like_an_office_is_refused_and_nothing_is_lost(client: Client, name: str) -> None:
    page = client.get("/dang-ky").submit(username=name, password=PASSWORD, email="a@example.org")
    assert page.form("/dang-ky").values["email"] == "a@example.org"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0


def test_the_name_of_an_office_of_this_installation_is_refused(client: Client) -> None:
    set_agency(System(), key="phong", name="Trung tâm Huổi Lót")
    client.get("/dang-ky").submit(
        username="huoilot", display_name="Trung tam Huoi Lot", password=PASSWORD
    )
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0


def test_sign_in_and_out_end_on_the_server(client: Client, say: object) -> None:
    person = make_citizen()
    page = client.get("/dang-nhap").submit(username=person.username.upper(), password=PASSWORD)
    assert person.display_name in page
    cookie = client.http.get_cookie("forum_signin")
    assert cookie is not None and cookie.http_only
    client.get("/tai-khoan").submit("/dang-xuat")
    assert db.session.scalars(sa.select(SignIn)).one().ended_at is not None
    client.http.set_cookie("forum_signin", cookie.value)
    assert client.get("/tai-khoan").url.startswith("/dang-nhap")


def test_wrong_name_and_wrong_password_look_the_same(client: Client) -> None:
    person = make_citizen()
    pages = [
        client.get("/dang-nhap").submit(username=name, password="không phải câu này")
        for name in (person.username, "khongcoai")
    ]
    assert client.http.get_cookie("forum_signin") is None
    texts = [page.text.replace(person.username, "").replace("khongcoai", "") for page in pages]
    assert texts[0] == texts[1]


def test_guessing_one_account_is_stopped_and_told(client: Client) -> None:
    person = make_citizen()
    for _ in range(10):
        client.get("/dang-nhap").submit(username=person.username, password="sai sai sai")
    page = client.get("/dang-nhap").submit(
        username=person.username, password="sai sai sai", status=429
    )
    assert int(page.headers["Retry-After"]) > 0


@pytest.mark.parametrize("url", ["/tai-khoan/mat-khau", "/tai-khoan/ma-khoi-phuc"])
def test_guessing_the_present_password_in_an_open_browser_is_stopped(
    as_person: Callable[..., Client], url: str
) -> None:
    browser = as_person(make_citizen())
    fields = {"password": "một câu khác hẳn"} if url.endswith("mat-khau") else {}
    for status in [200] * 10 + [429]:
        page = browser.get(url).submit(url, old_password="sai sai", status=status, **fields)
    assert int(page.headers["Retry-After"]) > 0


def test_changing_the_password_ends_the_other_sign_ins_and_is_told(
    client: Client,
    as_person: Callable[..., Client],
    drain_outbox: Callable[[], int],
    say: Callable[[str], str],
) -> None:
    person = make_citizen()
    here, elsewhere = as_person(person), as_person(person)
    here.get("/tai-khoan/mat-khau").submit(old_password=PASSWORD, password="một câu khác hẳn")
    assert here.get("/tai-khoan").url == "/tai-khoan"
    assert elsewhere.get("/tai-khoan").url.startswith("/dang-nhap")
    drain_outbox()
    assert say(str(SENTENCES[Word.PASSWORD_CHANGED])) in here.get("/thong-bao")


def test_the_telephone_is_changed_and_taken_away_with_the_password(
    as_person: Callable[..., Client],
) -> None:
    person = make_citizen()
    browser = as_person(person)
    for typed, password, kept in (
        ("0912345678", "không phải câu này", None),
        ("0912345678 hoặc 1", PASSWORD, None),
        ("0912345678", PASSWORD, "0912345678"),
        ("", PASSWORD, None),
    ):
        page = browser.get("/tai-khoan/thu-dien-tu")
        assert page.form("/thu-dien-tu").values["phone"] == (person.phone or "")
        page.submit(phone=typed, old_password=password)
        db.session.expire_all()
        assert db.session.get_one(Person, person.id).phone == kept


def test_a_person_chooses_the_language_of_mails(client: Client, as_person: object) -> None:
    person = make_citizen()
    browser = as_person(person)  # type: ignore[operator]
    browser.get("/tai-khoan").form("/tai-khoan/ngon-ngu").submit(language="en", follow=False)
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).language == "en"


def test_after_sign_in_only_an_address_of_the_forum_is_followed(client: Client) -> None:
    person = make_moderator()
    for target in ("https://example.org/", "//example.org", "/\\example.org", "javascript:1"):
        page = client.get("/dang-nhap", query={"next": target})
        answer = page.submit(username=person.username, password=PASSWORD, follow=False)
        assert answer.headers["Location"] == "/"
        client.http.delete_cookie("forum_signin")
