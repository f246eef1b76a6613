"""Offices' texts and private letters with photos and documents, really taken in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts.addresses import ASK
from forum.official import service
from forum.official.lifecycle import Visibility
from forum.official.models import OfficialText, Question
from forum.official.wordings import TextWording
from forum.threads.models import Attachment, Post
from forum.threads.service import Enclosed, Wording
from tests.factories.files import make_begun_file
from tests.factories.official import LETTER, make_question, wording
from tests.factories.people import make_citizen, make_staff
from tests.factories.threads import make_category

DESK = "desk:test"


def enclosed(person: Person, *files: bytes, place: str = DESK) -> Enclosed:
    """These files, begun in the form of this place."""
    return Enclosed(place, [make_begun_file(person, place, data).id for data in files])


def _with(author: Person, files: tuple[bytes, ...], **more: Any) -> TextWording:
    return replace(wording(**more), enclosed=enclosed(author, *files))


def draft_with_files(
    *files: bytes, question: Question | None = None, author: Person | None = None
) -> OfficialText:
    """A reply that only staff see."""
    author = author or make_staff()
    said = _with(author, files)
    text = service.write_reply(author, question or make_question(), wording=said)
    db.session.commit()
    return text


def clarification_with_files(post: Post, *files: bytes) -> OfficialText:
    author = make_staff()
    said = _with(author, files, claim="Nguồn nước")
    text = service.write_clarification(author, post, wording=said)
    db.session.commit()
    return text


def explanation_with_files(*files: bytes) -> OfficialText:
    author = make_staff()
    text = service.write_explanation(author, wording=_with(author, files, title="Hỗ trợ nhà ở"))
    db.session.commit()
    return text


def letter_with_files(*files: bytes, author: Person | None = None) -> Question:
    """A private letter by a member."""
    author = author or make_citizen()
    said = Wording(LETTER, accepts_rules=True, enclosed=enclosed(author, *files, place=ASK))
    question = service.ask(author, make_category(), wording=said, visibility=Visibility.PRIVATE)
    db.session.commit()
    return question


def only_file(thing: OfficialText | Question) -> Attachment:
    """The one file that the text or the letter shows."""
    (entry,) = thing.attachments or []
    return db.session.scalars(sa.select(Attachment).where(Attachment.name == entry["name"])).one()
