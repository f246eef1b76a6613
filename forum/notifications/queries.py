"""Reading notices, and whom news is for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.core.db import db, rows
from forum.following.models import ReadMark
from forum.notifications.models import Notice
from forum.notifications.subjects import Subject, subjects
from forum.notifications.words import Word
from forum.official.lifecycle import OPEN
from forum.official.models import OfficialText, Question
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import public_posts

MOST_COUNTED = 100  # beyond this the number beside the bell says nothing more


@dataclass(frozen=True)
class Entry:
    """One line of an inbox. ``subject`` is None when its reader may see nothing of it now."""

    id: int
    word: Word
    at: datetime
    unread: bool
    subject: Subject | None
    more: int = 0


@dataclass(frozen=True)
class Reader:
    """Whom news is for: a person's inbox, or the guest of a receipt; neither for an import."""

    person_id: int | None
    receipt_id: int | None

    def is_same_as(self, other: Reader) -> bool:
        """A member's question has a receipt too: the account counts first."""
        if self.person_id is not None or other.person_id is not None:
            return self.person_id == other.person_id
        return self.receipt_id == other.receipt_id


NOBODY = Reader(None, None)


def inbox_of(
    actor: Person, before: int | None, size: int, *, unread: bool = False
) -> Sequence[Entry]:
    """The person's notices, newest first; ``before`` is the id of the last one seen."""
    query = sa.select(Notice).where(Notice.person_id == actor.id)
    if unread:
        query = query.where(Notice.read_at.is_(None))
    if before is not None:
        query = query.where(Notice.id < before)
    return entries_of(actor, db.session.scalars(query.order_by(Notice.id.desc()).limit(size)).all())


def entries_of(actor: Actor, rows: Sequence[Notice]) -> Sequence[Entry]:
    """What these notices of the actor say now."""
    about = {
        word: subjects(actor, word, [row.ref_id for row in rows if row.word == word])
        for word in {Word(row.word) for row in rows}
    }
    return [
        Entry(row.id, word, row.at, row.read_at is None, about[word].get(row.ref_id), row.more)
        for row in rows
        for word in [Word(row.word)]
    ]


_unread = sa.select(sa.func.count()).select_from(
    sa.select(Notice.id)
    .where(Notice.person_id == sa.bindparam("person", type_=sa.Integer), Notice.read_at.is_(None))
    .limit(MOST_COUNTED)
    .subquery()
)


def unread_count(person_id: int) -> int:
    """How many notices the person has not marked as read, counted up to MOST_COUNTED."""
    return int(rows(_unread, person=person_id)[0][0])


def standing_notices(
    people: Collection[int], words: Collection[Word], post_id: int
) -> dict[int, Notice]:
    """Person → the unread notice which tells of a post in the same thread that is public still and
    not read there: what is newer is added to it."""
    beside = aliased(Post)
    read = sa.and_(ReadMark.person_id == Notice.person_id, ReadMark.thread_id == Post.thread_id)
    query = (
        sa.select(Notice)
        .join(Post, Post.id == Notice.ref_id)
        .join(beside, beside.thread_id == Post.thread_id)
        .outerjoin(ReadMark, read)
        .where(beside.id == post_id, Notice.person_id.in_(people), Notice.read_at.is_(None))
        .where(Notice.word.in_([word.value for word in words]), Post.state == PostState.PUBLIC)
        .where(sa.func.coalesce(ReadMark.number, 0) < Post.number)
    )
    return {notice.person_id: notice for notice in db.session.scalars(query.order_by(Notice.id))}


def _reader(row: Any) -> Reader:
    return Reader(row[0], row[1]) if row else Reader(None, None)


def author_of_revision(revision_id: int) -> Reader:
    """Whose text this wording is."""
    query = sa.select(Post.author_id, Post.receipt_id).join(Revision, Revision.post_id == Post.id)
    return _reader(db.session.execute(query.where(Revision.id == revision_id)).first())


def author_of_post(post_id: int) -> Reader:
    """Whose text this post is."""
    query = sa.select(Post.author_id, Post.receipt_id).where(Post.id == post_id)
    return _reader(db.session.execute(query).first())


def held_before(revision_ids: Collection[int]) -> Sequence[int]:
    """Those of these wordings that had waited for review, by id: one that was published at once is
    no news to its author."""
    query = sa.select(Revision.id, Revision.hold_reasons).where(Revision.id.in_(revision_ids))
    return [row.id for row in db.session.execute(query.order_by(Revision.id)) if row.hold_reasons]


def still_waits(revision_id: int) -> bool:
    """Whether the wording is still to be reviewed."""
    state = db.session.scalar(sa.select(Revision.state).where(Revision.id == revision_id))
    return state is RevisionState.PENDING


def asker_of(question_id: int) -> Reader:
    """Who asked: a member, else the guest of the question's receipt."""
    query = sa.select(Question.asked_by_id, Question.receipt_id).where(Question.id == question_id)
    return _reader(db.session.execute(query).first())


def still_open(question_id: int) -> bool:
    """Whether the question waits for an answer."""
    handling = db.session.scalar(sa.select(Question.handling).where(Question.id == question_id))
    return handling in OPEN


def official_text(text_id: int) -> OfficialText | None:
    """The office's text, with its question."""
    query = sa.select(OfficialText).where(OfficialText.id == text_id)
    return db.session.scalar(query.options(joinedload(OfficialText.question)))


def summary_stands(text_id: int) -> bool:
    """Whether the text is a summary that everybody reads on top of its thread."""
    return bool(subjects(Guest(), Word.THREAD_SUMMED_UP, [text_id]))


def authors_in(thread_id: int) -> Sequence[int]:
    """The members whose posts everybody reads in this thread, by id."""
    query = sa.select(Post.author_id).join(Thread, Thread.id == Post.thread_id)
    query = query.where(Post.thread_id == thread_id, Post.author_id.is_not(None), public_posts())
    found = db.session.scalars(query.distinct().order_by(Post.author_id))
    return [person for person in found if person is not None]
