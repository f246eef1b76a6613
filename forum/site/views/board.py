"""Who sits on the board: seats taken, terms ended, the founding decision."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from forum.accounts.guards import fresh, needs
from forum.accounts.models import Person
from forum.accounts.policy import is_active
from forum.accounts.queries import person_named
from forum.board import queries, service
from forum.board.models import Board
from forum.core.errors import Conflict, RuleBroken
from forum.languages.domain import current_tag
from forum.rules.queries import in_language
from forum.site.forms import EndTermForm, FoundingForm, SeatForm
from forum.site.views import site
from forum.web.forms import choices
from forum.web.once import finish

HERE = "/quan-tri/ban-dieu-hanh"


@site.route("/quan-tri/ban-dieu-hanh", methods=["GET", "POST"])
@needs("administer")
@fresh
def board() -> Response | str:
    """The boards with their seats; a person takes one."""
    form = _seat_form()
    if form.validate_on_submit():
        with form.showing_rules():
            service.seat_person(
                g.actor,
                queries.get_seat(int(form.seat.data)),
                name=form.name.data,
                position=form.position.data,
                since=form.since.data,
                person=_account(form),
                reviews=form.reviews.data,
            )
            return finish(HERE, _("The seat is taken."))
    return _page(form)


@site.post("/quan-tri/ban-dieu-hanh/<int:board_id>/quyet-dinh")
@needs("administer")
@fresh
def founding(board_id: int) -> Response | str:
    """The board names the decision that founded it."""
    form, founded = FoundingForm(), queries.get_board(board_id)
    if form.validate_on_submit():
        service.name_decision(
            g.actor,
            founded,
            number=form.decision_number.data,
            day=form.decision_date.data,
            seen_number=form.seen_number.seen,
        )
        return finish(HERE, _("The founding decision is saved."))
    return _page(_seat_form(empty=True), {board_id: form})


@site.post("/quan-tri/ban-dieu-hanh/<int:term_id>/ket-thuc")
@needs("administer")
@fresh
def end_term(term_id: int) -> Response:
    """The seat is vacant again."""
    if not EndTermForm().validate_on_submit():
        raise Conflict("term")
    service.end_term(g.actor, queries.get_term(term_id))
    return finish(HERE, _("The term has ended."))


def _seat_form(*, empty: bool = False) -> SeatForm:
    form = SeatForm(formdata=None) if empty else SeatForm()
    form.seat.choices = choices(
        (seat.id, in_language(seat.title, current_tag()))
        for board in queries.boards()
        for seat in board.seats
    )
    return form


def _account(form: SeatForm) -> Person | None:
    """The account that was named; RuleBroken when there is none that may act."""
    name = form.account.data
    if not name and not form.reviews.data:
        return None
    person = person_named(name) if name else None
    if person is None or not is_active(person):
        raise RuleBroken(
            lazy_gettext("There is no active account with this sign-in name."), "account"
        )
    return person


def _page(form: SeatForm, founding: dict[int, FoundingForm] | None = None) -> str:
    boards = queries.boards()
    forms = {board.id: _founding_form(board) for board in boards} | (founding or {})
    return render_template(
        "site/board.html",
        form=form,
        boards=boards,
        founding=forms,
        say=lambda texts: in_language(texts, current_tag()),
    )


def _founding_form(board: Board) -> FoundingForm:
    # Without a date, what stands as the number is the model's gap to be filled in.
    return FoundingForm(
        formdata=None,
        decision_number=board.decision_number if board.decision_date else "",
        decision_date=board.decision_date,
        seen_number=board.decision_number,
    )
