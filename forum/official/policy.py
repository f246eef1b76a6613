"""Who may ask, who may write for an office, and who may let an office's text out.

Nobody approves an own text: the predicate here, the CHECK ``approved_by_another`` in the table.
"""

from __future__ import annotations

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.accounts.policy import is_active, is_moderator, is_staff
from forum.official.lifecycle import TextState
from forum.official.models import OfficialText, Question
from forum.threads.lifecycle import AuthorKind, Posting, PostState
from forum.threads.models import Category, Post, Thread
from forum.threads.policy import is_author


def may_ask(actor: Actor, category: Category | None = None) -> bool:
    """Everybody, with or without an account, where citizens write; not a suspended member, and
    nobody in an archived category."""
    if category is not None and (category.posting is Posting.STAFF or category.archived_at):
        return False
    return is_active(actor) or isinstance(actor, Guest)


def may_convert(actor: Actor, post: Post) -> bool:
    """A member's post becomes a question: by its author, or, once public, by board or staff."""
    if post.author_kind is not AuthorKind.MEMBER:
        return False
    if is_active(actor) and is_author(actor, post):
        return post.state in {PostState.UNPUBLISHED, PostState.PUBLIC}
    return post.state is PostState.PUBLIC and (is_moderator(actor) or is_staff(actor))


def may_track(actor: Actor, question: Question) -> bool:
    """The member who asked, or whoever proved the tracking code."""
    if isinstance(actor, Person):
        return question.asked_by_id == actor.id
    return isinstance(actor, Guest) and question.receipt_id == actor.receipt_id


def may_assign(actor: Actor, question: Question | None = None) -> bool:
    """Staff give a question to an office."""
    return is_staff(actor)


def may_clarify(actor: Actor, post: Post) -> bool:
    """Staff clarify what stands in public; the post itself stays unchanged."""
    return (
        is_staff(actor)
        and post.state is PostState.PUBLIC
        and post.author_kind is not AuthorKind.OFFICE
    )


def may_summarise(actor: Actor, thread: Thread) -> bool:
    """Staff sum up what readers know of; a merged thread is part of another."""
    return is_staff(actor) and thread.first_published_at is not None


def may_write_text(actor: Actor, text: OfficialText | None = None) -> bool:
    """Staff write while it is a draft; whoever saves last is its author."""
    return is_staff(actor) and (text is None or text.state is TextState.DRAFT)


def may_approve_text(actor: Actor, text: OfficialText) -> bool:
    """Another member of staff than the author, once the text was submitted."""
    if not is_staff(actor) or text.state is not TextState.SUBMITTED:
        return False
    return text.author_id != actor.actor_id


def may_publish_text(actor: Actor, text: OfficialText) -> bool:
    """An approved text: any staff; a submitted one: whoever may approve it."""
    if is_staff(actor) and text.state is TextState.APPROVED:
        return True
    return may_approve_text(actor, text)


def may_return_text(actor: Actor, text: OfficialText) -> bool:
    """Back to draft before publication: an approver with a note, or the author at will."""
    return is_staff(actor) and text.state in {TextState.SUBMITTED, TextState.APPROVED}


def may_withdraw_text(actor: Actor, text: OfficialText) -> bool:
    """Staff take a published text back, also one that was replaced and is an earlier version now;
    the reason stays in public."""
    return is_staff(actor) and text.state in {TextState.PUBLISHED, TextState.REPLACED}
