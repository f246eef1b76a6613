"""Keeping drafts: one in each place, never over newer words, not for ever."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.actors import Guest
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, NotFound
from forum.drafts import service
from forum.drafts.addresses import ASK, THREAD, address_of, edit_of, number_in, reply_to
from forum.drafts.models import Draft
from forum.drafts.queries import draft_of, drafts_of, get_draft_for
from tests.factories.drafts import make_draft
from tests.factories.people import make_citizen
from tests.fixtures.site import Clock

FIRST, SECOND = {"body": "Lời thứ nhất."}, {"body": "Lời thứ hai."}


def kept(person: object) -> dict[str, dict[str, str]]:
    db.session.expire_all()
    return {draft.place: draft.fields for draft in drafts_of(person)}  # type: ignore[arg-type]


def test_a_draft_is_kept_and_kept_again(app: Flask) -> None:
    person = make_citizen()

    version = service.keep(person, THREAD, fields=FIRST, seen=0)
    again = service.keep(person, THREAD, fields=SECOND, seen=version)

    assert again == version + 1
    assert kept(person) == {THREAD: SECOND}


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_a_page_that_saw_another_version_writes_nothing(app: Flask, seen: int) -> None:
    person = make_citizen()
    service.keep(person, THREAD, fields=FIRST, seen=0)
    service.keep(person, THREAD, fields=FIRST, seen=1)
    db.session.commit()

    with pytest.raises(Conflict):
        service.keep(person, THREAD, fields=SECOND, seen=seen)

    assert kept(person) == {THREAD: FIRST}


def test_what_was_thrown_away_does_not_come_back_by_a_page_left_open(app: Flask) -> None:
    person = make_citizen()
    service.keep(person, THREAD, fields=FIRST, seen=0)
    service.discard(person, THREAD)
    db.session.commit()

    with pytest.raises(Conflict):
        service.keep(person, THREAD, fields=FIRST, seen=1)

    assert kept(person) == {}


def test_sending_an_older_text_leaves_a_newer_draft(app: Flask) -> None:
    person = make_citizen()
    service.keep(person, THREAD, fields=FIRST, seen=0)
    service.keep(person, THREAD, fields=SECOND, seen=1)

    service.discard(person, THREAD, seen=1)
    assert kept(person) == {THREAD: SECOND}
    service.discard(person, THREAD, seen=2)
    assert kept(person) == {}


def test_each_person_has_one_draft_in_each_place(app: Flask) -> None:
    here, there = make_citizen(), make_citizen()
    places = [THREAD, ASK, reply_to(1), reply_to(2), edit_of(1)]
    for place in places:
        service.keep(here, place, fields=FIRST, seen=0)
    service.keep(there, THREAD, fields=SECOND, seen=0)

    service.discard(there, ASK)

    assert sorted(kept(here)) == sorted(places)
    assert kept(there) == {THREAD: SECOND}


def test_of_more_than_fifty_the_one_not_touched_for_longest_goes(app: Flask, clock: Clock) -> None:
    person = make_citizen()
    for number in range(1, app.config["DRAFTS"] + 1):
        service.keep(person, reply_to(number), fields=FIRST, seen=0)
        clock.advance(seconds=1)
    service.keep(person, reply_to(1), fields=SECOND, seen=1)
    clock.advance(seconds=1)

    service.keep(person, THREAD, fields=FIRST, seen=0)

    places = kept(person)
    assert len(places) == app.config["DRAFTS"]
    assert {THREAD, reply_to(1), reply_to(3)} <= set(places)
    assert reply_to(2) not in places


def test_an_untouched_draft_goes_after_ninety_days(app: Flask, clock: Clock) -> None:
    person = make_citizen()
    service.keep(person, ASK, fields=FIRST, seen=0)
    clock.advance(days=80)
    service.keep(person, THREAD, fields=FIRST, seen=0)
    clock.advance(days=11)

    service.forget_old_drafts()

    assert list(kept(person)) == [THREAD]


def test_a_guest_has_no_drafts(app: Flask) -> None:
    with pytest.raises(Forbidden):
        service.keep(Guest(5), ASK, fields=FIRST, seen=0)
    assert draft_of(Guest(5), ASK) is None


def test_a_draft_does_not_exist_for_anybody_else(app: Flask) -> None:
    writer, other = make_citizen(), make_citizen()
    draft = make_draft(writer)

    assert get_draft_for(writer, draft.id) is draft
    for reader in (other, Guest()):
        with pytest.raises(NotFound):
            get_draft_for(reader, draft.id)
        assert draft_of(reader, draft.place) is None
        assert drafts_of(reader) == []


def test_a_closed_account_leaves_no_drafts(app: Flask) -> None:
    writer, other = make_citizen(), make_citizen()
    make_draft(writer), make_draft(writer, ASK), make_draft(other)

    service.discard_all(writer)

    assert db.session.scalars(sa.select(Draft.person_id)).all() == [other.id]


def test_how_people_write_is_recorded_nowhere(app: Flask) -> None:
    person = make_citizen()
    before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditRow))
    make_draft(person)
    service.discard(person, THREAD)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == before


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (THREAD, "/chu-de/moi"),
        (ASK, "/hoi-dap/gui"),
        (reply_to(12), "/chu-de/12/tra-loi"),
        (edit_of(7), "/bai/7/sua"),
    ],
)
def test_every_place_has_its_form(place: str, address: str) -> None:
    assert address_of(place) == address
    assert number_in(place, "reply") == (12 if place == reply_to(12) else None)
