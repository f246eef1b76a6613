"""Who may judge what. Whether the thing can still be judged is a matter of ``lifecycle``."""

from __future__ import annotations

from forum.accounts.actors import Actor
from forum.accounts.policy import is_moderator
from forum.threads.lifecycle import AuthorKind, PostState
from forum.threads.models import Post, Revision
from forum.threads.policy import is_author


def may_review(actor: Actor, revision: Revision) -> bool:
    """The board, but nobody judges an own text: a colleague does."""
    return is_moderator(actor) and not is_author(actor, revision.post)


def may_change_visibility(actor: Actor, post: Post) -> bool:
    """Hide, restore, remove: the board, never an own text. What an office published is taken back
    by that office, with a reason that stays visible, not by the board."""
    if post.author_kind == AuthorKind.OFFICE or post.state == PostState.UNPUBLISHED:
        return False
    return is_moderator(actor) and not is_author(actor, post)
