"""The own account."""

from __future__ import annotations

from flask import abort, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import service
from forum.accounts.forms import (
    LanguageForm,
    PasswordForm,
)
from forum.accounts.guards import signin_token
from forum.accounts.views import accounts
from forum.languages.catalogue import SOURCE, offered
from forum.web.forms import choices
from forum.web.once import finish


@accounts.route("/tai-khoan", methods=["GET", "POST"])
def account() -> Response | str:
    """Own account: password."""
    form = PasswordForm()
    if form.validate_on_submit():
        with form.showing_rules():
            service.change_password(
                g.actor,
                old=form.old_password.data,
                new=form.password.data,
                token=signin_token(),
            )
            return finish("/tai-khoan", _("The new password holds. Other devices are signed out."))
    return render_template("accounts/account.html", form=form, language=_language_form())


@accounts.post("/tai-khoan/ngon-ngu")
def language() -> Response:
    """The language of mails and notices, and of pages where the browser asks for none."""
    form = _language_form()
    if not form.validate_on_submit():
        abort(400)
    service.prefer_language(g.actor, tag=form.language.data)
    return finish("/tai-khoan", _("Mails and notices come in this language from now on."))


def _language_form() -> LanguageForm:
    form = LanguageForm(language=g.actor.language or SOURCE)
    form.language.choices = choices((row.tag, row.autonym) for row in offered())
    return form
