"""An invitation, given and taken up."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from forum.accounts.forms.entering import RegistrationForm, password_field
from forum.accounts.lifecycle import Role
from forum.web.forms import BaseForm, CreatingForm, Filled, LineField, Mailable

ROLES = {
    Role.STAFF: _l("Staff: write official replies"),
    Role.MODERATOR: _l("Moderator: reviews texts"),
}


class InvitationForm(CreatingForm):
    role = SelectField(_l("Role"))
    agency = SelectField(_l("For which office"))
    note = LineField(_l("For whom"), 200, Filled(_l("Please say for whom the link is.")))
    address = LineField(_l("E-mail of the invited person"), 254, Optional(), Mailable())


class AcceptForm(BaseForm):
    """A name and a password; an invited person is known already."""

    username = RegistrationForm.username
    display_name = RegistrationForm.display_name
    password = password_field(_l("Password"))
