"""News about the own account: what happened to it; never a code or a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.models import Person, RecoveryCode
from forum.accounts.queries.leaving import closing_of
from forum.core.db import db
from forum.notifications.subjects.subject import Finder, Subject, Subjects
from forum.notifications.words import Word

ACCOUNT = "/tai-khoan"


def _own(href: str, actor: Actor, ids: Sequence[int]) -> Subjects:
    own = actor.actor_id if actor.is_person else None
    return {found: Subject(href) for found in ids if found == own}


def _papers(actor: Actor, ids: Sequence[int]) -> Subjects:
    """With the reason that the officer wrote down: the owner can say whether it is true."""
    query = sa.select(RecoveryCode.id, RecoveryCode.reason)
    own = RecoveryCode.person_id == (actor.actor_id if actor.is_person else None)
    rows = db.session.execute(query.where(RecoveryCode.id.in_(ids), own))
    return {row.id: Subject(ACCOUNT, reason=row.reason or "") for row in rows}


def _closings(actor: Actor, ids: Sequence[int]) -> Subjects:
    """Until when it can be opened again; once it is open, the place to look who is signed in."""
    if not isinstance(actor, Person) or actor.id not in ids:
        return {}
    row = closing_of(actor)
    closed = Subject("/dang-nhap", until=row.due_at) if row else Subject(f"{ACCOUNT}/dang-nhap")
    return {actor.id: closed}


FINDERS: Mapping[Word, Finder] = {
    Word.ACCOUNT_REGAINED: partial(_own, ACCOUNT),
    Word.PAPER_CODE_MADE: _papers,
    Word.RECOVERY_CODES_MADE: partial(_own, f"{ACCOUNT}/ma-khoi-phuc"),
    Word.ACCOUNT_CONFIRMED: partial(_own, ACCOUNT),
    Word.ADDRESS_CHANGED: partial(_own, ACCOUNT),
    Word.PASSWORD_CHANGED: partial(_own, ACCOUNT),
    Word.ACCOUNT_CLOSED: _closings,
}
