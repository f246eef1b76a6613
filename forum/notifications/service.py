"""Writing notices."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db
from forum.notifications.models import Notice
from forum.notifications.queries import Reader, standing_notices
from forum.notifications.words import GATHERED, Word
from forum.outbox.facts import NoticeWritten, ReceiptNews
from forum.outbox.service import emit


def tell(person_id: int, word: Word, ref_id: int) -> Notice:
    """The notice stands in the person's inbox; a mail may follow."""
    notice = Notice(person_id=person_id, word=word.value, ref_id=ref_id, at=clock.now())
    db.session.add(notice)
    db.session.flush()
    emit(NoticeWritten(notice.id))
    return notice


def tell_many(people: Sequence[int], word: Word, ref_id: int) -> None:
    """The same notice stands in the inbox of each of these people."""
    moment = clock.now()
    rows = [
        {"person_id": person, "word": word.value, "ref_id": ref_id, "at": moment, "more": 0}
        for person in people
    ]
    if rows:
        for notice_id in db.session.scalars(sa.insert(Notice).returning(Notice.id), rows).all():
            emit(NoticeWritten(notice_id))


def tell_gathered(people: Sequence[int], word: Word, post_id: int) -> None:
    """Each of these people has one unread notice of the thread, however many posts are new."""
    standing = standing_notices(people, GATHERED, post_id) if people else {}
    for notice in standing.values():
        notice.more += 1
    db.session.flush()
    tell_many([person for person in people if person not in standing], word, post_id)


def tell_reader(reader: Reader, word: Word, ref_id: int) -> None:
    """A person finds it in the inbox; a guest gets a mail if an address was left."""
    if reader.person_id is not None:
        tell(reader.person_id, word, ref_id)
    elif reader.receipt_id is not None:
        emit(ReceiptNews(reader.receipt_id, word.value, ref_id, secrets.token_hex(8)))


def mark_read(actor: Person, *, until: int) -> None:
    """Notices up to the id ``until``, the newest one the person saw, are read."""
    db.session.execute(
        sa.update(Notice)
        .where(Notice.person_id == actor.id, Notice.id <= until, Notice.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )
