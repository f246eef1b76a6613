"""The outbox: what failed is read, and tried again by a button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.audit.models import AuditRow
from forum.core import clock
from forum.core.db import db
from forum.outbox.facts import MailTestWanted
from forum.outbox.models import Delivery, DeliveryState, FactRow
from forum.site import service
from forum.site.queries import the_site
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.page import Client

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/hop-thu-di"


def make_delivery(state: DeliveryState = DeliveryState.DEAD, *, attempts: int = 8) -> Delivery:
    """A mail that the mail server refused."""
    moment = clock.now()
    fact = FactRow(name=MailTestWanted.__name__, payload={"site_id": 1}, at=moment)
    fact.expanded_at = moment
    delivery = Delivery(
        fact=fact,
        reaction="notifications.mail_test",
        state=state,
        attempts=attempts,
        due_at=moment,
        last_error="SMTPRecipientsRefused: 550 <mai@vidu.vn> unknown",
    )
    db.session.add_all([fact, delivery])
    db.session.commit()
    return delivery


def state_of(delivery: Delivery) -> tuple[DeliveryState, int]:
    db.session.expire_all()
    return delivery.state, delivery.attempts


@pytest.mark.parametrize("address", [HERE, "/quan-tri/tinh-trang"])
def test_only_administrators_look_into_the_outbox(
    app: Flask, client: Client, as_person: AsPerson, address: str
) -> None:
    assert "/dang-nhap" in client.get(address).url
    for person in (make_citizen(), make_staff(), make_moderator()):
        as_person(person).get(address, status=403)
    as_person(make_administrator()).get(address)


def test_a_dead_delivery_is_shown_with_its_error_and_without_addresses(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    make_delivery()

    page = as_person(make_administrator()).get(HERE)

    assert say("A mail") in page and "550" in page
    assert "mai@vidu.vn" not in page.html


@pytest.mark.parametrize(
    ("attempts", "lot", "other"), [(0, "waiting", "failing"), (2, "failing", "waiting")]
)
def test_what_waits_and_what_fails_stand_apart(
    app: Flask, as_person: AsPerson, attempts: int, lot: str, other: str
) -> None:
    make_delivery(DeliveryState.WAITING, attempts=attempts)
    browser = as_person(make_administrator())

    assert "550" in browser.get(HERE, query={"loai": lot})
    for elsewhere in (other, "dead"):
        assert "550" not in browser.get(HERE, query={"loai": elsewhere})


def test_one_delivery_is_tried_again(app: Flask, as_person: AsPerson) -> None:
    chosen, other = make_delivery(), make_delivery()

    as_person(make_administrator()).get(HERE).submit(f"/{chosen.id}/thu-lai")

    assert state_of(chosen) == (DeliveryState.WAITING, 0)
    assert state_of(other) == (DeliveryState.DEAD, 8)
    act = db.session.scalars(sa.select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert act is not None
    assert (act.act, act.detail) == ("retry_deliveries", {"count": 1, "delivery": chosen.id})


def test_all_dead_deliveries_are_tried_again_and_arrive(
    app: Flask, as_person: AsPerson, drain_outbox: Callable[[], int]
) -> None:
    person = make_administrator()
    service.want_test_mail(person, the_site(), address="thu@vidu.vn")
    dead = [make_delivery(), make_delivery()]

    as_person(person).get(HERE).submit("/hop-thu-di/thu-lai")
    drain_outbox()

    assert [state_of(one)[0] for one in dead] == [DeliveryState.DONE] * 2


def test_a_second_click_finds_nothing_to_do(app: Flask, as_person: AsPerson) -> None:
    delivery = make_delivery()
    pages = [as_person(make_administrator()).get(HERE) for _ in range(2)]
    pages[0].submit(f"/{delivery.id}/thu-lai")

    pages[1].submit(f"/{delivery.id}/thu-lai", status=409)


def test_a_long_list_is_read_page_by_page(app: Flask, as_person: AsPerson) -> None:
    made = [make_delivery().id for _ in range(52)]
    browser = as_person(make_administrator())

    first = browser.get(HERE)
    second = first.click("Trang sau")

    shown = [form.action for page in (first, second) for form in page.forms]
    assert [one for one in made if any(f"/{one}/thu-lai" in action for action in shown)] == made


def test_the_outbox_opens_with_what_is_worst(app: Flask, as_person: AsPerson, say: Say) -> None:
    browser = as_person(make_administrator())
    for state, attempts, words in (
        (DeliveryState.WAITING, 0, "Waiting"),
        (DeliveryState.WAITING, 3, "Failing, tried again"),
        (DeliveryState.DEAD, 8, "Given up"),
    ):
        make_delivery(state, attempts=attempts)
        assert next(head.text for head in browser.get(HERE).find_all("h2")) == say(words)
