"""How a text or a thread stands: judged, hidden, locked, pinned."""

from __future__ import annotations

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.errors import Forbidden
from forum.threads import policy
from forum.threads.lifecycle import Basis, PostState, RevisionState
from forum.threads.models import Post, Revision, Thread
from forum.threads.publishing import move_post, move_revision, publish


def apply_review(
    actor: Person, revision: Revision, *, state: RevisionState, seen_version: int
) -> Revision:
    """The revision is APPROVED (and public), RETURNED or REJECTED by ``actor``; called by
    moderation, which records the decision. Conflict when a colleague was first."""
    basis = Basis.REVIEW if state is RevisionState.APPROVED else None
    move_revision(revision, state, seen_version=seen_version, basis=basis, judge_id=actor.id)
    if state is RevisionState.APPROVED:
        publish(revision)
    return revision


def set_post_state(actor: Person, post: Post, *, state: PostState) -> Post:
    """The post is hidden, restored or removed; called by moderation, which records why."""
    move_post(post, state)
    audit.record(actor, f"post_{state.value}", post)
    return post


def set_locked(actor: Actor, thread: Thread, *, locked: bool) -> Thread:
    """Nobody can reply to a locked thread."""
    if not policy.may_lock(actor, thread):
        raise Forbidden("lock")
    thread.locked_at = clock.now() if locked else None
    audit.record(actor, "lock" if locked else "unlock", thread)
    return thread


def set_pinned(actor: Actor, thread: Thread, *, pinned: bool) -> Thread:
    """A pinned thread stands on top of its category."""
    if not policy.may_lock(actor, thread):
        raise Forbidden("pin")
    thread.pinned_at = clock.now() if pinned else None
    audit.record(actor, "pin" if pinned else "unpin", thread)
    return thread
