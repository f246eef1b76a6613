"""Outcomes, states and waiting times in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.core import clock
from forum.moderation.lifecycle import Outcome
from forum.threads.lifecycle import RevisionState

# What was decided: word and look.
OUTCOMES = {
    Outcome.APPROVE: (_l("Published"), "leaf"),
    Outcome.RETURN: (_l("Returned for changes"), "turmeric"),
    Outcome.REJECT: (_l("Not published"), "madder"),
    Outcome.HIDE: (_l("Hidden"), "madder"),
    Outcome.RESTORE: (_l("Restored"), "neutral"),
    Outcome.REMOVE: (_l("Removed"), "madder"),
}

# What the moderator reads after deciding.
DONE = {
    Outcome.APPROVE: _l("The text is published."),
    Outcome.RETURN: _l("The text went back to its author, with your reason."),
    Outcome.REJECT: _l("The text is not published. Its author reads your reason and the clause."),
    Outcome.HIDE: _l("The post is hidden. Its author reads your reason and the clause."),
    Outcome.RESTORE: _l("The post is public again."),
    Outcome.REMOVE: _l("The post is removed. Its author reads your reason and the clause."),
}

# Why a text can no longer be judged.
SETTLED = {
    RevisionState.APPROVED: _l("This text is published."),
    RevisionState.RETURNED: _l("This text went back to its author."),
    RevisionState.REJECTED: _l("This text was not published."),
    RevisionState.WITHDRAWN: _l("Its author withdrew this text. It no longer waits."),
    RevisionState.SUPERSEDED: _l("Its author wrote a newer version. That one waits instead."),
}


def waited(time: timedelta) -> str:
    """``3 days``, ``5 hours``, ``1 minute``: the largest unit, rounded down, at least a minute."""
    minutes = max(1, int(time.total_seconds() // 60))
    if minutes >= 2 * 24 * 60:
        return str(ngettext("%(num)d day", "%(num)d days", minutes // (24 * 60)))
    if minutes >= 2 * 60:
        return str(ngettext("%(num)d hour", "%(num)d hours", minutes // 60))
    return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))


def waiting_since(moment: datetime) -> str:
    """How long something has waited until now."""
    return waited(clock.now() - moment)
