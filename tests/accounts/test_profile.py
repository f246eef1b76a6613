"""The own profile: name, language, size of text, address; what others see of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.actors import System
from forum.accounts.lifecycle import AccountState
from forum.accounts.models import FormerAddress, Person
from forum.accounts.service.recovery import FORMER_DAYS, forget_old_codes
from forum.core import clock as clock_of_the_forum
from forum.core.db import db
from forum.places.service import set_agency
from tests.factories.people import PASSWORD, make_citizen, make_staff
from tests.factories.threads import make_thread
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.page import Client

AsPerson = Callable[..., Client]
Drain = Callable[[], int]
ORIGIN = "https://forum.example.org"


def now(person: Person) -> Person:
    db.session.expire_all()
    return db.session.get_one(Person, person.id)


def rename(browser: Client, name: str) -> Client:
    browser.get("/tai-khoan/ten").submit(display_name=name)
    return browser


def test_a_new_name_stands_at_once_beside_every_text(app: Flask, as_person: AsPerson) -> None:
    person = make_citizen("Lò Thị Mai")
    address, guest = f"/chu-de/{make_thread(person).id}", Client(app)
    assert "Lò Thị Mai" in guest.get(address)
    rename(as_person(person), "Mai bản Lun")

    page = guest.get(address)
    assert "Mai bản Lun" in page and "Lò Thị Mai" not in page


def test_a_name_stays_for_thirty_days(as_person: AsPerson, clock: Clock) -> None:
    person = make_citizen("Lò Thị Mai")
    browser = rename(as_person(person), "Mai bản Lun")
    page = browser.get("/tai-khoan/ten").submit(display_name="Mai bản Nà")
    assert page.form("/ten").values["display_name"] == "Mai bản Nà"
    assert now(person).display_name == "Mai bản Lun"
    rename(browser, "Mai bản Lun")  # the same name is no change

    clock.advance(days=30, minutes=1)
    rename(as_person(person), "Mai bản Nà")
    assert now(person).display_name == "Mai bản Nà"


@pytest.mark.parametrize(
    "name",
    ["Sở Dân tộc", "Ban Quan Tri", "Trung tam Huoi Lot", "Bà Cơ", "", "\u3164", "\u2800!"],
)
def test_a_name_like_an_office_or_like_nothing_is_refused(as_person: AsPerson, name: str) -> None:
    set_agency(System(), key="phong", name="Trung tâm Huổi Lót")
    make_staff("Bà Cơ")
    person = make_citizen("Lò Thị Mai")
    rename(as_person(person), name)

    assert now(person).display_name == "Lò Thị Mai"


def test_a_suspended_account_keeps_its_name(as_person: AsPerson) -> None:
    person = make_citizen("Lò Thị Mai")
    person.state = AccountState.SUSPENDED
    rename(as_person(person), "Mai bản Lun")

    assert now(person).display_name == "Lò Thị Mai"


def test_an_officer_may_write_the_own_name_in_another_way(as_person: AsPerson) -> None:
    officer = make_staff("Bà Cơ")
    rename(as_person(officer), "bà Cơ")

    assert now(officer).display_name == "bà Cơ"


def test_language_and_size_hold_on_every_device(app: Flask, as_person: AsPerson) -> None:
    person = make_citizen()
    here, there = as_person(person), as_person(person)
    there.http.set_cookie("forum_language", "vi")  # chosen long ago as a guest
    here.get("/tai-khoan").submit(
        "/tai-khoan/ngon-ngu", language="en", text_size="larger", follow=False
    )

    for browser in (here, there):
        browser.lang = "en"
        html = browser.get("/").find_all("html")[0]
        assert (html.attrs["lang"], html.attrs["class"]) == ("en", "text-larger")
    assert "class" not in Client(app).get("/").find_all("html")[0].attrs


def test_the_switch_of_a_page_still_changes_one_browser(as_person: AsPerson) -> None:
    person = make_citizen()
    here, there = as_person(person), as_person(person)
    here.choose_language("en")
    assert here.get("/").lang == "en" and there.get("/").lang == "vi"

    page = here.get("/tai-khoan")
    here.lang = "vi"
    assert page.submit("/tai-khoan/ngon-ngu", language="vi").lang == "vi"


def test_the_page_shows_no_contact_in_full(as_person: AsPerson) -> None:
    person = make_citizen("Lò Thị Mai")
    person.email, person.phone = "lothimai@example.org", "0912345678"
    page = as_person(person).get("/tai-khoan")

    assert "l•••@example.org" in page and "•••678" in page
    assert "lothimai" not in page.html and "0912345678" not in page.html


@pytest.fixture
def mailing(app: Flask, smtp: Mailbox) -> Mailbox:
    app.config["FORUM_URL"] = ORIGIN
    return smtp


def mails(mailbox: Mailbox) -> dict[str, str]:
    """Who was written to, and what."""
    return {str(m["To"]): m.get_body(("plain",)).get_content() for m in mailbox.messages}


def confirmed(person: Person, address: str) -> Person:
    person.email, person.email_confirmed_at = address, clock_of_the_forum.now()
    db.session.commit()
    return person


def test_another_address_counts_once_it_is_confirmed_and_the_old_one_is_told(
    client: Client, as_person: AsPerson, mailing: Mailbox, drain_outbox: Drain
) -> None:
    person = confirmed(make_citizen(), "cu@example.org")
    browser = as_person(person)
    browser.get("/tai-khoan/thu-dien-tu").submit(email="moi@example.org", old_password=PASSWORD)
    drain_outbox()
    sent = mails(mailing)
    assert list(sent) == ["moi@example.org"] and now(person).email == "cu@example.org"
    assert "m•••@example.org" in browser.get("/tai-khoan")

    found = re.search(rf"{ORIGIN}(/xac-nhan-thu/\S+)", sent["moi@example.org"])
    assert found is not None
    page = client.get(found[1])
    assert "moi@example.org" in page
    page.form(found[1]).submit()
    drain_outbox()
    assert (now(person).email, person.new_email) == ("moi@example.org", None)
    assert person.email_confirmed_at is not None
    assert {"cu@example.org", "moi@example.org"} <= set(mails(mailing))
    client.get(found[1], status=410)


def test_taking_the_address_away_is_told_there_and_it_is_forgotten(
    as_person: AsPerson, mailing: Mailbox, drain_outbox: Drain, clock: Clock
) -> None:
    person = confirmed(make_citizen(), "cu@example.org")
    as_person(person).get("/tai-khoan/thu-dien-tu").submit(email="", old_password=PASSWORD)
    drain_outbox()
    assert list(mails(mailing)) == ["cu@example.org"] and now(person).email is None

    clock.advance(days=FORMER_DAYS + 1)
    forget_old_codes()
    assert db.session.query(FormerAddress).count() == 0


def test_the_old_address_typed_again_ends_the_change(
    as_person: AsPerson, mailing: Mailbox, drain_outbox: Drain
) -> None:
    person = confirmed(make_citizen(), "cu@example.org")
    browser = as_person(person)
    for address in ("moi@example.org", "cu@example.org"):
        browser.get("/tai-khoan/thu-dien-tu").submit(email=address, old_password=PASSWORD)
    drain_outbox()

    assert now(person).new_email is None and person.email_confirmed_at is not None
    assert mailing.messages == []
