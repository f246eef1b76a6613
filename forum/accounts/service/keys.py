"""Links that go out by mail: asked for, used up."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.lifecycle import KeyPurpose
from forum.accounts.models import MailKey, Person
from forum.accounts.queries import token_hash
from forum.accounts.queries.keys import token_of
from forum.core import clock
from forum.core.codes import new_nonce
from forum.core.db import db
from forum.outbox.facts import MailKeyWanted
from forum.outbox.service import emit


def new_key(person: Person | None, purpose: KeyPurpose, valid: timedelta) -> MailKey:
    """A link is on its way to the person's address, if there is one."""
    nonce, moment = new_nonce(), clock.now()
    row = MailKey(
        person_id=person.id if person else None,
        purpose=purpose,
        nonce=nonce,
        token_hash=token_hash(token_of(purpose, nonce, person)),
        made_at=moment,
        expires_at=moment + valid,
    )
    db.session.add(row)
    db.session.flush()
    emit(MailKeyWanted(row.id))
    return row


def spend_key(row: MailKey) -> bool:
    """The link opens nothing any more; False when somebody was quicker."""
    done = db.session.execute(
        sa.update(MailKey)
        .where(MailKey.id == row.id, MailKey.used_at.is_(None))
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
