"""States of an account and the roles it can be granted."""

from __future__ import annotations

import enum

# Begins the sign-in name of a deleted account; the colon can stand in no name that people choose.
NOBODY = "deleted:"


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

    @property
    def is_duty(self) -> bool:
        """Given by somebody and withdrawn again; a citizen is everybody with an account."""
        return self is not Role.CITIZEN


class Scope(enum.StrEnum):
    """Where a grant holds: everywhere, or for one agency."""

    FORUM = "forum"
    AGENCY = "agency"


class TextSize(enum.StrEnum):
    """How large pages are written for a person; without a word, as for everybody."""

    LARGE = "large"
    LARGER = "larger"


class ActKind(enum.StrEnum):
    """What an administrator can do to another person's account."""

    SUSPENDED = "suspended"
    RESTORED = "restored"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"  # of a role
    SIGNED_OUT = "signed_out"  # everywhere
    CONTACT_SHOWN = "contact_shown"  # to the administrator


class CodeKind(enum.StrEnum):
    """sheet: one of the eight that a person keeps; paper: handed over by staff, valid for days."""

    SHEET = "sheet"
    PAPER = "paper"


class KeyPurpose(enum.StrEnum):
    """What the link in a mail does."""

    RESET = "reset"  # of the password
    CONFIRM = "confirm"  # that the address is the person's


class Recognition(enum.StrEnum):
    """How somebody at the counter was recognised as the owner of an account."""

    DOCUMENT = "document"  # an identity document was shown
    KNOWN = "known"  # to the officer
    WITNESS = "witness"  # a village head or another trusted person vouched


class AccountNews(enum.StrEnum):
    """What the owner of an account is told about it."""

    REGAINED = "regained"  # the password was set anew with a code or a link
    PAPER_MADE = "paper_made"  # a one-time paper code was handed over
    SHEET_MADE = "sheet_made"  # new recovery codes
    CONFIRMED = "confirmed"  # in person
    ADDRESS_CHANGED = "address_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (by somebody who was signed in)
    CLOSED = "closed"  # likewise


class FactorNews(enum.StrEnum):
    """What the owner of an account is told about its two-step sign-in."""

    ON = "on"
    OFF = "off"  # by the owner
    TAKEN_OFF = "taken_off"  # by an administrator
    CODES_NEW = "codes_new"  # the old spare codes open nothing
    CODE_USED = "code_used"  # a spare code took the place of the app's
