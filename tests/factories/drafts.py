"""Drafts, made through the service that the forum uses."""

from __future__ import annotations

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts import service
from forum.drafts.addresses import THREAD
from forum.drafts.models import Draft
from forum.drafts.queries import draft_of


def make_draft(person: Person, place: str = THREAD, **fields: str) -> Draft:
    """A draft of this person; of a thread unless ``place`` says otherwise."""
    fields = fields or {"title": "Đường vào bản", "body": "Bản tôi xin hỏi về đường vào bản."}
    service.keep(person, place, fields=fields, seen=0)
    db.session.commit()
    draft = draft_of(person, place)
    assert draft is not None
    return draft
