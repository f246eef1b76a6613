"""What notices are about, and the ways in which their reader can be told."""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Matter(enum.StrEnum):
    """What a person chooses a way for. Of SECURITY there is a mail at once, always: a stranger who
    got into an account must not be able to keep its owner from hearing of it."""

    OWN = "own"
    ANSWERS = "answers"
    FOLLOWED = "followed"
    MENTIONS = "mentions"
    DUTIES = "duties"
    SECURITY = "security"


class Channel(enum.StrEnum):
    """How news comes besides the inbox, where all of it stands."""

    INBOX = "inbox"
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Rhythm(enum.StrEnum):
    """The kind of a digest: Monday's holds the week's news and the day's, in one mail."""

    DAILY = "daily"
    WEEKLY = "weekly"


DIGESTS = frozenset({Channel.DAILY, Channel.WEEKLY})

# For whoever chose nothing: what one waits for comes at once, the rest once a day.
DEFAULTS: Mapping[Matter, Channel] = {
    Matter.OWN: Channel.AT_ONCE,
    Matter.ANSWERS: Channel.AT_ONCE,
    Matter.FOLLOWED: Channel.DAILY,
    Matter.MENTIONS: Channel.AT_ONCE,
    Matter.DUTIES: Channel.DAILY,
    Matter.SECURITY: Channel.AT_ONCE,
}
