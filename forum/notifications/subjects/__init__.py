"""What a notice is about, as its reader may see it now.

A thing that the reader may no longer see, or that is no longer as the word says, has no subject:
the inbox then says so without details, and no mail is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forum.accounts.actors import Actor
from forum.notifications.subjects import account, followed, security, standing, texts
from forum.notifications.subjects.subject import OWN_TEXTS, TRACKING, Finder, Subject, Subjects
from forum.notifications.words import Word

__all__ = ["FINDERS", "OWN_TEXTS", "TRACKING", "Subject", "subjects"]

FINDERS: Mapping[Word, Finder] = {
    **texts.FINDERS,
    **account.FINDERS,
    **followed.FINDERS,
    **security.FINDERS,
    **standing.FINDERS,
}


def subjects(actor: Actor, word: Word, ids: Sequence[int]) -> Subjects:
    """Id → what it is about, for those of ``ids`` that ``actor`` may see and for which ``word``
    still holds."""
    return FINDERS[word](actor, ids)
