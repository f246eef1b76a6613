"""Photos and documents of texts, really taken in and really kept."""

from __future__ import annotations

import io

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts.addresses import reply_to
from forum.files.service import take
from forum.moderation.lifecycle import Outcome
from forum.threads import service
from forum.threads.models import Attachment, Post, Revision
from forum.threads.service import Enclosed, Wording
from tests.factories.moderation import judge
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread

WORDS = "Bà con xem tệp kèm theo."


def make_begun_file(
    person: Person, place: str, data: bytes, sent_as: str = "van-ban.pdf"
) -> Attachment:
    """A file in a form that was not sent yet."""
    row = service.attach(person, place, take(io.BytesIO(data), sent_as=sent_as))
    db.session.commit()
    return row


def make_waiting_files(*files: bytes, author: Person | None = None) -> Revision:
    """A reply with these photos and documents that waits for review."""
    author, thread = author or make_citizen(), make_thread()
    place = reply_to(thread.id)
    begun = [make_begun_file(author, place, data).id for data in files]
    wording = Wording(WORDS, accepts_rules=True, enclosed=Enclosed(place, begun))
    revision = service.submit_reply(author, thread, wording=wording)
    db.session.commit()
    return revision


def make_post_with_files(*files: bytes, author: Person | None = None) -> Post:
    """The same reply, reviewed and public."""
    revision = make_waiting_files(*files, author=author)
    judge(revision, Outcome.APPROVE)
    return revision.post


def files_of(post: Post) -> list[Attachment]:
    """All files that the post ever had, in order."""
    own = sa.select(Attachment).where(Attachment.post_id == post.id)
    return list(db.session.scalars(own.order_by(Attachment.id)))
