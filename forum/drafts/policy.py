"""Who has drafts."""

from __future__ import annotations

from forum.accounts.actors import Actor
from forum.accounts.policy import is_active
from forum.drafts.models import Draft


def may_keep_draft(actor: Actor, draft: Draft | None = None) -> bool:
    """Members who may write keep drafts; a guest has no name under which one could be kept."""
    return is_active(actor) and (draft is None or draft.person_id == actor.actor_id)
