"""How people want to be told of news: what they chose, else the default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.accounts.policy import has_duties, is_deleted
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, inserting
from forum.core.errors import Forbidden
from forum.notifications.lifecycle import DEFAULTS, DIGESTS, Channel, Matter
from forum.notifications.models import NoticeWish

Wishes = Mapping[Matter, Channel]


def wishes_of(person_id: int) -> Wishes:
    """Every matter → how the person is told of it."""
    chosen = {row.matter: row.channel for row in _rows(person_id).values()}
    return {**DEFAULTS, **chosen}


def channel_of(person_id: int, matter: Matter) -> Channel:
    """How the person is told of this matter."""
    return wishes_of(person_id)[matter]


def mails_come(person_id: int, matter: Matter | None) -> bool:
    """Whether there are mails about the matter; any digest, when there is None."""
    wishes = wishes_of(person_id)
    if matter is None:
        return any(way in DIGESTS for way in wishes.values())
    return wishes[matter] is not Channel.INBOX


def open_to(person: Person) -> list[Matter]:
    """What the person can choose for: work only where there are duties, security never."""
    left_out = {Matter.SECURITY} if has_duties(person) else {Matter.SECURITY, Matter.DUTIES}
    return [matter for matter in Matter if matter not in left_out]


def wish(actor: Actor, *, wished: Wishes) -> None:
    """The actor is told in these ways from now on; what is not named stays as it was."""
    if not isinstance(actor, Person):
        raise Forbidden("wish")
    allowed = {matter: way for matter, way in wished.items() if matter in open_to(actor)}
    changed = _change(actor.id, allowed)
    if changed:
        audit.record(actor, "wish_notices", actor, **changed)


def end_mails(actor: Actor, person: Person, *, matter: Matter | None) -> None:
    """No mail comes about the matter, or no digest when there is None; the inbox is as before.

    ``actor`` is whoever opened the signed link: nobody has to sign in to be left in peace. Links
    of old mails outlive their account, of which nothing is to be written any more.
    """
    if is_deleted(person):
        return
    standing = wishes_of(person.id)
    if matter is None:
        ending = [one for one, way in standing.items() if way in DIGESTS]
    else:
        ending = [matter] if matter is not Matter.SECURITY else []
    changed = _change(person.id, dict.fromkeys(ending, Channel.INBOX))
    if changed:
        audit.record(actor, "end_mails", person, **changed)


def forget_wishes(person_id: int) -> None:
    """The defaults hold again: the account is closed."""
    db.session.execute(sa.delete(NoticeWish).where(NoticeWish.person_id == person_id))


def _change(person_id: int, wished: Wishes) -> dict[str, str]:
    before, rows = wishes_of(person_id), _rows(person_id)
    changed = {matter: way for matter, way in wished.items() if before[matter] is not way}
    for matter, way in changed.items():
        standing = rows[matter].since if matter in rows else None
        from_digest = before[matter] in DIGESTS
        _put(person_id, matter, way, standing if from_digest else clock.now())
    return {matter.value: way.value for matter, way in changed.items()}


def _put(person_id: int, matter: Matter, way: Channel, since: datetime | None) -> None:
    # A mail program and a person may end the same mails at one moment: both get what they wanted.
    statement = inserting(NoticeWish).values(
        person_id=person_id, matter=matter, channel=way, since=since
    )
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "matter"],
            set_={"channel": statement.excluded.channel, "since": statement.excluded.since},
        ).execution_options(synchronize_session=False)
    )


def _rows(person_id: int) -> dict[Matter, NoticeWish]:
    query = sa.select(NoticeWish).where(NoticeWish.person_id == person_id)
    found = db.session.scalars(query.execution_options(populate_existing=True))
    return {row.matter: row for row in found}
