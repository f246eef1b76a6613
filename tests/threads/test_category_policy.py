"""Who begins something in a category, who writes on, who arranges it."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.accounts.actors import Guest, System
from forum.accounts.lifecycle import AccountState, Role
from forum.core import clock
from forum.official.policy import may_ask
from forum.threads import policy
from forum.threads.lifecycle import Posting
from tests.factories.people import make_person
from tests.factories.threads import make_category, make_thread

MEMBERS, STAFF = Posting.MEMBERS, Posting.STAFF
ONLY_STAFF = {Role.STAFF}
# (who may post, archived) → who begins a thread, who may reply in one that stands.
TABLE = {
    (MEMBERS, False): (set(Role), set(Role)),
    (STAFF, False): (ONLY_STAFF, ONLY_STAFF),
    (MEMBERS, True): (set(), set(Role)),
    (STAFF, True): (set(), ONLY_STAFF),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("posting", "archived"), list(TABLE))
def test_who_begins_and_who_replies(
    app: Flask, role: Role, posting: Posting, archived: bool
) -> None:
    thread = make_thread()
    thread.category.posting = posting
    thread.category.archived_at = clock.now() if archived else None
    person = make_person(role=role)
    begin, reply = TABLE[posting, archived]

    assert policy.may_open_thread(person, thread.category) is (role in begin)
    assert policy.may_reply(person, thread) is (role in reply)


@pytest.mark.parametrize("archived", [False, True])
def test_nobody_asks_in_an_archived_category(app: Flask, archived: bool) -> None:
    category = make_category()
    category.archived_at = clock.now() if archived else None

    for actor in (Guest(), make_person(role=Role.CITIZEN)):
        assert may_ask(actor, category) is not archived


def test_only_an_active_administrator_arranges(app: Flask) -> None:
    suspended = make_person(role=Role.ADMINISTRATOR)
    suspended.state = AccountState.SUSPENDED
    others = [make_person(role=role) for role in Role if role is not Role.ADMINISTRATOR]

    assert policy.may_arrange(make_person(role=Role.ADMINISTRATOR))
    assert not any(policy.may_arrange(one) for one in [Guest(), System(), suspended, *others])
