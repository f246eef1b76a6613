"""The forms of the board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from forum.moderation.lifecycle import POST_STATE, REVISION_STATE, Outcome
from forum.rules.models import Clause
from forum.threads.rows import clause_title
from forum.web.forms import BodyField, CreatingForm, SeenField, choices, version_number


def _number(value: Any) -> int | None:
    return version_number(str(value))


class JudgementForm(CreatingForm):
    """Clause, reason and what was seen; the buttons are the outcomes."""

    clause = SelectField(_l("Clause of the rules"), coerce=_number, validate_choice=False)
    reason = BodyField(_l("Reason, in your words"), longest=2000, render_kw={"rows": 5})
    seen_version = SeenField()

    def offer(self, clauses: Iterable[Clause]) -> None:
        """The clauses that this text can be measured by."""
        self.clause.choices = choices((clause.id, clause_title(clause)) for clause in clauses)

    @property
    def judgement(self) -> dict[str, Any]:
        """What the services of the room take; Conflict when the form says no version."""
        return {
            "outcome": Outcome(self.outcome.data),
            "clause_id": self.clause.data,
            "reason": self.reason.data,
            "seen_version": self.seen_version.seen,
        }


class DecisionForm(JudgementForm):
    """For a waiting text."""

    outcome = RadioField(_l("Decision"), choices=[word.value for word in REVISION_STATE])


class VisibilityForm(JudgementForm):
    """For a post that readers see or saw."""

    outcome = RadioField(_l("Decision"), choices=[word.value for word in POST_STATE])
