"""What an administrator does to an account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import Optional

from forum.accounts.lifecycle import Role
from forum.site.words import ROLES
from forum.web.forms import BaseForm, BodyField, CreatingForm, Filled, LineField, choices

REASON = 600


class FindForm(BaseForm):
    """Read from the address: nothing is changed by it."""

    q = LineField(
        _l("Beginning of the sign-in name or of the displayed name"),
        80,
        Optional(),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    role = SelectField(_l("Role"), default="")

    def offer(self) -> None:
        roles = [(role.value, words) for role, words in ROLES.items()]
        self.role.choices = choices([("", _l("All")), *roles])


class ReasonForm(CreatingForm):
    """An act with the reason that the owner of the account reads."""

    reason = BodyField(
        _l("Reason"),
        Filled(_l("Please give the reason; the owner of the account reads it.")),
        longest=REASON,
        render_kw={"rows": 3},
    )


class StateForm(ReasonForm):
    """Suspend, restore, sign out, show the contact."""

    act = HiddenField()


class GrantForm(ReasonForm):
    """A role from now on."""

    role = SelectField(_l("Role"))
    agency = SelectField(_l("For which office"))

    def offer(self, agencies: list[tuple[object, object]]) -> None:
        self.role.choices = choices((role.value, ROLES[role]) for role in Role if role.is_duty)
        self.agency.choices = choices([("", _l("Everywhere")), *agencies])
