"""What this room keeps of a person, taken away."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.accounts.queries.leaving import deleted_people
from forum.core.db import db
from forum.notifications.models import Digest, Notice, NoticeWish


def forget_person(person: Person, _with_texts: bool) -> None:
    """No notice, wish or digest is left."""
    for model in (Digest, NoticeWish):
        going = sa.delete(model).where(model.person_id == person.id)
        db.session.execute(going.execution_options(synchronize_session=False))
    _drop(Notice.person_id == person.id)


def forget_notices_to_nobody() -> None:
    """What was written for a deleted account later, as the news of a decision is for whoever
    wrote the text."""
    _drop(Notice.person_id.in_(deleted_people()))


def _drop(which: sa.ColumnElement[bool]) -> None:
    """The newest notice of all waits for a newer one: without it, SQLite would give its number
    again, which digests and mails under way take for told. It holds numbers and a word."""
    newest = sa.select(sa.func.max(Notice.id)).scalar_subquery()
    going = sa.delete(Notice).where(which, Notice.id < newest)
    db.session.execute(going.execution_options(synchronize_session=False))
