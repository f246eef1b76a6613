"""Who may do what with an office's text: role × state → allowed."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.accounts.actors import Guest
from forum.accounts.models import Person
from forum.official import policy
from forum.official.lifecycle import TextState
from tests.factories.official import make_draft, make_question
from tests.factories.people import (
    make_administrator,
    make_citizen,
    make_moderator,
    make_staff,
)
from tests.factories.threads import make_post

PREDICATES = {
    "write": policy.may_write_text,
    "approve": policy.may_approve_text,
    "publish": policy.may_publish_text,
    "return": policy.may_return_text,
    "withdraw": policy.may_withdraw_text,
}
# State → what the author and what a colleague may do; everybody else may do nothing.
TABLE = {
    TextState.DRAFT: ({"write"}, {"write"}),
    TextState.SUBMITTED: ({"return"}, {"approve", "publish", "return"}),
    TextState.APPROVED: ({"publish", "return"}, {"publish", "return"}),
    TextState.PUBLISHED: ({"withdraw"}, {"withdraw"}),
    TextState.WITHDRAWN: (set(), set()),
}
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@one_database
def test_what_may_be_done_with_a_text(app: Flask) -> None:
    author = make_staff()
    text = make_draft(author)
    others = [Guest(), make_citizen(), make_moderator(), make_administrator()]

    for state, (own, colleagues) in TABLE.items():
        text.state = state
        expected = [(author, own), (make_staff_unsaved(author), colleagues)]
        for actor, words in [*expected, *((other, set()) for other in others)]:
            allowed = {word for word, may in PREDICATES.items() if may(actor, text)}
            assert allowed == words, f"{actor} in {state}"


def make_staff_unsaved(author: Person) -> Person:
    """Another member of staff, in memory only: the text's state above must not be stored."""
    person = Person(id=author.id + 100, state=author.state)
    from sqlalchemy.orm.attributes import set_committed_value

    set_committed_value(person, "grants", author.grants)
    return person


@one_database
@pytest.mark.parametrize(
    ("make", "may"),
    [(make_citizen, False), (make_moderator, False), (make_staff, True)],
)
def test_who_may_clarify(app: Flask, make, may: bool) -> None:  # type: ignore[no-untyped-def]
    assert policy.may_clarify(make(), make_post()) is may


@one_database
def test_who_may_follow_a_question(app: Flask) -> None:
    member = make_citizen()
    own, letter = make_question(member), make_question()

    assert policy.may_track(member, own)
    assert policy.may_track(Guest(letter.receipt_id), letter)
    for stranger in (Guest(), Guest(own.receipt_id), member, make_staff(), make_moderator()):
        assert not policy.may_track(stranger, letter)
