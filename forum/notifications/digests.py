"""Digests: which news of whom goes into one mail a day, or a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import aliased

from forum.accounts.lifecycle import AccountState
from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db
from forum.core.settings import setting
from forum.notifications.letters import mail_is_on
from forum.notifications.lifecycle import DEFAULTS, Channel, Matter, Rhythm
from forum.notifications.matters import MATTERS
from forum.notifications.models import Digest, Notice, NoticeWish
from forum.outbox.facts import DigestMade
from forum.outbox.service import emit

MANY = 200  # people in one transaction; the next round of the worker takes the next
MARGIN = timedelta(minutes=1)  # a notice written just before the hour is committed by then
DONE = "forum.digests_done"  # in the application: the last hour after which nobody was left
OLDEST = timedelta(days=14)  # a mail server that came back must not send last year's news

_words = {word.value: matter for word, matter in MATTERS.items() if matter is not Matter.SECURITY}
_matter = sa.case({word: matter.value for word, matter in _words.items()}, value=Notice.word)
_default = sa.case(
    {word: DEFAULTS[matter].value for word, matter in _words.items()}, value=Notice.word
)
_channel = sa.func.coalesce(sa.cast(NoticeWish.channel, sa.String), _default)


def make_digests() -> None:
    """Whoever has news that waited for today's hour has a digest, which is mailed afterwards.

    A worker that stood still at that hour makes it later on the same day; after a whole day the
    news stands in the next one.
    """
    moment, kept = due_today(), current_app.extensions
    if clock.now() < moment + MARGIN or not mail_is_on() or kept.get(DONE) == moment:
        return
    rhythm = Rhythm.WEEKLY if clock.local(moment).weekday() == 0 else Rhythm.DAILY
    found = db.session.execute(_readers(rhythm, moment)).all()
    rows = [
        {"person_id": person, "rhythm": rhythm, "until_notice_id": until, "at": moment}
        for person, until in found
    ]
    if rows:
        for digest_id in db.session.scalars(sa.insert(Digest).returning(Digest.id), rows).all():
            emit(DigestMade(digest_id))
    else:
        kept[DONE] = moment  # what comes now is tomorrow's


def due_today() -> datetime:
    """Today's DIGEST_HOUR in Vietnam."""
    hour = time(setting("DIGEST_HOUR"), tzinfo=clock.VIETNAM)
    return datetime.combine(clock.today(), hour)


def notices_in(digest: Digest) -> Sequence[Notice]:
    """What the digest has to say now, newest first: still unread, still wished for in this way,
    and in no earlier digest."""
    query = _awaited(sa.select(Notice), digest.rhythm, digest.at, digest.id)
    query = query.where(Notice.person_id == digest.person_id, Notice.id <= digest.until_notice_id)
    return db.session.scalars(query.order_by(Notice.id.desc())).all()


def _readers(rhythm: Rhythm, moment: datetime) -> Any:
    """Person and newest notice, of those who have an address and news until the ``moment``."""
    query = _awaited(sa.select(Notice.person_id, sa.func.max(Notice.id)), rhythm, moment, None)
    query = query.join(Person, Person.id == Notice.person_id).where(
        Person.email.is_not(None), Person.state != AccountState.CLOSED, Notice.at <= moment
    )
    return query.group_by(Notice.person_id).order_by(Notice.person_id).limit(MANY)


def _awaited(query: Any, rhythm: Rhythm, moment: datetime, digest_id: int | None) -> Any:
    """The query is about unread notices that belong into such a digest and stood in none before
    the one with this id; before any, when there is None."""
    wish = sa.and_(NoticeWish.person_id == Notice.person_id, NoticeWish.matter == _matter)
    awaited = sa.and_(_channel == Channel.DAILY.value, _newer(digest_id, *Rhythm))
    if rhythm is Rhythm.WEEKLY:
        weekly = sa.and_(_channel == Channel.WEEKLY.value, _newer(digest_id, Rhythm.WEEKLY))
        awaited = sa.or_(awaited, weekly)
    return query.outerjoin(NoticeWish, wish).where(
        Notice.read_at.is_(None),
        Notice.word.in_(_words),
        Notice.at > moment - OLDEST,
        sa.or_(NoticeWish.since.is_(None), Notice.at > NoticeWish.since),
        awaited,
    )


def _newer(digest_id: int | None, *rhythms: Rhythm) -> sa.ColumnElement[bool]:
    earlier = aliased(Digest)
    last = sa.select(sa.func.coalesce(sa.func.max(earlier.until_notice_id), 0)).where(
        earlier.person_id == Notice.person_id, earlier.rhythm.in_(rhythms)
    )
    if digest_id is not None:
        last = last.where(earlier.id < digest_id)
    return Notice.id > last.correlate(Notice).scalar_subquery()
