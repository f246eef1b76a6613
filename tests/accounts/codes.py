"""Codes on paper as a person has them, and the page on which they are typed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from forum.accounts import service
from forum.accounts.lifecycle import Recognition
from forum.accounts.models import Person, RecoveryCode
from forum.accounts.passwords import matches
from forum.accounts.queries.recovery import shown
from forum.core.db import db
from tests.factories.people import PASSWORD, make_staff
from tests.page import Client, Page

AsPerson = Callable[[Person], Client]
Drain = Callable[[], int]
NEW = "gà trống gáy lúc canh năm"
WORDS = "một câu khác hẳn câu cũ"


def codes_on(page: Page) -> list[str]:
    return [item.text for item in page.find_all("li", **{"class": "code"})]


def make_sheet(person: Person) -> list[str]:
    """The codes of a new sheet of the person."""
    service.renew_sheet(person, password=PASSWORD)
    db.session.commit()
    query = sa.select(RecoveryCode).where(RecoveryCode.person_id == person.id)
    return [shown(row) for row in db.session.scalars(query.order_by(RecoveryCode.id))]


def make_paper(person: Person, officer: Person | None = None) -> str:
    row = service.hand_over_paper(
        officer or make_staff(),
        username=person.username,
        reason="Điện thoại mất",
        recognised=Recognition.KNOWN,
    )
    db.session.commit()
    return shown(row)


def regain(client: Client, username: str, code: str, password: str = NEW) -> Page:
    return client.get("/quen-mat-khau/ma").submit(username=username, code=code, password=password)


def statements(act: Callable[[], object]) -> list[str]:
    """What the database is asked meanwhile: for a name that exists no more than for another."""
    asked: list[str] = []

    def sent(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", sent)
    act()
    sa.event.remove(db.engine, "before_cursor_execute", sent)
    return asked


def has_password(person: Person, password: str) -> bool:
    db.session.expire_all()
    return matches(db.session.get_one(Person, person.id).password_hash, password)
