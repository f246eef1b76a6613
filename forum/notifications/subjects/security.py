"""Notices about the own account's second step of signing in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.notifications.subjects.subject import Finder, Subject, Subjects
from forum.notifications.words import Word


def _own_account(actor: Actor, ids: Sequence[int]) -> Subjects:
    """It was so, whatever stands now; to look into it there is the list of sign-ins."""
    if not isinstance(actor, Person) or actor.id not in ids:
        return {}
    return {actor.id: Subject("/tai-khoan/dang-nhap")}


FINDERS: Mapping[Word, Finder] = {
    Word.FACTOR_ON: _own_account,
    Word.FACTOR_OFF: _own_account,
    Word.FACTOR_TAKEN_OFF: _own_account,
    Word.FACTOR_CODES_NEW: _own_account,
    Word.FACTOR_CODE_USED: _own_account,
}
