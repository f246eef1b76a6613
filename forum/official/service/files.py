"""Files of an office's text and of a private letter: they are no posts, so this room keeps whose
they are. What a reader is shown of them stands in ``attachments`` of the text or the letter."""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa

from forum.core.db import db
from forum.official.models import LetterFile, OfficialText, Question, TextFile
from forum.threads import service as threads
from forum.threads.models import Attachment
from forum.threads.service import Gathered

_LINK = cast(sa.Table, TextFile.__table__)


def keep_with_text(text: OfficialText, files: Gathered, earlier: set[str]) -> None:
    """The draft has these files; those of ``earlier`` that it shows no longer are gone, for nobody
    outside the staff ever saw them."""
    threads.bind(files, None)
    db.session.add_all(TextFile(attachment_id=id_, text_id=text.id) for id_ in files.begun)
    dropped = earlier - {entry["name"] for entry in files.listed}
    if dropped:
        named = sa.select(Attachment.id).where(Attachment.name.in_(dropped))
        of_text = sa.delete(_LINK).where(_LINK.c.text_id == text.id)
        db.session.execute(of_text.where(_LINK.c.attachment_id.in_(named)))
        threads.release(dropped)


def keep_with_letter(question: Question, files: Gathered) -> None:
    """The letter has these files, for as long as there is the letter."""
    threads.bind(files, None)
    db.session.add_all(
        LetterFile(attachment_id=id_, question_id=question.id) for id_ in files.begun
    )
