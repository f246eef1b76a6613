"""The settings that a province may change: what each means, in which unit, between which bounds.

Addresses, keys and what belongs to the machine stay in the environment (``config.py``).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from forum.core.errors import RuleBroken

Value = int | bool


class Kind(enum.Enum):
    """NUMBER: a whole number. TRIES: of a throttle, whose seconds stay. SWITCH: on or off."""

    NUMBER = "number"
    TRIES = "tries"
    SWITCH = "switch"


@dataclass(frozen=True)
class Tunable:
    """One setting of ``config.py``; ``least`` and ``most`` are allowed themselves."""

    name: str
    kind: Kind
    label: object
    unit: object
    least: int
    most: int
    reason: object

    def allows(self, value: Any) -> bool:
        """Whether the forum can live with ``value``."""
        if self.kind is Kind.SWITCH:
            return isinstance(value, bool)
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and self.least <= value <= self.most

    def check(self, value: Value) -> None:
        """RuleBroken at ``value`` unless it is allowed."""
        if not self.allows(value):
            raise RuleBroken(
                _l(
                    "Please choose a whole number from %(least)d to %(most)d.",
                    least=self.least,
                    most=self.most,
                ),
                "value",
            )

    def of_config(self, stored: Any) -> Value:
        """The value as pages show and take it."""
        value: Value = stored[0] if self.kind is Kind.TRIES else stored
        return value

    def in_config(self, value: Value, shipped: Any) -> Any:
        """The value as the code reads it."""
        return (value, shipped[1]) if self.kind is Kind.TRIES else value


_DAYS, _HOURS, _MINUTES, _SECONDS = _l("days"), _l("hours"), _l("minutes"), _l("seconds")
_TEN_MINUTES, _AN_HOUR = _l("in ten minutes"), _l("in an hour")
_NUMBER, _TRIES, _SWITCH = Kind.NUMBER, Kind.TRIES, Kind.SWITCH

_ROWS = (
    Tunable(
        "SESSION_IDLE_DAYS", _NUMBER, _l("Pause after which a member signs in again"), _DAYS, 1, 90,
        _l("An own telephone may stay signed in; on shared devices a shorter time is safer."),
    ),
    Tunable(
        "SESSION_DAYS", _NUMBER, _l("Sign-in of a member, in use or not"), _DAYS, 1, 365,
        _l("A telephone that is lost or given away unlocked is signed out in the end."),
    ),
    Tunable(
        "ROLE_SESSION_HOURS", _NUMBER, _l("Sign-in of people with duties"), _HOURS, 1, 24,
        _l("A working day: whoever reviews or answers signs in every morning."),
    ),
    Tunable(
        "ROLE_IDLE_MINUTES", _NUMBER, _l("Pause after which people with duties sign in again"),
        _MINUTES, 5, 480,
        _l("An office has visitors; a screen left open should not act for its owner."),
    ),
    Tunable(
        "PROOF_MINUTES", _NUMBER, _l("How long a typed password counts for dangerous acts"),
        _MINUTES, 1, 60,
        _l("Roles, settings and opening ask for the password again after this time."),
    ),
    Tunable(
        "SECOND_FACTOR_REQUIRED", _SWITCH, _l("Two-step sign-in for people with duties"), "", 0, 1,
        _l("A stolen password alone then opens no review and no official reply."),
    ),
    Tunable(
        "INVITATION_DAYS", _NUMBER, _l("How long an invitation opens"), _DAYS, 1, 30,
        _l("A link that lies in a mailbox for months is a door left open."),
    ),
    Tunable(
        "PAPER_CODE_DAYS", _NUMBER, _l("How long a paper code opens"), _DAYS, 1, 30,
        _l("From the counter home takes a day or two; a paper that is lost should soon be void."),
    ),
    Tunable(
        "RESET_MINUTES", _NUMBER, _l("How long the link for a new password opens"), _MINUTES,
        10, 1440,
        _l("Mail on a slow line takes minutes; whoever reads the mailbox later should stay out."),
    ),
    Tunable(
        "CONFIRM_DAYS", _NUMBER, _l("How long the link that confirms an address opens"), _DAYS,
        1, 30,
        _l("Many people read their mail once a week."),
    ),
    Tunable(
        "DIGEST_HOUR", _NUMBER, _l("Hour of the collected mail"), _l("o'clock"), 0, 23,
        _l("Read before work, in Vietnam's time."),
    ),
    Tunable(
        "NOTICE_DAYS", _NUMBER, _l("How long a notice is kept"), _DAYS, 30, 730,
        _l("Long enough to look something up, not a file about a person for ever."),
    ),
    Tunable(
        "GUEST_FORM_SECONDS", _NUMBER, _l("Shortest time for filling in a guest's form"),
        _SECONDS, 0, 30,
        _l("What is sent faster was not read by a person."),
    ),
    Tunable(
        "DRAFT_DAYS", _NUMBER, _l("How long an untouched draft is kept"), _DAYS, 7, 365,
        _l("Nobody should lose a text to a season's work; nothing should be kept for ever."),
    ),
    Tunable(
        "NAME_DAYS", _NUMBER, _l("Time between two names of one account"), _DAYS, 1, 365,
        _l("Readers should know again who speaks; a mistyped name should not stay for ever."),
    ),
    Tunable(
        "CLOSING_DAYS", _NUMBER, _l("How long a closed account can be opened again"), _DAYS, 7, 90,
        _l("Time to think again; afterwards nothing of the person should stay longer than needed."),
    ),
    Tunable(
        "FILES_OF_A_TEXT", _NUMBER, _l("Photos and documents of one text"), _l("files"), 1, 10,
        _l("As many as one looks at together; each is loaded over a slow line."),
    ),
    Tunable(
        "THROTTLE_FILE_PERSON", _TRIES, _l("Photos and documents of one person"), _TEN_MINUTES,
        5, 1000,
        _l("Each takes the server a second to read, while others wait."),
    ),
    Tunable(
        "THROTTLE_OWN_DATA_PERSON", _TRIES, _l("Files with everything stored about one person"),
        _AN_HOUR, 1, 100,
        _l("Each reads hundreds of rows and all photos of the person."),
    ),
    Tunable(
        "THROTTLE_SIGNIN_ACCOUNT", _TRIES, _l("Sign-in tries of one account"), _TEN_MINUTES, 3, 100,
        _l("Guessing a password takes thousands of tries; mistyping takes a few."),
    ),
    Tunable(
        "THROTTLE_SIGNIN_ADDRESS", _TRIES, _l("Sign-in tries from one address"), _TEN_MINUTES,
        10, 100000,
        _l("A whole valley may stand behind one address of its telephone company."),
    ),
    Tunable(
        "THROTTLE_REGISTER_ADDRESS", _TRIES, _l("Registrations from one address"), _AN_HOUR,
        1, 100000,
        _l("A school class may register at once; a machine would register thousands."),
    ),
    Tunable(
        "THROTTLE_GUEST_ADDRESS", _TRIES, _l("Questions of guests from one address"), _AN_HOUR,
        1, 100000,
        _l("Many people may ask from one office or one valley."),
    ),
    Tunable(
        "THROTTLE_POST_PERSON", _TRIES, _l("Texts of one person"), _TEN_MINUTES, 1, 100000,
        _l("More than a person can write is a machine."),
    ),
    Tunable(
        "THROTTLE_LOOKUP_ADDRESS", _TRIES, _l("Tracking codes typed from one address"),
        _TEN_MINUTES, 5, 1000,
        _l("Guessing a code takes far more tries than this."),
    ),
    Tunable(
        "OUTBOX_ATTEMPTS", _NUMBER, _l("Tries of a delivery before it is given up"),
        _l("tries"), 3, 20,
        _l("The pauses double: eight tries last some minutes, twelve last hours."),
    ),
)  # fmt: skip
TUNABLES: Mapping[str, Tunable] = {tunable.name: tunable for tunable in _ROWS}
# Heading → the settings under it, as the page lists them.
_HEADINGS: tuple[tuple[object, tuple[str, ...]], ...] = (
    (
        _l("Sign-in, codes and links"),
        ("SESSION_", "ROLE_", "PROOF_", "SECOND_", "INVITATION_", "PAPER_", "RESET_", "CONFIRM_"),
    ),
    (_l("News and mails"), ("DIGEST_", "NOTICE_", "OUTBOX_")),
    (_l("Against machines and guessing"), ("THROTTLE_", "GUEST_")),
    (_l("Names, texts and files"), ("",)),
)


def headed() -> Mapping[str, list[Tunable]]:
    """Heading in words → its settings; each stands under the first that its name begins like."""
    listed: dict[str, list[Tunable]] = {str(heading): [] for heading, _names in _HEADINGS}
    for name, tunable in TUNABLES.items():
        heading = next(words for words, begins in _HEADINGS if name.startswith(begins))
        listed[str(heading)].append(tunable)
    return listed
