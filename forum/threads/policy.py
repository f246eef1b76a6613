"""Who may do what with threads and posts."""

from __future__ import annotations

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.accounts.policy import is_active, is_administrator, is_moderator, is_staff
from forum.threads.lifecycle import AttachmentState, AuthorKind, Posting, PostState, RevisionState
from forum.threads.models import Attachment, Category, Post, Revision, Thread


def may_open_thread(actor: Actor, category: Category | None = None) -> bool:
    """Members open threads; some categories are written by staff alone, archived ones by nobody."""
    if category is not None and category.archived_at is not None:
        return False
    return may_write_in(actor, category)


def may_write_in(actor: Actor, category: Category | None) -> bool:
    """Members, or staff only."""
    if category is not None and category.posting is Posting.STAFF:
        return is_staff(actor)
    return is_active(actor)


def may_arrange(actor: Actor, category: Category | None = None) -> bool:
    """Make, describe, order and archive categories: an administrator."""
    return is_administrator(actor)


def may_reply(actor: Actor, thread: Thread) -> bool:
    """Whoever may write here, while the thread is readable and not locked; also in an archive."""
    if thread.locked_at is not None or thread.first_published_at is None:
        return False
    return may_write_in(actor, thread.category)


def is_author(actor: Actor, post: Post) -> bool:
    """The member who wrote the post, or the guest who holds its receipt."""
    if isinstance(actor, Person):
        return post.author_kind is AuthorKind.MEMBER and post.author_id == actor.id
    if isinstance(actor, Guest):
        return actor.receipt_id is not None and post.receipt_id == actor.receipt_id
    return False


def may_edit(actor: Actor, post: Post) -> bool:
    """Own texts, unless they were hidden or removed; nobody changes another person's words."""
    if post.state in {PostState.HIDDEN, PostState.REMOVED}:
        return False
    return is_author(actor, post) and (is_active(actor) or isinstance(actor, Guest))


def may_withdraw(actor: Actor, revision: Revision) -> bool:
    """Own wording that still waits for review."""
    return revision.state is RevisionState.PENDING and is_author(actor, revision.post)


def may_see_history(actor: Actor, post: Post) -> bool:
    """The wordings of a text: for its author and those who review."""
    return is_author(actor, post) or is_moderator(actor)


def may_attach(actor: Actor) -> bool:
    """Send photos and documents with a text: members, whose name stands under it."""
    return is_active(actor)


def may_have_file(actor: Actor, file: Attachment, *, own: bool, shown: bool) -> bool:
    """A file not sent yet: its sender alone. A sent one: whoever reads a wording that shows it, the
    board among them, and always the author of its post."""
    if file.state is AttachmentState.BEGUN:
        return isinstance(actor, Person) and file.person_id == actor.id
    return file.state is AttachmentState.SENT and (shown or own)


def may_lock(actor: Actor, thread: Thread | None = None) -> bool:
    """Lock, unlock, pin, unpin: the board."""
    return is_moderator(actor)


def may_reshape(actor: Actor, thread: Thread | None = None) -> bool:
    """Move, merge, split, choose the way of reviewing: the board, once readers know the thread."""
    if thread is not None and thread.first_published_at is None:
        return False
    return is_moderator(actor)
