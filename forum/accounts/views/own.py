"""The own account: what others see of it, how pages are shown, the password."""

from __future__ import annotations

from flask import abort, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.forms import PasswordForm
from forum.accounts.forms.profile import NORMAL, NameForm, PagesForm
from forum.accounts.guards import signin_token
from forum.accounts.masks import masked_address, masked_number
from forum.accounts.views import accounts
from forum.core.settings import setting
from forum.languages.catalogue import offered
from forum.languages.domain import current_tag, speaking
from forum.languages.negotiation import COOKIE
from forum.places.queries import agency_names
from forum.site.queries import site_words
from forum.web.forms import choices
from forum.web.once import finish

HERE = "/tai-khoan"


@accounts.get("/tai-khoan")
def account() -> str:
    """The own account at a glance, and the ways to its parts."""
    return render_template(
        "accounts/account.html",
        pages=_pages_form(),
        masked_address=masked_address,
        masked_number=masked_number,
    )


@accounts.route("/tai-khoan/ten", methods=["GET", "POST"])
def name() -> Response | str:
    """The name beside the own texts."""
    form = NameForm(display_name=g.actor.display_name)
    if form.validate_on_submit():
        with form.showing_rules():
            changed = service.change_name(
                g.actor,
                display_name=form.display_name.data,
                official_names=[site_words().authority, *agency_names()],
            )
            said = _("From now on this name stands beside all your texts.")
            return finish(HERE, said if changed else None)
    return render_template("accounts/name.html", form=form, days=setting("NAME_DAYS"))


@accounts.post("/tai-khoan/ngon-ngu")
def language() -> Response:
    """The language of pages, mails and notices, and the size of text, on every device."""
    form = _pages_form()
    if not form.validate_on_submit():
        abort(400)
    tag = form.language.data
    service.choose_pages(g.actor, language=tag, text_size=form.chosen_size())
    with speaking(tag):
        answer = finish(HERE, _("Pages are shown so on every device where you are signed in."))
    answer.delete_cookie(COOKIE)  # what was chosen in the switch of this browser before
    return answer


@accounts.route("/tai-khoan/mat-khau", methods=["GET", "POST"])
def password() -> Response | str:
    """A new password; it ends the sign-ins elsewhere."""
    form = PasswordForm()
    if form.validate_on_submit():
        throttle.count("proof", f"person:{g.actor.id}", setting("THROTTLE_CODE_PERSON"))
        with form.showing_rules():
            service.change_password(
                g.actor,
                old=form.old_password.data,
                new=form.password.data,
                token=signin_token(),
            )
            return finish(HERE, _("The new password holds. Other devices are signed out."))
    return render_template("accounts/password.html", form=form)


def _pages_form() -> PagesForm:
    size = g.actor.text_size
    form = PagesForm(
        language=g.actor.language or current_tag(), text_size=size.value if size else NORMAL
    )
    form.language.choices = choices((row.tag, row.autonym) for row in offered())
    return form
