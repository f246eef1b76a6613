"""The own recovery codes, and the own address."""

from __future__ import annotations

from urllib.parse import quote

from flask import abort, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.forms import SignOutForm
from forum.accounts.forms.recovery import AddressForm, KeptForm, NewSheetForm
from forum.accounts.lifecycle import KeyPurpose
from forum.accounts.queries.keys import goes_to, links_work, living_key
from forum.accounts.queries.recovery import sheet_to_show, shown, unused_codes
from forum.accounts.views import accounts
from forum.accounts.views.recovery import link_is_over
from forum.core.settings import setting
from forum.web.addresses import inside
from forum.web.headers import private
from forum.web.once import finish

CODES = "/tai-khoan/ma-khoi-phuc"
ADDRESS = "/tai-khoan/thu-dien-tu"


def codes_first(target: str | None) -> str:
    """Where a new account goes before ``target``: its codes are shown only now."""
    return f"{CODES}?next={quote(inside(target))}"


@accounts.route("/tai-khoan/ma-khoi-phuc", methods=["GET", "POST"])
def recovery_codes() -> Response | str:
    """New codes until they are kept; then how many are left, and how to make a new set."""
    form = NewSheetForm()
    if form.validate_on_submit():
        throttle.count("proof", f"person:{g.actor.id}", setting("THROTTLE_CODE_PERSON"))
        with form.showing_rules():
            service.renew_sheet(g.actor, password=form.old_password.data)
            return finish(CODES, _("The old recovery codes open nothing now."))
    codes = [] if form.errors else [shown(row) for row in sheet_to_show(g.actor)]
    return render_template(
        "accounts/recovery_codes.html",
        form=form,
        codes=codes,
        left=unused_codes(g.actor),
        kept=KeptForm(formdata=None, next=inside(request.args.get("next"), CODES)),
    )


@accounts.post("/tai-khoan/ma-khoi-phuc/da-cat")
def recovery_codes_kept() -> Response:
    """They are not shown again."""
    form = KeptForm()
    service.keep_sheet(g.actor)
    return finish(inside(form.next.data, CODES))


@accounts.route("/tai-khoan/thu-dien-tu", methods=["GET", "POST"])
def address() -> Response | str:
    """Where mails go, and the telephone. A new address has to be confirmed from its mailbox."""
    form = AddressForm(email=goes_to(KeyPurpose.CONFIRM, g.actor), phone=g.actor.phone)
    if form.validate_on_submit():
        _count_links()
        with form.showing_rules():
            asked = service.change_address(
                g.actor, email=form.email.data, password=form.old_password.data
            )
            service.change_phone(g.actor, phone=form.phone.data)
            said = _("Kept. A mail with a link that confirms the address is on its way.")
            return finish("/tai-khoan", said if asked and links_work() else _("Kept."))
    return render_template("accounts/address.html", form=form)


@accounts.post("/tai-khoan/thu-dien-tu/xac-nhan")
def ask_confirmation() -> Response:
    """One more mail with the link."""
    if not SignOutForm().validate_on_submit():
        abort(400)
    if not goes_to(KeyPurpose.CONFIRM, g.actor):
        return redirect(ADDRESS, 303)
    _count_links()
    service.ask_confirmation(g.actor)
    return finish("/tai-khoan", _("A mail with a link that confirms the address is on its way."))


@accounts.route("/xac-nhan-thu/<token>", methods=["GET", "POST"])
def confirm_address(token: str) -> Response | str | tuple[str, int]:
    """The page behind the link; the button confirms, for mail programs open links by themselves."""
    private()
    found = living_key(token, KeyPurpose.CONFIRM)
    if found is None:
        return link_is_over("/tai-khoan")
    if SignOutForm().validate_on_submit():
        service.confirm_address(g.actor, token=token)
        return finish("/", _("The address is confirmed."))
    return render_template(
        "accounts/confirm_address.html", email=goes_to(KeyPurpose.CONFIRM, found[1])
    )


def _count_links() -> None:
    throttle.count("confirm", f"person:{g.actor.id}", setting("THROTTLE_CONFIRM_PERSON"))
