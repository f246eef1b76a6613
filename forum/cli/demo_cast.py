"""Who and what the sample data is about: the site, places, offices, people, categories, board."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts import service as accounts
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.accounts.models import Person
from forum.accounts.queries import get_person
from forum.board import service as board
from forum.board.models import Seat
from forum.cli.demo_shape import Content, Row
from forum.core import clock
from forum.core.db import db
from forum.places import service as places
from forum.site import service as site
from forum.site.queries import the_site
from forum.threads.categories import set_category
from forum.threads.lifecycle import CategoryMode

PASSWORD = "mat-khau-demo"  # noqa: S105 (printed at every start of the sample site)
ACCOUNTS_DAYS = 120.0  # ago


class Cast:
    """The ids of everybody and everything, by the content's own keys."""

    def __init__(self, content: Content) -> None:
        self.content = content
        staff = [row for row in content["people"] if "agency" in row]
        self.positions = {row["username"]: row["position"] for row in staff}
        self._staff = {row["agency"]: row["username"] for row in reversed(staff)}
        self.people: dict[str, int] = {}
        self._read: dict[str, Person] = {}
        self.areas: dict[str, int] = {}
        self.agencies: dict[str, int] = {}
        self.categories: dict[str, int] = {}
        self.terms: list[int] = []

    def made(self) -> dict[str, list[int]]:
        """Table → ids of what this made, for whoever takes it away again."""
        return {
            "agency": list(self.agencies.values()),
            "area": list(self.areas.values()),
            "board_term": self.terms,
            "category": list(self.categories.values()),
            "person": list(self.people.values()),
        }

    def person(self, username: str) -> Person:
        """With grants, as a request would have it; read once, for nobody's duties change."""
        if username not in self._read:
            self._read[username] = get_person(self.people[username])
        return self._read[username]

    def staff_of(self, agency: str) -> Person:
        """The first one of the office."""
        return self.person(self._staff[agency])

    def accounts(self) -> list[tuple[str, str]]:
        """Role and sign-in name of each account."""
        return [(row["roles"][0], row["username"]) for row in self.content["people"]]

    def first_person(self) -> Person:
        return get_person(next(iter(self.people.values())))

    def set_up(self) -> None:
        """The site says what it is, places, people, categories and the board exist; not yet
        committed."""
        for row in self.content["site"]:
            site.describe_site(System(), the_site(), words=_plain(row), sample=True)
        with clock.at(clock.now() - timedelta(days=ACCOUNTS_DAYS)):
            for row in self.content["areas"]:
                self.areas[row["key"]] = places.set_area(System(), **_plain(row)).id
            for row in self.content["agencies"]:
                agency = places.set_agency(System(), key=row["key"], name=row["name"])
                self.agencies[row["key"]] = agency.id
            for row in self.content["people"]:
                self._make_account(row)
            for row in self.content["categories"]:
                mode = CategoryMode(row["mode"])
                category = set_category(System(), **{**_plain(row), "mode": mode})
                self.categories[row["slug"]] = category.id
            for row in self.content["board_members"]:
                self._seat(row)

    def _make_account(self, row: Row) -> None:
        role, agency = Role(row["roles"][0]), row.get("agency")
        person = accounts.create_person(
            System(),
            username=row["username"],
            display_name=row["display_name"],
            password=PASSWORD,
            role=Role.CITIZEN if agency else role,
        )
        if agency:
            accounts.open_grant(System(), person, role=role, scope_id=self.agencies[agency])
        self.people[row["username"]] = person.id

    def _seat(self, row: Row) -> None:
        seat = db.session.scalars(sa.select(Seat).where(Seat.key == row["seat"])).first()
        if seat is None:
            return
        person = get_person(self.people[row["username"]]) if "username" in row else None
        term = board.seat_person(
            System(),
            seat,
            name=person.display_name if person else row["name"],
            position=row["position"],
            since=row["since"],
            person=person,
        )
        self.terms.append(term.id)


def _plain(row: Row) -> Row:
    """Without the place in the files."""
    return {name: value for name, value in row.items() if name != "where"}
