"""Who may judge what: role × text. Tables, as the board reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.accounts.actors import Actor, Guest, System
from forum.accounts.lifecycle import AccountState
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.moderation.policy import may_change_visibility, may_review
from forum.places.service import set_agency
from forum.threads import service as threads
from forum.threads.models import Post
from tests.factories.moderation import show_or_hide
from tests.factories.people import (
    make_administrator,
    make_citizen,
    make_moderator,
    make_staff,
)
from tests.factories.threads import make_pending_reply, make_post, make_thread

pytestmark = pytest.mark.usefixtures("app")


def suspended_moderator() -> Actor:
    person = make_moderator()
    person.state = AccountState.SUSPENDED
    return person


ROLES: dict[str, tuple[Callable[[], Actor], bool]] = {
    "guest": (Guest, False),
    "system": (System, False),
    "citizen": (make_citizen, False),
    "staff": (make_staff, False),
    "administrator": (make_administrator, False),
    "suspended moderator": (suspended_moderator, False),
    "moderator": (make_moderator, True),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_board_judges_and_nobody_else(role: str) -> None:
    make, allowed = ROLES[role]
    actor = make()

    assert may_review(actor, make_pending_reply()) is allowed
    assert may_change_visibility(actor, make_post()) is allowed


def test_nobody_judges_an_own_text() -> None:
    moderator = make_moderator()

    assert not may_review(moderator, make_pending_reply(moderator))
    assert not may_change_visibility(moderator, make_post(moderator))


def office_post() -> Post:
    agency = set_agency(System(), key="so", name="Sở Dân tộc")
    thread = make_thread()
    return threads.publish_office_post(make_staff(), thread, agency_id=agency.id, source="Trả lời.")


def unpublished_post() -> Post:
    return make_pending_reply().post


def hidden_post() -> Post:
    post = make_post()
    show_or_hide(post, Outcome.HIDE)
    return post


POSTS: dict[str, tuple[Callable[[], Post], bool]] = {
    "unpublished": (unpublished_post, False),
    "public": (make_post, True),
    "hidden": (hidden_post, True),
    "of an office": (office_post, False),
}


@pytest.mark.parametrize("state", POSTS)
def test_whose_visibility_the_board_decides(state: str) -> None:
    make, allowed = POSTS[state]
    post = make()
    db.session.commit()

    assert may_change_visibility(make_moderator(), post) is allowed
