"""Closing or deleting the own account, and opening it again."""

from __future__ import annotations

from flask import current_app, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import policy, service, throttle
from forum.accounts.actors import Guest
from forum.accounts.forms.leaving import LeavingForm, ReopeningForm, Way
from forum.accounts.guards import fresh, signin_cookie
from forum.accounts.lifecycle import Role
from forum.accounts.names import DELETED
from forum.accounts.queries.leaving import closing_of
from forum.accounts.views import accounts
from forum.accounts.views.arrival import arriving, forget_shown, let_in
from forum.board.queries import has_seat
from forum.core.settings import secret, setting
from forum.official.queries.codes import own_codes
from forum.official.wordings import title_of
from forum.threads.receipts import code_of, printed
from forum.web.forms import choices
from forum.web.headers import private
from forum.web.once import finish

MOST_CODES = 200


@accounts.route("/tai-khoan/xoa", methods=["GET", "POST"])
@fresh
def leave() -> Response | str:
    """What goes and what stays; then close, or delete at once."""
    form = _form()
    seated = has_seat(g.actor.id)
    if form.validate_on_submit():
        with form.showing_rules():
            if form.way.data == Way.DELETE.value:
                return _deleted(form.with_texts.data, seated)
            service.close_account(g.actor, with_texts=form.with_texts.data, seated=seated)
            return _left(_closed_words())
    return render_template(
        "accounts/leave.html",
        form=form,
        duties=_duties(seated),
        days=setting("CLOSING_DAYS"),
        codes=_codes(),
        name_left=DELETED,
    )


@accounts.route("/dang-nhap/mo-lai", methods=["GET", "POST"])
def reopen() -> Response | str:
    """After the right password of a closed account: whether it shall be opened again."""
    private()
    arrival = arriving(policy.may_reopen)
    closing = closing_of(arrival.person) if arrival else None
    if arrival is None or closing is None:
        return redirect("/dang-nhap", 303)
    form = ReopeningForm()
    if arrival.person.factor_secret is None:
        del form.code
    if form.validate_on_submit():
        if form.code:
            key = f"person:{arrival.person.id}"
            throttle.count("second_step", key, setting("THROTTLE_CODE_PERSON"))
        if form.code is None or service.take_code(arrival.person, form.code.data):
            service.reopen_account(arrival.person)
            return let_in(arrival.person, arrival.target, _("Your account is open again."))
        form.code.errors = [
            _("This code is not right or was used already. Please wait for the next one.")
        ]
    return render_template("accounts/reopen.html", form=form, closing=closing)


def _form() -> LeavingForm:
    form = LeavingForm()
    form.way.choices = choices(
        [
            (
                Way.CLOSE.value,
                _(
                    "Close it. Within %(days)d days I can open it again; after that it is deleted.",
                    days=setting("CLOSING_DAYS"),
                ),
            ),
            (Way.DELETE.value, _("Delete it now, for good.")),
        ]
    )
    return form


def _duties(seated: bool) -> list[str]:
    """What the person has to give back first."""
    words = {
        Role.MODERATOR: _("Reviewing texts"),
        Role.STAFF: _("Answering for an office"),
        Role.ADMINISTRATOR: _("Running the forum"),
    }
    held = [words[role] for role in words if role in g.actor.roles]
    return [*held, _("A seat on the board")] if seated else held


def _codes() -> list[tuple[str, str]]:
    """(code, first words) of the own questions and letters."""
    return [
        (
            printed(code_of(row.nonce, secret())),
            row.title or title_of(row.letter_html or row.html or ""),
        )
        for row in own_codes(g.actor, MOST_CODES)
    ]


def _deleted(with_texts: bool, seated: bool) -> Response:
    erasers = current_app.extensions["forum.erasers"].values()
    service.delete_account(g.actor, with_texts=with_texts, seated=seated, erasers=erasers)
    return _left(_("The account is deleted. Thank you for having been here."))


def _closed_words() -> str:
    return _(
        "The account is closed. Whoever signs in within %(days)d days can open it again.",
        days=setting("CLOSING_DAYS"),
    )


def _left(message: str) -> Response:
    """This browser is a guest's, also for the form that has just been finished: were it kept as
    the person's, a second press of the button would not find it."""
    g.actor, g.sign_in = Guest(), None
    forget_shown()
    answer = finish("/", message)
    answer.delete_cookie(signin_cookie(), secure=request.is_secure)
    return answer
