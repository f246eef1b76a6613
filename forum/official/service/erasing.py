"""What becomes of the questions of somebody whose account is deleted."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.official.lifecycle import OPEN
from forum.official.models import Question
from forum.threads import service as threads
from forum.threads.models import Post


def forget_asker(person: Person, with_texts: bool) -> None:
    """Nobody knows any more who asked; texts go as ``threads`` says, but for questions that wait:
    the office still owes the answer. Whoever has the code of a letter still reads it."""
    query = sa.select(Question.post_id).join(Post, Post.id == Question.post_id)
    query = query.where(Post.author_id == person.id, Question.handling.in_(OPEN))
    owed = [post_id for post_id in db.session.scalars(query) if post_id is not None]
    threads.forget_author(person, but=owed, with_texts=with_texts)
    asked = sa.select(Question.receipt_id).where(Question.asked_by_id == person.id)
    threads.forget_contacts(db.session.scalars(asked).all())
    db.session.execute(
        sa.update(Question)
        .where(Question.asked_by_id == person.id)
        .values(asked_by_id=None, version=Question.version + 1)
        .execution_options(synchronize_session=False)
    )
