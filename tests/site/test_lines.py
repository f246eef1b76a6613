"""What each line of the list finds missing."""

from __future__ import annotations

import pytest

from forum.accounts import service as accounts
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.accounts.queries import deciders_lack
from forum.core.db import db
from forum.site import queries, service
from forum.site.queries import the_site
from forum.threads.categories import categories_lack
from forum.threads.queries.threads import categories
from tests.factories.official import make_agency
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.site.test_nameplate import WORDS

pytestmark = pytest.mark.usefixtures("app")
HERE, THERE, ANYWHERE = "here", "there", "anywhere"


@pytest.mark.parametrize(
    ("offices", "enough"),
    [
        ((), False),
        ((HERE,), False),
        ((HERE, THERE), False),
        ((HERE, HERE), True),
        ((HERE, ANYWHERE), True),
        ((ANYWHERE, ANYWHERE), True),
    ],
)
def test_two_of_one_office_can_reply(offices: tuple[str, ...], enough: bool) -> None:
    make_moderator(), make_moderator()
    agencies = {name: make_agency().id for name in (HERE, THERE)}
    for office in offices:
        if office == ANYWHERE:
            make_staff()
        else:
            person = make_citizen()
            accounts.open_grant(System(), person, role=Role.STAFF, scope_id=agencies[office])
    db.session.commit()

    assert (deciders_lack() is None) is enough


@pytest.mark.parametrize(("moderators", "enough"), [(0, False), (1, False), (2, True)])
def test_two_accounts_can_review(moderators: int, enough: bool) -> None:
    make_staff(), make_staff()
    for _ in range(moderators):
        make_moderator()

    assert (deciders_lack() is None) is enough


@pytest.mark.parametrize(
    ("without", "line"),
    [
        ({"authority"}, "owner"),
        ({"content_officer"}, "owner"),
        ({"content_officer_position"}, "owner"),
        ({"address"}, "owner"),
        ({"telephone", "email"}, "owner"),
        ({"telephone"}, None),
        ({"email"}, None),
        ({"office_hours", "licence"}, None),
        ({"data_contact"}, "contacts"),
        ({"legal_contact"}, "contacts"),
    ],
)
def test_the_owners_details_are_whole(without: set[str], line: str | None) -> None:
    words = {name: "" if name in without else text for name, text in WORDS.items()}
    service.describe_site(System(), the_site(), words=words)

    assert (queries.owner_lacks() is not None) is (line == "owner")
    assert (queries.contacts_lack() is not None) is (line == "contacts")


def test_a_category_needs_a_description() -> None:
    assert categories_lack() is None

    (category,) = categories()
    category.description = {"vi": ""}
    db.session.commit()

    assert category.name["vi"] in str(categories_lack())
