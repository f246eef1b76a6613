"""Who may have the files of offices' texts and of private letters."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.policy import is_staff
from forum.core.db import db
from forum.core.errors import NotFound
from forum.official.lifecycle import TextKind, TextState, Visibility
from forum.official.models import LetterFile, OfficialText, Question, TextFile
from forum.official.queries.cards import asked_by
from forum.official.queries.texts import explanations_public
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment, Post, Thread
from forum.threads.queries.attachments import ours
from forum.threads.queries.visibility import public_posts


def get_file_for(actor: Actor, name: str) -> Attachment:
    """The file of this name, of a text that an office wrote or of a letter, if the actor may have
    it; else NotFound.

    Staff have all of them, as they have the words. The public has those of texts that stand, and
    who asked has those of the letter and of the reply.
    """
    query = _files(Attachment).where(Attachment.name == ours(name))
    if not is_staff(actor):
        query = query.where(_shown_to(actor))
    file: Attachment | None = db.session.scalar(query)
    if file is None:
        raise NotFound("file")
    return file


def receipt_of_file(name: str) -> int | None:
    """The receipt with whose code one may ask for the file of this name."""
    query = _files(Question.receipt_id).where(Attachment.name == ours(name))
    return db.session.scalar(query)


def _files(what: Any) -> sa.Select[Any]:
    """Files that this room has, with their text or letter and what decides who reads it; ``Post``
    is the office's own post, or the post that a clarification stands beside."""
    question = sa.func.coalesce(LetterFile.question_id, OfficialText.question_id)
    post = sa.func.coalesce(OfficialText.post_id, OfficialText.about_post_id)
    return (
        sa.select(what)
        .select_from(Attachment)
        .outerjoin(TextFile, TextFile.attachment_id == Attachment.id)
        .outerjoin(LetterFile, LetterFile.attachment_id == Attachment.id)
        .outerjoin(OfficialText, OfficialText.id == TextFile.text_id)
        .outerjoin(Question, Question.id == question)
        .outerjoin(Post, Post.id == post)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .where(Attachment.state == AttachmentState.SENT)
        .where(sa.or_(TextFile.text_id.is_not(None), LetterFile.question_id.is_not(None)))
    )


def _shown_to(actor: Actor) -> sa.ColumnElement[bool]:
    """As ``queries.cards`` and the page of an explanation show the words."""
    stands = OfficialText.state == TextState.PUBLISHED
    reply = sa.and_(
        OfficialText.kind == TextKind.REPLY,
        Question.visibility != Visibility.PRIVATE,
        public_posts(),
    )
    clarification = sa.and_(
        OfficialText.kind == TextKind.CLARIFICATION, Thread.first_published_at.is_not(None)
    )
    return sa.or_(
        sa.and_(stands, sa.or_(reply, clarification, asked_by(actor))),
        explanations_public(),
        sa.and_(LetterFile.question_id.is_not(None), asked_by(actor)),
    )
