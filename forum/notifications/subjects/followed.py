"""What notices about followed things and mentions are about: only what everybody may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.core.db import db
from forum.notifications.subjects.subject import (
    Finder,
    Subject,
    Subjects,
    with_public_title,
)
from forum.notifications.words import Word
from forum.official.lifecycle import TextKind, TextState
from forum.official.models import OfficialText, Question
from forum.official.queries import summaries_standing
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import OPENING, public_posts


def _posts(actor: Actor, ids: Sequence[int]) -> Subjects:
    query = sa.select(Post.id).join(Thread, Thread.id == Post.thread_id)
    query = query.where(Post.id.in_(ids), public_posts())
    rows = db.session.execute(with_public_title(query))
    return {row.id: Subject(f"/bai/{row.id}", row.thread_title or "") for row in rows}


def _threads(actor: Actor, ids: Sequence[int]) -> Subjects:
    """Readable threads; without their title where it is hidden."""
    query = sa.select(Thread.id, Post.id.label("post_id")).select_from(Thread)
    query = query.join(Post, sa.and_(Post.thread_id == Thread.id, OPENING)).where(
        Thread.id.in_(ids), Thread.first_published_at.is_not(None)
    )
    rows = db.session.execute(with_public_title(query))
    return {row.id: Subject(f"/chu-de/{row.id}", row.thread_title or "") for row in rows}


def _replies(actor: Actor, ids: Sequence[int]) -> Subjects:
    """Published replies that stand in a public place."""
    query = (
        sa.select(OfficialText.id, OfficialText.post_id)
        .join(Post, Post.id == OfficialText.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(OfficialText.id.in_(ids), OfficialText.state == TextState.PUBLISHED)
        .where(public_posts())
    )
    rows = db.session.execute(with_public_title(query))
    return {row.id: Subject(f"/bai/{row.post_id}", row.thread_title or "") for row in rows}


def _withdrawn(actor: Actor, ids: Sequence[int]) -> Subjects:
    """Withdrawn replies to questions that are public still; the reason stands there."""
    query = (
        sa.select(OfficialText.id, Question.post_id)
        .join(Question, Question.id == OfficialText.question_id)
        .join(Post, Post.id == Question.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(OfficialText.id.in_(ids), OfficialText.state == TextState.WITHDRAWN)
        .where(public_posts())
    )
    rows = db.session.execute(with_public_title(query))
    return {row.id: Subject(f"/bai/{row.post_id}", row.thread_title or "") for row in rows}


def _explanations(actor: Actor, ids: Sequence[int]) -> Subjects:
    shown = [TextState.PUBLISHED, TextState.WITHDRAWN]
    query = sa.select(OfficialText.id, OfficialText.slug, OfficialText.title).where(
        OfficialText.id.in_(ids),
        OfficialText.kind == TextKind.EXPLANATION,
        OfficialText.state.in_(shown),
    )
    return {
        row.id: Subject(f"/giai-thich/{row.slug}", row.title) for row in db.session.execute(query)
    }


def _summaries(actor: Actor, ids: Sequence[int]) -> Subjects:
    """Summaries that stand on top of threads whose opening everybody reads."""
    query = (
        sa.select(OfficialText.id, Post.thread_id)
        .select_from(OfficialText)
        .join(Post, sa.and_(Post.thread_id == OfficialText.about_thread_id, OPENING))
        .join(Thread, Thread.id == Post.thread_id)
        .where(OfficialText.id.in_(ids), summaries_standing(), public_posts())
    )
    rows = db.session.execute(with_public_title(query))
    return {row.id: Subject(f"/chu-de/{row.thread_id}", row.thread_title or "") for row in rows}


FINDERS: Mapping[Word, Finder] = {
    Word.POSTS_IN_THREAD: _posts,
    Word.THREAD_IN_CATEGORY: _posts,
    Word.MENTIONED: _posts,
    Word.FOLLOWED_ANSWERED: _replies,
    Word.FOLLOWED_WITHDRAWN: _withdrawn,
    Word.EXPLANATION_CHANGED: _explanations,
    Word.THREAD_MOVED: _threads,
    Word.THREAD_SUMMED_UP: _summaries,
    Word.THREAD_MERGED: _threads,
    Word.POSTS_SPLIT: _threads,
}
