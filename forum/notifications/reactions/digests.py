"""The mail with the news of a day or a week."""

from __future__ import annotations

from forum.core.db import db
from forum.notifications import digests, letters, post_office
from forum.notifications.models import Digest
from forum.outbox import facts
from forum.outbox.service import by_itself


def mail_digest(fact: facts.DigestMade) -> None:
    """The mail as it reads now, unless nothing is left to say."""
    by_itself()
    digest = db.session.get(Digest, fact.digest_id)
    letter = letters.letter_of_digest(digest, digests.notices_in(digest)) if digest else None
    if letter is not None:
        post_office.hand_over(post_office.written_digest(letter))
