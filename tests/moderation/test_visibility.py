"""Hiding, restoring, removing: state × outcome, and what stands on record."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from forum.core.db import db
from forum.core.errors import Conflict, Forbidden
from forum.moderation import service
from forum.moderation.lifecycle import VISIBILITY_CHOICES, Outcome
from forum.moderation.models import Decision
from forum.outbox.models import FactRow
from forum.threads.lifecycle import PostState
from forum.threads.models import Post, Revision
from tests.factories.moderation import REASON, first_clause, show_or_hide
from tests.factories.people import make_moderator
from tests.factories.threads import make_pending_reply, make_post

pytestmark = pytest.mark.usefixtures("app")


def in_state(state: PostState) -> Post:
    if state is PostState.UNPUBLISHED:
        return make_pending_reply().post
    post = make_post()
    steps = {PostState.HIDDEN: Outcome.HIDE, PostState.REMOVED: Outcome.REMOVE}
    if state in steps:
        show_or_hide(post, steps[state])
    return post


@pytest.mark.parametrize("state", PostState)
@pytest.mark.parametrize(
    ("outcome", "reached", "fact"),
    [
        (Outcome.HIDE, PostState.HIDDEN, "PostHidden"),
        (Outcome.RESTORE, PostState.PUBLIC, "PostRestored"),
        (Outcome.REMOVE, PostState.REMOVED, "PostRemoved"),
    ],
)
def test_what_can_be_decided_about_a_post(
    state: PostState, outcome: Outcome, reached: PostState, fact: str
) -> None:
    post = in_state(state)
    clause = first_clause(db.session.scalars(sa.select(Revision)).all()[-1])

    def act() -> None:
        service.change_visibility(
            make_moderator(),
            post,
            seen_version=post.version,
            outcome=outcome,
            clause_id=clause,
            reason=REASON,
        )

    if outcome in VISIBILITY_CHOICES[state]:
        number = post.number
        act()
        assert (post.state, post.number) == (reached, number)
        told = db.session.scalars(sa.select(FactRow).order_by(FactRow.id.desc())).first()
        assert told is not None
        assert (told.name, told.payload) == (fact, {"post_id": post.id})
    else:
        with pytest.raises((Conflict, Forbidden)):
            act()
        assert post.state is state


def test_a_post_is_hidden_restored_and_hidden_again_each_time_on_record() -> None:
    post = make_post()

    for outcome in (Outcome.HIDE, Outcome.RESTORE, Outcome.HIDE):
        show_or_hide(post, outcome)

    rounds = sa.select(Decision.round, Decision.outcome).order_by(Decision.id)
    assert db.session.execute(rounds).all() == [(1, "hide"), (2, "restore"), (3, "hide")]
