"""States of an account and the roles it can be granted."""

from __future__ import annotations

import enum


class AccountState(enum.StrEnum):
    """active: may sign in; suspended: may sign in and read, not post; closed: may not sign in."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Role(enum.StrEnum):
    """What a grant lets a person be; policies of the rooms say what that allows."""

    CITIZEN = "citizen"
    MODERATOR = "moderator"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"


class Scope(enum.StrEnum):
    """Where a grant holds: everywhere, or for one agency."""

    FORUM = "forum"
    AGENCY = "agency"
