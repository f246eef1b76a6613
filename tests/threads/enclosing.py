"""Sending files with texts, through the forms."""

from __future__ import annotations

import io
from typing import Any

import sqlalchemy as sa

from forum.core.db import db
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment, Revision
from tests.files.samples import gif, pdf
from tests.form import Form
from tests.page import Page

PHOTO, PAPER = gif(), pdf(3)
BEGUN, SENT, GONE = AttachmentState.BEGUN, AttachmentState.SENT, AttachmentState.GONE


def chosen(data: bytes = PHOTO, name: str = "cau-treo.gif") -> tuple[io.BytesIO, str]:
    """A file as a browser sends it from the field in which it was chosen."""
    return io.BytesIO(data), name


def writing_form(page: Page) -> Form:
    return page.form(having=("body",))


def files(state: AttachmentState | None = None) -> list[Attachment]:
    db.session.expire_all()
    query = sa.select(Attachment).order_by(Attachment.id)
    if state is not None:
        query = query.where(Attachment.state == state)
    return list(db.session.scalars(query))


def newest() -> Revision:
    return db.session.scalars(sa.select(Revision).order_by(Revision.id.desc()).limit(1)).one()


def labels(revision: Revision) -> list[str]:
    return [entry["label"] for entry in revision.attachments or []]


def send(form: Form, **more: Any) -> Page:
    rules = {"accept_rules": "y"} if "accept_rules" in form.controls else {}
    return form.submit(**rules, **more)
