"""What notices about texts, questions and the offices' texts are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import sqlalchemy as sa

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.accounts.policy import is_moderator, is_staff
from forum.core.db import db
from forum.moderation.models import Decision
from forum.moderation.queries import decisions_on, visibility_reasons
from forum.notifications.subjects.subject import (
    OWN_TEXTS,
    TRACKING,
    Finder,
    Subject,
    Subjects,
    with_public_title,
)
from forum.notifications.words import Word
from forum.official.cards import address_of
from forum.official.lifecycle import OPEN, TextState
from forum.official.models import OfficialText, Question
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import authored_by, public_posts


def _own(actor: Actor, href: str, title: str | None, decision: Decision | None) -> Subject:
    return Subject(
        href=TRACKING if isinstance(actor, Guest) else href,
        title=title or "",
        reason=decision.reason if decision else "",
        clause=decision.clause if decision else None,
    )


def _waiting_texts(actor: Actor, ids: Sequence[int]) -> Subjects:
    """No title: nobody has read the text yet, and mail is no place for what may be in it."""
    if not is_moderator(actor):
        return {}
    query = sa.select(Revision.id).where(
        Revision.id.in_(ids), Revision.state == RevisionState.PENDING
    )
    return {found: Subject(f"/duyet-bai/{found}") for found in db.session.scalars(query)}


def _own_texts(state: RevisionState, actor: Actor, ids: Sequence[int]) -> Subjects:
    query = sa.select(Revision.id, Revision.title, Revision.post_id)
    query = query.join(Post, Post.id == Revision.post_id)
    query = query.where(Revision.id.in_(ids), Revision.state == state, authored_by(actor))
    published = state is RevisionState.APPROVED
    if published:
        query = query.join(Thread, Thread.id == Post.thread_id).where(public_posts())
    rows = db.session.execute(with_public_title(query)).all()
    decisions = {} if published else decisions_on([row.id for row in rows])
    return {
        row.id: _own(
            actor,
            f"/bai/{row.post_id}" if published else OWN_TEXTS,
            row.title or row.thread_title,
            decisions.get(row.id),
        )
        for row in rows
    }


def _own_posts(state: PostState, actor: Actor, ids: Sequence[int]) -> Subjects:
    query = sa.select(Post.id)
    query = query.where(Post.id.in_(ids), Post.state == state, authored_by(actor))
    rows = db.session.execute(with_public_title(query)).all()
    public = state is PostState.PUBLIC
    decisions = {} if public else visibility_reasons([row.id for row in rows])
    return {
        row.id: _own(
            actor,
            f"/bai/{row.id}" if public else OWN_TEXTS,
            row.thread_title,
            decisions.get(row.id),
        )
        for row in rows
    }


def _replies(actor: Actor, ids: Sequence[int]) -> Subjects:
    query = sa.select(Post.id).join(Thread, Thread.id == Post.thread_id)
    query = query.where(Post.id.in_(ids), public_posts())
    rows = db.session.execute(with_public_title(query))
    return {row.id: Subject(f"/bai/{row.id}", row.thread_title or "") for row in rows}


def _open_questions(actor: Actor, ids: Sequence[int]) -> Subjects:
    """No title: a letter may be for the office alone."""
    if not is_staff(actor):
        return {}
    query = sa.select(Question.id).where(Question.id.in_(ids), Question.handling.in_(OPEN))
    return {
        found: Subject(f"/can-bo/hoi-dap/{found}/tra-loi") for found in db.session.scalars(query)
    }


def _office_texts(state: TextState, actor: Actor, ids: Sequence[int]) -> Subjects:
    """A submitted text waits for all but its writer; a draft that came back is its writer's."""
    if not is_staff(actor):
        return {}
    waiting = state is TextState.SUBMITTED
    writer = OfficialText.author_id != actor.actor_id
    query = sa.select(OfficialText).where(
        OfficialText.id.in_(ids), OfficialText.state == state, writer if waiting else ~writer
    )
    return {
        text.id: Subject(
            address_of(text), text.title or text.claim, "" if waiting else text.return_note
        )
        for text in db.session.scalars(query)
    }


def _answers(actor: Actor, ids: Sequence[int]) -> Subjects:
    """Only the asker; the title only where everybody reads it, for a letter may be private."""
    if isinstance(actor, Person):
        asker = Question.asked_by_id == actor.id
    else:
        asker = Question.receipt_id == actor.actor_id
    query = (
        sa.select(OfficialText.id, Question.receipt_id)
        .join(Question, Question.id == OfficialText.question_id)
        .outerjoin(Post, Post.id == Question.post_id)
        .where(OfficialText.id.in_(ids), OfficialText.state == TextState.PUBLISHED, asker)
    )
    return {
        row.id: _own(actor, f"/theo-doi/phieu/{row.receipt_id}", row.thread_title, None)
        for row in db.session.execute(with_public_title(query))
    }


def _own_questions(actor: Actor, ids: Sequence[int]) -> Subjects:
    query = sa.select(Question.id, Question.receipt_id).join(Post, Post.id == Question.post_id)
    query = query.where(Question.id.in_(ids), authored_by(actor))
    return {
        row.id: _own(actor, f"/theo-doi/phieu/{row.receipt_id}", row.thread_title, None)
        for row in db.session.execute(with_public_title(query))
    }


def _clarifications(actor: Actor, ids: Sequence[int]) -> Subjects:
    query = sa.select(OfficialText.id, Post.id.label("post_id"))
    query = query.join(Post, Post.id == OfficialText.about_post_id).where(
        OfficialText.id.in_(ids), OfficialText.state == TextState.PUBLISHED, authored_by(actor)
    )
    rows = db.session.execute(with_public_title(query))
    return {row.id: _own(actor, f"/bai/{row.post_id}", row.thread_title, None) for row in rows}


FINDERS: Mapping[Word, Finder] = {
    Word.TEXT_WAITS: _waiting_texts,
    Word.TEXT_PUBLISHED: partial(_own_texts, RevisionState.APPROVED),
    Word.TEXT_RETURNED: partial(_own_texts, RevisionState.RETURNED),
    Word.TEXT_REJECTED: partial(_own_texts, RevisionState.REJECTED),
    Word.POST_HIDDEN: partial(_own_posts, PostState.HIDDEN),
    Word.POST_RESTORED: partial(_own_posts, PostState.PUBLIC),
    Word.POST_REMOVED: partial(_own_posts, PostState.REMOVED),
    Word.QUESTION_WAITS: _open_questions,
    Word.OFFICIAL_WAITS: partial(_office_texts, TextState.SUBMITTED),
    Word.OFFICIAL_RETURNED: partial(_office_texts, TextState.DRAFT),
    Word.QUESTION_MADE: _own_questions,
    Word.QUESTION_ANSWERED: _answers,
    Word.REPLY_IN_THREAD: _replies,
    Word.CLARIFIED: _clarifications,
}
