"""What can go wrong, in the forum's own words; ``web/errors.py`` gives each its page and status."""

from __future__ import annotations


class ForumError(Exception):
    """Base of all refusals. ``reason`` is a short English word for logs, never shown."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(ForumError):
    """There is no such thing, or this person may not know of it."""


class Forbidden(ForumError):
    """The thing may be seen, the act may not be done by this person. ``message`` is a string that
    says why, where the page knows it."""

    def __init__(self, reason: str = "", message: str = "") -> None:
        super().__init__(reason)
        self.message = message


class Conflict(ForumError):
    """Somebody else was first: what the person saw is no longer what stands."""


class Busy(ForumError):
    """The database is locked, full or away; trying again later can succeed."""


class RuleBroken(ForumError):
    """A rule of the forum refuses the input. ``message`` is a lazy string for the person."""

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(str(field or "rule"))
        self.message = message
        self.field = field


class TooMany(ForumError):
    """A throttle is used up; ``seconds`` is the wait until it opens again."""

    def __init__(self, seconds: int) -> None:
        super().__init__("throttle")
        self.seconds = seconds
