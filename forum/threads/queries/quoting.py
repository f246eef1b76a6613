"""The words of a post as its author typed them, for whoever quotes it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import rows
from forum.places.models import Agency
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import Published, public_posts

_quotable = (
    sa.select(
        Post.id,
        Post.number,
        Post.author_kind,
        Post.author_name,
        Post.named,
        Person.display_name.label("member_name"),
        Agency.name.label("agency_name"),
        Published.source,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Published, Published.id == Post.published_revision_id)
    .outerjoin(Person, Person.id == Post.author_id)
    .outerjoin(Agency, Agency.id == Post.agency_id)
    .where(Post.id == sa.bindparam("post", type_=sa.Integer), public_posts())
)


def quotable_source(post_id: int) -> Any:
    """The post that everybody reads, with the source of its published wording and its author's
    names; None for every other, the own ones too: a quotation stands in public."""
    found = rows(_quotable, post=post_id)
    return found[0] if found else None
