"""Every form that changes what stands already: where it is met, by whom, what two people type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.board.queries import boards
from forum.core.db import db
from forum.moderation.forms import DecisionForm, VisibilityForm
from forum.official.forms.assigning import AssignForm
from forum.official.forms.texts import (
    ClarificationForm,
    ExplanationForm,
    ReplyForm,
    SummaryForm,
)
from forum.site.forms import (
    CategoryForm,
    FoundingForm,
    PageTextForm,
    RulesForm,
    SettingsForm,
    StepForm,
    TuneForm,
)
from forum.site.models import PageName
from forum.site.tunables import TUNABLES, Kind
from forum.threads.forms import EditForm, MoveForm
from forum.threads.models import Post
from forum.web.forms import BaseForm
from tests.factories.moderation import first_clause
from tests.factories.official import (
    make_agency,
    make_clarification,
    make_draft,
    make_explanation,
    make_question,
    make_summary,
)
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.factories.threads import make_category, make_pending_thread, make_post, make_thread

Typed = Mapping[str, object]
SAID = "Bản tôi có một cây cầu treo đã hỏng hai tháng."


@dataclass
class Editing:
    """``people`` open ``page`` at the same time; each types, the second is late."""

    page: str
    action: str
    people: tuple[Person, Person]
    first: Typed
    second: Typed
    keeps: str = ""  # what the late one must not lose; choices are made again
    seen: str = "seen_version"


def _both(page: str, to: str, people: tuple[Person, Person], **typed: object) -> Editing:
    """The same fields; what the first one writes differs from SAID."""
    first = {name: "Lời thứ nhất." if value == SAID else value for name, value in typed.items()}
    return Editing(page, to, people, first, typed, SAID)


def _staff() -> tuple[Person, Person]:
    return make_staff(), make_staff()


def _administrators() -> tuple[Person, Person]:
    return make_administrator(), make_administrator()


def edit() -> Editing:
    author = make_citizen()
    thread = make_thread(author)
    post = db.session.scalars(sa.select(Post.id).where(Post.thread_id == thread.id)).one()
    return _both(f"/bai/{post}/sua", "/sua", (author, author), body=SAID)


def move() -> Editing:
    thread, others = make_thread(), [make_category(), make_category()]
    people = (make_moderator(), make_moderator())
    chosen = [{"category": one.slug} for one in others]
    page = f"/chu-de/{thread.id}/sap-xep"
    return Editing(page, "/chuyen", people, *chosen, seen="seen")


def decide() -> Editing:
    revision, people = make_pending_thread(), (make_moderator(), make_moderator())
    page = f"/duyet-bai/{revision.id}"
    clause = str(first_clause(revision))
    return _both(page, "/quyet-dinh", people, outcome="return", clause=clause, reason=SAID)


def hide() -> Editing:
    post, people = make_post(), (make_moderator(), make_moderator())
    clause = str(first_clause(post.revisions[0]))
    page = f"/duyet-bai/bai/{post.id}"
    return _both(page, f"/{post.id}", people, outcome="hide", clause=clause, reason=SAID)


def assign() -> Editing:
    question, offices = make_question(), [make_agency(), make_agency()]
    chosen = [{"agency": str(one.id)} for one in offices]
    page = f"/can-bo/hoi-dap/{question.id}/tra-loi"
    return Editing(page, "/giao", _staff(), *chosen)


def reply() -> Editing:
    page = f"/can-bo/hoi-dap/{make_draft().question_id}/tra-loi"
    return _both(page, "/tra-loi", _staff(), body=SAID, action="save")


def explain() -> Editing:
    page = f"/can-bo/giai-thich/{make_explanation().id}"
    return _both(page, page, _staff(), body=SAID, action="save")


def clarify() -> Editing:
    post = make_post()
    make_clarification(make_staff(), post)
    page = f"/can-bo/lam-ro/{post.id}"
    return _both(page, page, _staff(), body=SAID, action="save")


def summarise() -> Editing:
    page = f"/can-bo/tom-tat/ban/{make_summary(make_thread()).id}"
    return _both(page, page, _staff(), body=SAID, action="save")


def category() -> Editing:
    page = f"/quan-tri/chuyen-muc/{make_category().id}"
    return _both(page, page, _administrators(), description=SAID)


def step() -> Editing:
    number = make_category().id
    make_category()
    page = "/quan-tri/chuyen-muc"
    people = _administrators()
    return Editing(page, f"/{number}/buoc", people, *[{"act": "archive"}] * 2)


def settings() -> Editing:
    page = "/quan-tri/thiet-lap"
    return _both(page, page, _administrators(), data_contact=SAID)


def rules() -> Editing:
    page, signed = "/quan-tri/quy-che", {"decided_on": "2026-01-05", "signer": "Giám đốc"}
    return _both(page, page, _administrators(), decision=SAID, **signed)


def found() -> Editing:
    board = boards()[0].id
    page, people = "/quan-tri/ban-dieu-hanh", _administrators()
    made = _both(page, f"/{board}/quyet-dinh", people, decision_number=SAID)
    made.seen = "seen_number"
    return made


def write_page() -> Editing:
    page = f"/quan-tri/trang/{PageName.HELP.value}"
    made = _both(page, page, _administrators(), body=SAID, act="save")
    made.seen = "seen_number"
    return made


def tune() -> Editing:
    number = next(one for one in TUNABLES.values() if one.kind is not Kind.SWITCH)
    page = f"/quan-tri/cai-dat/{number.name}"
    typed = {"value": number.least, "reason": SAID, "act": "save"}
    return _both(page, page, _administrators(), **typed)


EDITING: Mapping[type[BaseForm], Callable[[], Editing]] = {
    EditForm: edit,
    MoveForm: move,
    DecisionForm: decide,
    VisibilityForm: hide,
    AssignForm: assign,
    ReplyForm: reply,
    ExplanationForm: explain,
    ClarificationForm: clarify,
    SummaryForm: summarise,
    CategoryForm: category,
    StepForm: step,
    SettingsForm: settings,
    RulesForm: rules,
    FoundingForm: found,
    PageTextForm: write_page,
    TuneForm: tune,
}
