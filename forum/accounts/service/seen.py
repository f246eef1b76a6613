"""When a sign-in was last used, as it was observed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from forum.accounts.models import SignIn
from forum.core.db import Moment, db

_table = cast(sa.Table, SignIn.__table__)
_later = (
    sa.update(_table)
    .where(_table.c.id == sa.bindparam("sign_in"))
    .where(_table.c.last_seen_at < sa.bindparam("moment", type_=Moment()))
    .values(last_seen_at=sa.bindparam("moment", type_=Moment()))
)


def keep_seen(found: Mapping[tuple[int, ...], datetime]) -> None:
    """Each of these sign-ins was last seen at this moment, if nothing later is known."""
    rows = [{"sign_in": key[0], "moment": moment} for key, moment in found.items()]
    db.session.connection().execute(_later, rows)
