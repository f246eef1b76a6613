"""What a decision does: to the text, to the record, to what others are told."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from forum.audit.models import AuditRow
from forum.core.db import commit, db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.moderation import service
from forum.moderation.lifecycle import DecisionKind, Outcome
from forum.moderation.models import Decision
from forum.outbox.models import FactRow
from forum.rules.models import Clause
from forum.rules.queries import version_in_force
from forum.threads import service as threads
from forum.threads.lifecycle import PostState, RevisionState
from tests.factories.moderation import REASON, first_clause, judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_pending_reply, make_pending_thread, make_post, seen, words

pytestmark = pytest.mark.usefixtures("app")


def last_fact() -> tuple[str, dict[str, Any]]:
    row = db.session.scalars(sa.select(FactRow).order_by(FactRow.id.desc())).first()
    assert row is not None
    return row.name, row.payload


@pytest.mark.parametrize(
    ("outcome", "state", "post_state", "fact"),
    [
        (Outcome.APPROVE, RevisionState.APPROVED, PostState.PUBLIC, "RevisionApproved"),
        (Outcome.RETURN, RevisionState.RETURNED, PostState.UNPUBLISHED, "RevisionReturned"),
        (Outcome.REJECT, RevisionState.REJECTED, PostState.UNPUBLISHED, "RevisionRejected"),
    ],
)
def test_a_decision_moves_the_text_and_stands_with_its_grounds(
    outcome: Outcome, state: RevisionState, post_state: PostState, fact: str
) -> None:
    revision, moderator = make_pending_thread(), make_moderator()

    decision = judge(revision, outcome, moderator)

    assert (revision.state, revision.post.state) == (state, post_state)
    assert (revision.decided_by_id, decision.decided_by_id) == (moderator.id, moderator.id)
    assert (decision.kind, decision.round) == (DecisionKind.REVIEW, 1)
    assert decision.rule_version_id == revision.rule_version_id
    assert (decision.clause_id is None) == (outcome is Outcome.APPROVE)
    assert last_fact() == (fact, {"revision_id": revision.id})
    audited = db.session.scalars(sa.select(AuditRow).where(AuditRow.act == "decide")).one()
    assert (audited.actor_id, audited.thing_id) == (moderator.id, decision.id)


@pytest.mark.parametrize(
    ("clause", "reason", "field"),
    [(True, " \n", "reason"), (False, REASON, "clause"), (None, REASON, "clause")],
)
def test_an_unfavourable_decision_needs_a_clause_of_its_rules_and_a_reason(
    clause: bool | None, reason: str, field: str
) -> None:
    revision = make_pending_reply()
    uncitable = db.session.scalars(sa.select(Clause.id).where(~Clause.citable)).first()
    ids = {True: first_clause(revision), False: uncitable, None: None}

    with pytest.raises(RuleBroken) as broken:
        service.decide(
            make_moderator(),
            revision,
            seen_version=revision.version,
            outcome=Outcome.RETURN,
            clause_id=ids[clause],
            reason=reason,
        )

    assert broken.value.field == field
    assert revision.state is RevisionState.PENDING
    assert db.session.scalars(sa.select(Decision)).all() == []


def test_the_clause_is_of_the_rules_that_held_when_the_text_was_sent() -> None:
    from forum.accounts.actors import System
    from forum.cli.setting_up import ROOMS, read_toml
    from forum.rules import service as rules

    revision = make_pending_reply()
    content = read_toml(ROOMS / "rules" / "model_rules.toml")
    content["version"]["number"] = 2
    rules.set_in_force(System(), rules.draft_version(System(), content=content))
    later = make_pending_reply()
    db.session.commit()
    assert later.rule_version_id == version_in_force().id != revision.rule_version_id

    with pytest.raises(RuleBroken):
        service.decide(
            make_moderator(),
            revision,
            seen_version=1,
            outcome=Outcome.REJECT,
            clause_id=first_clause(later),
            reason=REASON,
        )
    assert judge(revision, Outcome.REJECT).rule_version_id == revision.rule_version_id


def test_an_own_text_is_refused() -> None:
    moderator = make_moderator()
    revision = make_pending_reply(moderator)

    with pytest.raises(Forbidden):
        service.decide(moderator, revision, seen_version=1, outcome=Outcome.APPROVE)


@pytest.mark.parametrize("first", [Outcome.APPROVE, Outcome.RETURN, Outcome.REJECT])
def test_a_judged_text_is_not_judged_again(first: Outcome) -> None:
    revision = make_pending_reply()
    judge(revision, first)

    for second in (Outcome.APPROVE, Outcome.RETURN, Outcome.REJECT):
        with pytest.raises(Conflict):
            judge(revision, second)


def test_a_text_that_its_author_rewrote_is_not_judged() -> None:
    author = make_citizen()
    revision = make_pending_reply(author)
    threads.edit_post(
        author, revision.post, wording=words("Tôi viết lại."), seen_wording=seen(revision.post)
    )
    db.session.commit()

    with pytest.raises(Conflict):
        judge(revision, Outcome.APPROVE)


def test_the_version_that_was_seen_decides() -> None:
    revision = make_pending_reply()

    with pytest.raises(Conflict):
        service.decide(make_moderator(), revision, seen_version=2, outcome=Outcome.APPROVE)


def test_a_published_text_stays_up_until_its_change_is_judged() -> None:
    author = make_citizen()
    post = make_post(author, body="Như cũ.")
    change = threads.edit_post(author, post, wording=words("Như mới."), seen_wording=seen(post))
    db.session.commit()
    old = post.published_revision_id
    judge(change, Outcome.REJECT)
    assert (post.state, post.published_revision_id) == (PostState.PUBLIC, old)

    again = threads.edit_post(author, post, wording=words("Như mới nhất."), seen_wording=seen(post))
    judge(again, Outcome.APPROVE)
    assert post.published_revision_id == again.id


def test_approving_a_change_does_not_bring_a_hidden_post_back() -> None:
    author = make_citizen()
    post = make_post(author)
    change = threads.edit_post(author, post, wording=words("Như mới."), seen_wording=seen(post))
    db.session.commit()
    show_or_hide(post, Outcome.HIDE)

    judge(change, Outcome.APPROVE)

    assert post.state is PostState.HIDDEN


def half_a_decision(**other: Any) -> Decision:
    revision = make_pending_reply()
    whole: dict[str, Any] = {
        "revision_id": revision.id,
        "kind": DecisionKind.REVIEW,
        "outcome": Outcome.RETURN,
        "rule_version_id": revision.rule_version_id,
        "clause_id": first_clause(revision),
        "reason": REASON,
        "decided_by_id": make_moderator().id,
        "at": revision.created_at,
    }
    return Decision(**{**whole, **other})


@pytest.mark.parametrize(
    "other",
    [
        {"clause_id": None},
        {"reason": ""},
        {"kind": DecisionKind.VISIBILITY},
        {"outcome": Outcome.HIDE},
        {"decided_by_id": None},
    ],
)
def test_the_database_keeps_half_decisions_out(other: dict[str, Any]) -> None:
    db.session.add(half_a_decision(**other))

    with pytest.raises(Conflict):
        commit()


def test_the_database_takes_a_whole_decision_but_no_second_one_of_its_round() -> None:
    decision = half_a_decision()
    db.session.add(decision)
    commit()
    db.session.add(half_a_decision(revision_id=decision.revision_id, outcome=Outcome.REJECT))

    with pytest.raises(Conflict):
        commit()
