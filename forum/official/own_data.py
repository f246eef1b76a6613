"""What this room stores about a person: own questions, the offices' words to them, and of staff the
own texts."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.files.kinds import SUFFIX
from forum.official.lifecycle import TextState
from forum.official.models import LetterFile, OfficialText, Question
from forum.places.models import Agency
from forum.threads.models import Attachment, Post, Receipt


def questions(person_id: int) -> Iterator[Record]:
    """Own questions; the words of a private letter stand here, of others with the own texts."""
    query = (
        sa.select(
            Question.id.label("question_id"),
            Question.post_id,
            Question.letter_source.label("text"),
            Question.language,
            Question.visibility,
            Question.handling,
            Agency.name.label("agency"),
            Question.area_id,
            Receipt.contact,
            Question.received_at,
            Question.answered_at,
        )
        .join(Receipt, Receipt.id == Question.receipt_id)
        .outerjoin(Agency, Agency.id == Question.agency_id)
        .where(Question.asked_by_id == person_id)
    )
    return records(query.order_by(Question.id))


def letter_files(person_id: int) -> Iterator[Record]:
    """Which of the own files went along with which private letter."""
    query = (
        sa.select(LetterFile.question_id, Attachment.id, Attachment.kind)
        .join(Question, Question.id == LetterFile.question_id)
        .join(Attachment, Attachment.id == LetterFile.attachment_id)
        .where(Question.asked_by_id == person_id)
    )
    for row in records(query.order_by(Attachment.id)):
        file = f"{row['id']}{SUFFIX[row['kind']]}"
        yield {"question_id": row["question_id"], "file": file}


def replies(person_id: int) -> Iterator[Record]:
    """What offices published about own questions and texts; not who wrote or approved it."""
    query = (
        sa.select(
            OfficialText.question_id,
            OfficialText.about_post_id.label("post_id"),
            OfficialText.kind,
            Agency.name.label("agency"),
            OfficialText.claim,
            OfficialText.summary,
            OfficialText.source.label("text"),
            OfficialText.published_at,
        )
        .join(Agency, Agency.id == OfficialText.agency_id)
        .outerjoin(Question, Question.id == OfficialText.question_id)
        .outerjoin(Post, Post.id == OfficialText.about_post_id)
        .where(sa.or_(Question.asked_by_id == person_id, Post.author_id == person_id))
        .where(OfficialText.state == TextState.PUBLISHED)
    )
    return records(query.order_by(OfficialText.id))


def texts_written(person_id: int) -> Iterator[Record]:
    """What the person wrote for an office."""
    query = sa.select(
        OfficialText.kind,
        OfficialText.state,
        OfficialText.question_id,
        OfficialText.about_post_id.label("post_id"),
        OfficialText.title,
        OfficialText.claim,
        OfficialText.summary,
        OfficialText.source.label("text"),
        OfficialText.legal_basis,
        OfficialText.return_note,
        OfficialText.withdraw_reason,
        OfficialText.created_at,
        OfficialText.published_at,
        OfficialText.withdrawn_at,
    ).where(OfficialText.author_id == person_id)
    return records(query.order_by(OfficialText.id))


def texts_approved(person_id: int) -> Iterator[Record]:
    """Which official texts the person approved, and in which position."""
    query = sa.select(
        OfficialText.id.label("official_text_id"),
        OfficialText.kind,
        OfficialText.approver_position.label("position"),
        OfficialText.approved_at,
    ).where(OfficialText.approver_id == person_id)
    return records(query.order_by(OfficialText.id))
