"""What lists of followed questions and explanations say of them."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from forum.core.db import db
from forum.core.text import plain, shorten
from forum.official.lifecycle import TextKind, TextState
from forum.official.models import OfficialText, Question
from forum.official.queries.questions import listed
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import Published, public_posts

Line = tuple[str, str]  # title, address


def question_lines(ids: Collection[int]) -> dict[int, Line]:
    """Question → its title and address, of those that everybody may read."""
    query = (
        sa.select(Question.id, Question.post_id, Published.title, Published.html)
        .join(Post, Post.id == Question.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Published, Published.id == Post.published_revision_id)
        .where(Question.id.in_(ids), public_posts(), listed())
    )
    return {
        row.id: (row.title or shorten(plain(row.html), 120), f"/bai/{row.post_id}")
        for row in (db.session.execute(query) if ids else ())
    }


def explanation_lines(ids: Collection[int]) -> dict[int, Line]:
    """Explanation → its title and address, of those that were published."""
    query = sa.select(OfficialText.id, OfficialText.title, OfficialText.slug).where(
        OfficialText.id.in_(ids),
        OfficialText.kind == TextKind.EXPLANATION,
        OfficialText.state.in_([TextState.PUBLISHED, TextState.WITHDRAWN]),
    )
    found = db.session.execute(query) if ids else ()
    return {row.id: (row.title, f"/giai-thich/{row.slug}") for row in found}
