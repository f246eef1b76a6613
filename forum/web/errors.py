"""Error pages: what happened, that the text is kept, what to do now."""

from __future__ import annotations

from flask import Flask, current_app, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from forum.core import errors
from forum.core.db import db
from forum.web.headers import private
from forum.web.kept import kept_fields
from forum.web.once import answered, form_key_sent
from forum.web.requests import NoRoom
from forum.web.uploads import save_text, with_files

_WITH_FILE = {"attach", "detach"}  # buttons that add a file to a form, or take one off


def page(status: int, title: str, text: str, *, again: bool = False) -> Response:
    """The error page: it needs no database. ``again`` offers to send the kept text once more."""
    private()
    try:
        db.session.rollback()
    except DBAPIError:
        current_app.logger.warning("rollback on a lost connection")
    fields = kept_fields()
    begun = {field.name for field in fields}
    fields = [field for field in fields if field.name not in _WITH_FILE]
    files = bool(fields) and with_files()
    # Whom the form does not let in, it keeps no draft for.
    drafted = "seen_draft" in begun and "draft" not in begun and status not in {403, 404}
    # What was meant to go with a file is not sent without it by a button of this page.
    whole = _WITH_FILE.isdisjoint(begun) and not (files and drafted)
    html = render_template(
        "errors/page.html",
        status=status,
        title=title,
        text=text,
        fields=fields,
        files=files,
        asks_sign_in=again and bool(fields),
        again=again and whole and bool(fields),
        drafted=drafted,
    )
    response = current_app.make_response((html, status))
    if status in {429, 503}:
        response.headers["Retry-After"] = str(g.get("retry_after", 10))
    return response


def not_found(_error: Exception) -> Response:
    return page(
        404,
        _("This page does not exist"),
        _("The address may be mistyped, or the text is not public. Nothing was changed."),
    )


def forbidden(error: errors.Forbidden) -> Response:
    why = _("Your account may not do this here. What you wrote, if anything, is kept below.")
    return page(403, _("This is not open to you"), error.message or why)


def conflict(_error: Exception) -> Response:
    """A form that was sent twice at once gets the first sending's answer; else the page."""
    first = answered(form_key_sent()) if request.method == "POST" and form_key_sent() else None
    if first is not None:
        return redirect(first, 303)
    return page(
        409,
        _("Somebody else was first"),
        _(
            "What you saw has changed in the meantime. "
            "Nothing of yours was saved; your text is kept."
        ),
    )


def busy(_error: Exception) -> Response:
    current_app.logger.warning("busy: %r", getattr(_error, "orig", _error))
    if request.method != "POST":
        return page(
            503, _("The forum is busy"), _("Please wait a moment, then open the page again.")
        )
    return page(
        503,
        _("The forum is busy"),
        _(
            "Your text was not saved yet, but it is kept below. "
            "Please wait a moment and send it again."
        ),
        again=True,
    )


def no_room(_error: NoRoom) -> Response:
    """A file was too much for the disk, before anything else could look at the form."""
    current_app.logger.error("the disk has no room for a file that was sent")
    if kept_fields():
        text = _(
            "The disk of the forum is full. Your text was not sent yet, but it is kept below. "
            "Please send it without the file, or try again later."
        )
    else:
        text = _(
            "The disk of the forum is full, and what you sent did not arrive. Please go back in "
            "your browser: the form usually still holds your text. Send it without the file, or "
            "try again later."
        )
    return page(503, _("There is no room for a file at this moment"), text, again=True)


def too_many(error: errors.TooMany) -> Response:
    g.retry_after = error.seconds
    minutes = max(1, round(error.seconds / 60))
    return page(
        429,
        _("Please wait a little"),
        _("Too many tries in a short time. Please try again in %(n)d minutes.", n=minutes),
        again=True,
    )


def rule_broken(error: errors.RuleBroken) -> Response:
    return page(422, _("This is not possible"), str(error.message))


def expired_form(_error: CSRFError) -> Response:
    return page(
        400,
        _("The form has expired"),
        _("Your text was not sent yet, but it is kept below. Please check it and send it again."),
        again=True,
    )


def signed_out() -> Response:
    """The answer to a form whose sender is no longer signed in."""
    return page(
        401,
        _("You are signed out"),
        _(
            "Your text was not sent yet, but it is kept below. Sign in on a new page, "
            "then come back to this one and send it again."
        ),
        again=True,
    )


def second_step_lacking() -> Response:
    """The answer to a form of somebody with duties who still signs in with a password alone."""
    return page(
        403,
        _("Two-step sign-in is needed first"),
        _(
            "Accounts with duties need it. Your text was not sent yet, but it is kept below. "
            "Open your account on a new page, switch it on, then come back and send this again."
        ),
        again=True,
    )


def broken_request(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect to the canonical address, not an error
        return error.get_response()
    texts = {
        400: _("The request could not be read."),
        405: _("This page cannot be used this way."),
        413: _("The text or file is too large."),
    }
    status = error.code or 400
    if status == 413 and request.method == "POST" and save_text():
        return _file_too_large()
    return page(
        status, _("This did not work"), texts.get(status, _("The request could not be read."))
    )


def _file_too_large() -> Response:
    return page(
        413,
        _("The file is too large"),
        _(
            "A photo may have at most %(photo)d MB, a PDF %(pdf)d MB. "
            "Your text was not sent yet, but it is kept below.",
            photo=current_app.config["FILE_IMAGE_BYTES"] // 1_000_000,
            pdf=current_app.config["FILE_PDF_BYTES"] // 1_000_000,
        ),
        again=True,
    )


def failed(error: Exception) -> Response:
    current_app.logger.error("unexpected error", exc_info=error)
    return page(
        500,
        _("Something went wrong on our side"),
        _(
            "The error was recorded. What you wrote, if anything, is kept below; "
            "please try again later."
        ),
        again=True,
    )


def init_app(app: Flask) -> None:
    """Each error of the forum has its page and status."""
    app.register_error_handler(errors.NotFound, not_found)
    app.register_error_handler(404, not_found)
    app.register_error_handler(errors.Forbidden, forbidden)
    app.register_error_handler(errors.Conflict, conflict)
    app.register_error_handler(errors.Busy, busy)
    app.register_error_handler(NoRoom, no_room)
    app.register_error_handler(DBAPIError, busy)
    app.register_error_handler(errors.TooMany, too_many)
    app.register_error_handler(errors.RuleBroken, rule_broken)
    app.register_error_handler(CSRFError, expired_form)
    app.register_error_handler(HTTPException, broken_request)
    app.register_error_handler(500, failed)
