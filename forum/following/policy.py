"""Who may keep and follow what."""

from __future__ import annotations

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.following.models import Subscription
from forum.threads.lifecycle import PostState
from forum.threads.models import Post


def may_follow(actor: Actor) -> bool:
    """Everybody with an account, whatever may be read: also who may not write at present."""
    return isinstance(actor, Person)


def may_bookmark(actor: Actor, post: Post) -> bool:
    """A post whose words everybody reads."""
    return may_follow(actor) and post.state is PostState.PUBLIC


def may_end(actor: Actor, subscription: Subscription) -> bool:
    """The own one."""
    return may_follow(actor) and subscription.person_id == actor.actor_id
