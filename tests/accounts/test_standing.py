"""Who may change an account, and that somebody always runs the forum."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.lifecycle import AccountState, Role
from forum.accounts.models import AccountAct, Grant
from forum.accounts.service import standing
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Forbidden, RuleBroken
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff

WHY = "Theo quyết định phân công."


def test_the_last_administrator_keeps_the_role(app: Flask) -> None:
    """As when two take the role from each other at the same moment: the second one's is gone."""
    first, second = make_administrator(), make_administrator()
    own = next(one for one in first.grants if one.role is Role.ADMINISTRATOR)
    other = next(one for one in second.grants if one.role is Role.ADMINISTRATOR)
    db.session.execute(sa.update(Grant).where(Grant.id == other.id).values(closed_at=clock.now()))

    with pytest.raises(RuleBroken):
        standing.take_role(second, own, reason=WHY)


ALLOWED = {"citizen": False, "moderator": False, "staff": False, "administrator": True}


@pytest.mark.parametrize("role", ALLOWED)
@pytest.mark.parametrize("state", list(AccountState))
def test_who_may_do_something_to_an_account(app: Flask, role: str, state: AccountState) -> None:
    makers = {
        "citizen": make_citizen,
        "moderator": make_moderator,
        "staff": make_staff,
        "administrator": make_administrator,
    }
    actor, person = makers[role](), make_citizen()
    person.state = AccountState.SUSPENDED if state is AccountState.ACTIVE else state
    allowed = ALLOWED[role] and state is not AccountState.CLOSED

    if allowed:
        assert isinstance(standing.show_contact(actor, person, reason=WHY), AccountAct)
    else:
        with pytest.raises(Forbidden):
            standing.show_contact(actor, person, reason=WHY)
