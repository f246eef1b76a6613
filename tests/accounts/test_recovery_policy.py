"""Who may help whom back in: role of the officer × role of the owner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts import policy
from forum.accounts.actors import Guest, System
from forum.accounts.lifecycle import NOBODY, AccountState
from forum.accounts.models import Person
from forum.core.db import db
from tests.factories.people import (
    make_administrator,
    make_citizen,
    make_moderator,
    make_staff,
)

Make = Callable[[], Person]
MAKERS: dict[str, Make] = {
    "citizen": make_citizen,
    "moderator": make_moderator,
    "staff": make_staff,
    "administrator": make_administrator,
}
HELPS = {"staff", "administrator"}


@pytest.mark.parametrize("owner", MAKERS)
@pytest.mark.parametrize("officer", MAKERS)
def test_paper_codes_and_confirmation(app: Flask, officer: str, owner: str) -> None:
    acting, person = MAKERS[officer](), MAKERS[owner]()
    assert policy.may_hand_over(acting) is (officer in HELPS)
    assert policy.may_confirm(acting, person) is (officer in HELPS)
    assert policy.may_hand_paper_to(acting, person) is (officer in HELPS and owner == "citizen")
    assert not policy.may_hand_paper_to(acting, acting)
    assert not policy.may_confirm(acting, acting)


@pytest.mark.parametrize("state", [AccountState.SUSPENDED, AccountState.CLOSED])
def test_an_officer_whose_account_is_suspended_helps_nobody(
    app: Flask, state: AccountState
) -> None:
    officer = make_staff()
    officer.state = state
    assert not policy.may_hand_over(officer)


def test_nobody_without_an_account_stands_at_the_counter(app: Flask) -> None:
    assert not policy.may_hand_over(Guest(1)) and not policy.may_hand_over(System())


@pytest.mark.parametrize("state", AccountState)
@pytest.mark.parametrize("owner", MAKERS)
def test_a_link_by_mail(app: Flask, owner: str, state: AccountState) -> None:
    person = MAKERS[owner]()
    assert not policy.may_reset_by_mail(person)  # no address
    person.email, person.state = "mai@example.org", state
    db.session.flush()
    assert policy.may_reset_by_mail(person) is (owner == "citizen")
    person.username_key = NOBODY + person.username_key  # deleted
    assert not policy.may_reset_by_mail(person)
