"""The second step of signing in, proving again who one is, and where one is signed in."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import proofs, service, throttle
from forum.accounts.forms.factor import OneButtonForm, ProofForm, SecondStepForm
from forum.accounts.guards import signin_token
from forum.accounts.lasting import end_of
from forum.accounts.queries.sign_ins import get_own_sign_in, sign_ins_of
from forum.accounts.views import accounts
from forum.accounts.views.arrival import arriving, let_in
from forum.core.errors import Conflict
from forum.core.settings import setting
from forum.web.addresses import inside
from forum.web.headers import private
from forum.web.once import finish

HERE = "/tai-khoan/dang-nhap"


@accounts.route("/dang-nhap/ma", methods=["GET", "POST"])
def enter_code() -> Response | str:
    """After the right password: the code of the app, or a spare code."""
    private()
    arrival = arriving()
    if arrival is None:
        return redirect("/dang-nhap", 303)
    form = SecondStepForm()
    if form.validate_on_submit():
        key = f"person:{arrival.person.id}"
        throttle.count("second_step", key, setting("THROTTLE_CODE_PERSON"))
        if service.take_code(arrival.person, form.code.data):
            return let_in(arrival.person, arrival.target, arrival.message)
        form.code.errors = [
            _("This code is not right or was used already. Please wait for the next one.")
        ]
    return render_template("accounts/enter_code.html", form=form)


@accounts.route("/xac-nhan-lai", methods=["GET", "POST"])
def prove_again() -> Response | str:
    """The password, and the code where there is one, before a dangerous act."""
    form = ProofForm(next=inside(request.args.get("next")))
    if g.actor.factor_secret is None:
        del form.proof_code
    if form.validate_on_submit():
        typed = form.proof_code.data if form.proof_code else ""
        broken = proofs.refused(form.proof_password.data, typed)
        if broken is None:
            return finish(inside(form.next.data))
        form[broken.field].errors = [broken.message]
    return render_template("accounts/prove_again.html", form=form)


@accounts.get("/tai-khoan/dang-nhap")
def sign_ins() -> str:
    """Where the account is signed in, and until when; this device first."""
    here = g.sign_in.id if g.sign_in else 0
    found = sorted(sign_ins_of(g.actor), key=lambda row: row.id != here)
    rows = [(row, end_of(row, g.actor)) for row in found]
    return render_template("accounts/sign_ins.html", rows=rows, here=here)


@accounts.post("/tai-khoan/dang-nhap/<int:sign_in_id>/ket-thuc")
def end_sign_in(sign_in_id: int) -> Response:
    """One of them has ended."""
    if not OneButtonForm().validate_on_submit():
        raise Conflict("sign-in")
    service.end_sign_in(g.actor, get_own_sign_in(g.actor, sign_in_id))
    return finish(HERE, _("That device is signed out."))


@accounts.post("/tai-khoan/dang-nhap/ket-thuc")
def end_other_sign_ins() -> Response:
    """All but this one have ended."""
    if not OneButtonForm().validate_on_submit():
        raise Conflict("sign-ins")
    service.end_other_sign_ins(g.actor, token=signin_token())
    return finish(HERE, _("All other devices are signed out."))
