"""The list "Before opening to citizens"."""

from __future__ import annotations

from flask import current_app, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.guards import fresh, needs
from forum.site import queries, service
from forum.site.forms import MailTestForm, OpenForm
from forum.site.opening import states
from forum.site.views import site
from forum.web.once import finish


@site.route("/quan-tri/mo-cua", methods=["GET", "POST"])
@needs("administer")
@fresh
def opening() -> Response | str:
    """What stands and what is missing; the button that opens the forum."""
    form = OpenForm()
    if form.validate_on_submit():
        with form.showing_rules():
            service.open_to_citizens(
                g.actor, queries.the_site(), lines=current_app.extensions["forum.opening"]
            )
            return finish("/quan-tri/mo-cua", _("The forum is open to citizens."))
    return _page(form, MailTestForm(formdata=None, address=g.actor.email))


@site.post("/quan-tri/mo-cua/thu-dien-tu")
@needs("administer")
def test_mail() -> Response | str:
    """A real mail is on its way."""
    form = MailTestForm()
    if form.validate_on_submit():
        with form.showing_rules():
            service.want_test_mail(g.actor, queries.the_site(), address=form.address.data)
            return finish(
                "/quan-tri/mo-cua",
                _("The test mail is on its way. Look at this page again in a moment."),
            )
    return _page(OpenForm(formdata=None), form)


def _page(form: OpenForm, mail: MailTestForm) -> str:
    listed = states(current_app.extensions["forum.opening"])
    return render_template(
        "site/opening.html",
        form=form,
        mail=mail,
        row=queries.the_site(),
        states=listed,
        lacking=[state for state in listed if state.missing is not None],
        delivery=queries.last_test_mail(),
        backup=queries.backup_made_at(),
    )
