"""How a text or a thread stands: judged, hidden, locked, pinned."""

from __future__ import annotations

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.errors import Forbidden
from forum.threads import policy
from forum.threads.happenings import note, note_opening
from forum.threads.lifecycle import AuthorKind, Basis, CategoryMode, PostState, RevisionState
from forum.threads.models import By, Happening, Post, Revision, Thread
from forum.threads.publishing import move_post, move_revision, publish

SHOWN = {
    PostState.PUBLIC: Happening.POST_RESTORED,
    PostState.HIDDEN: Happening.POST_HIDDEN,
    PostState.REMOVED: Happening.POST_REMOVED,
}


def apply_review(
    actor: Person, revision: Revision, *, state: RevisionState, seen_version: int
) -> Revision:
    """The revision is APPROVED (and public), RETURNED or REJECTED by ``actor``; called by
    moderation, which records the decision. Conflict when a colleague was first."""
    basis = Basis.REVIEW if state is RevisionState.APPROVED else None
    move_revision(revision, state, seen_version=seen_version, basis=basis, judge_id=actor.id)
    if state is RevisionState.APPROVED:
        begins = revision.post.opening and revision.post.published_at is None
        publish(revision)
        if begins:
            note_opening(revision.post, approved=True)
    return revision


def set_post_state(actor: Person, post: Post, *, state: PostState) -> Post:
    """The post is hidden, restored or removed; called by moderation, which records why."""
    move_post(post, state)
    role = By.OFFICE if post.author_kind is AuthorKind.OFFICE else By.BOARD
    note(post.thread_id, SHOWN[state], role, number=post.number)
    audit.record(actor, f"post_{state.value}", post)
    return post


def set_locked(actor: Actor, thread: Thread, *, locked: bool) -> Thread:
    """Nobody can reply to a locked thread."""
    if not policy.may_lock(actor, thread):
        raise Forbidden("lock")
    thread.locked_at = clock.now() if locked else None
    note(thread.id, Happening.LOCKED if locked else Happening.UNLOCKED)
    audit.record(actor, "lock" if locked else "unlock", thread)
    return thread


def set_pinned(actor: Actor, thread: Thread, *, pinned: bool) -> Thread:
    """A pinned thread stands on top of its category."""
    if not policy.may_lock(actor, thread):
        raise Forbidden("pin")
    thread.pinned_at = clock.now() if pinned else None
    note(thread.id, Happening.PINNED if pinned else Happening.UNPINNED)
    audit.record(actor, "pin" if pinned else "unpin", thread)
    return thread


def set_mode(actor: Actor, thread: Thread, *, mode: CategoryMode | None) -> Thread:
    """Replies in this thread are reviewed as ``mode`` says; None: as its category does."""
    if not policy.may_reshape(actor, thread):
        raise Forbidden("set_mode")
    thread.mode = mode
    word = mode.value if mode else None
    note(thread.id, Happening.MODE, mode=word)
    audit.record(actor, "set_thread_mode", thread, mode=word)
    return thread
