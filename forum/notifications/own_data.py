"""What this room stores about a person."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.notifications.models import Digest, Notice, NoticeWish
from forum.notifications.words import SENTENCES


def notices(person_id: int) -> Iterator[Record]:
    """News in the inbox, in the words of the list."""
    query = sa.select(Notice.word, Notice.ref_id, Notice.at, Notice.read_at, Notice.more)
    words = {word.value: sentence for word, sentence in SENTENCES.items()}
    for row in records(query.where(Notice.person_id == person_id).order_by(Notice.id)):
        word = row.pop("word")
        yield {"sentence": str(words.get(word, word)), **row}


def wishes(person_id: int) -> Iterator[Record]:
    """How the person wants to be told."""
    query = sa.select(NoticeWish.matter, NoticeWish.channel, NoticeWish.since)
    return records(query.where(NoticeWish.person_id == person_id).order_by(NoticeWish.id))


def digests(person_id: int) -> Iterator[Record]:
    """When news was gathered into one mail."""
    query = sa.select(Digest.rhythm, Digest.at)
    return records(query.where(Digest.person_id == person_id).order_by(Digest.id))
