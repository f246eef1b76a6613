"""A person's inbox, how that person is told of news, and the links that end mails."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.policy import is_deleted
from forum.accounts.queries import get_person
from forum.accounts.service import prefer_language
from forum.core.errors import NotFound
from forum.core.settings import setting
from forum.notifications import queries, reading, service, wishes
from forum.notifications.forms import ReadForm, wishes_form
from forum.notifications.leaving import (
    OF_RECEIPT,
    leave_path,
    leave_receipt_path,
    matter_left,
    read_leave,
)
from forum.notifications.matters import LABELS
from forum.notifications.receipts import end_receipt_mails, get_receipt, mails_go
from forum.notifications.words import OUTDATED, SENTENCES
from forum.threads.models import Receipt
from forum.threads.rows import clause_title
from forum.web import observations
from forum.web.headers import private
from forum.web.once import finish, settle
from forum.web.pagination import as_number, cut

notifications = Blueprint("notifications", __name__)

SIZE = 30
UNREAD = "chua-doc"
WISHES = "/tai-khoan/thong-bao"


@notifications.get("/thong-bao")
def inbox() -> str:
    """Own notices, newest first, by key; all, or those that are unread."""
    before = as_number(request.args.get("truoc")) or None
    only = UNREAD if request.args.get("loc") == UNREAD else None
    found = queries.inbox_of(g.actor, before, SIZE + 1, unread=bool(only))
    entries, more = cut(found, SIZE)
    return render_template(
        "notifications/inbox.html",
        entries=entries,
        form=ReadForm(until=entries[0].id if entries else 0),
        sentences=SENTENCES,
        outdated=OUTDATED,
        clause_title=clause_title,
        only_unread=bool(only),
        days=setting("NOTICE_DAYS"),
        first=url_for(".inbox", loc=only) if before else None,
        older=url_for(".inbox", loc=only, truoc=entries[-1].id) if more else None,
    )


@notifications.post("/thong-bao/da-doc")
def mark_read() -> Response:
    """Everything the person saw on the page is read; the number beside the bell goes down."""
    form = ReadForm()
    if form.validate_on_submit():
        service.mark_read(g.actor, until=as_number(form.until.data))
    return finish(url_for(".inbox"))


@notifications.get("/thong-bao/<int:notice_id>")
def opened(notice_id: int) -> Response:
    """To what the notice is about. That it was opened is observed in passing, as reading a thread
    is: whoever reads the news should not have to press a button as well."""
    private()
    entry = reading.get_entry_for(g.actor, notice_id)
    observations.noticed(entry.id)
    return redirect(entry.subject.href if entry.subject else url_for(".inbox"), 303)


@notifications.route("/tai-khoan/thong-bao", methods=["GET", "POST"])
def ways() -> Response | str:
    """In which ways the person is told, and in which language."""
    form = wishes_form(wishes.open_to(g.actor), wishes.wishes_of(g.actor.id), g.actor.language)
    if form.validate_on_submit():
        wishes.wish(g.actor, wished=form.ways)
        if form.language.data != g.actor.language:
            prefer_language(g.actor, tag=form.language.data)
        return finish(WISHES, _("News comes to you in these ways from now on."))
    return render_template("notifications/ways.html", form=form, hour=setting("DIGEST_HOUR"))


@notifications.route("/thong-bao/huy/<token>", methods=["GET", "POST"])
def leave(token: str) -> Response | str | tuple[str, int]:
    """Ends mails by a signed link. A mail program posts RFC 8058's word and wants no redirect; a
    person reads what would end and presses a button."""
    private()
    try:
        person_id, what = read_leave(token) or (0, "")
        if what == OF_RECEIPT:
            return _leave_receipt(get_receipt(person_id))
        person = get_person(person_id)
    except NotFound:
        return render_template("notifications/leave_unknown.html"), 404
    matter = matter_left(what)
    if request.method == "POST":
        wishes.end_mails(g.actor, person, matter=matter)
        if not _by_machine():
            return finish(leave_path(person_id, what))
        settle()
    return render_template(
        "notifications/leave.html",
        coming=not is_deleted(person) and wishes.mails_come(person_id, matter),
        label=LABELS[matter] if matter else None,
    )


def _leave_receipt(receipt: Receipt) -> Response | str:
    """The same for a guest, who has no account in which to choose."""
    if request.method == "POST":
        end_receipt_mails(g.actor, receipt)
        if not _by_machine():
            return finish(leave_receipt_path(receipt.id))
        settle()
    return render_template("notifications/leave_receipt.html", coming=mails_go(receipt))


def _by_machine() -> bool:
    return request.form.get("List-Unsubscribe") == "One-Click"
