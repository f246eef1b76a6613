"""Files of posts: through the gate of their post, never from a folder that the server shows."""

from __future__ import annotations

from flask import current_app, g, send_file
from werkzeug.wrappers import Response

from forum.core.errors import NotFound
from forum.files import storage
from forum.files.kinds import MIME, SUFFIX, Kind
from forum.official.followers import reader_of
from forum.official.queries.files import get_file_for, receipt_of_file
from forum.official.queries.questions import get_question_for, question_of_post
from forum.threads import queries
from forum.threads.models import Attachment
from forum.threads.views import threads

# Whatever a browser makes of the bytes, they run nothing, load nothing and know nobody.
SHUT = "sandbox; default-src 'none'"


@threads.get("/tep/<name>")
def file(name: str) -> Response:
    """The file as it is kept: a picture is shown, a document is for saving."""
    return _answer(name, small=False)


@threads.get("/tep/<name>/nho")
def small_file(name: str) -> Response:
    """The small picture, of at most 15 KB."""
    return _answer(name, small=True)


def _found(name: str) -> Attachment:
    """Through the gate of its post, or of the office's text or letter; that of a question is also
    open to whoever answers it."""
    try:
        return queries.attachments.get_file_for(g.actor, name)
    except NotFound:
        file = queries.attachments.file_of_newest(name)
        question = question_of_post(file.post_id) if file is not None and file.post_id else None
        if file is None or question is None:
            return _of_offices(name)
        get_question_for(g.actor, question.id)
        return file


def _of_offices(name: str) -> Attachment:
    """Also for the guest who follows the question by its code."""
    try:
        return get_file_for(g.actor, name)
    except NotFound:
        receipt_id = receipt_of_file(name)
        if receipt_id is None:
            raise
        return get_file_for(reader_of(receipt_id), name)


def _answer(name: str, *, small: bool) -> Response:
    attachment = _found(name)
    try:
        path = storage.path_of(name, small=small)
    except NotFound:
        if not small or attachment.kind is Kind.IMAGE:
            current_app.logger.warning("the file of attachment %d is missing", attachment.id)
        raise
    answer = send_file(
        path,
        mimetype=MIME[attachment.kind],
        as_attachment=attachment.kind is Kind.PDF,
        download_name=(attachment.label or "tep") + SUFFIX[attachment.kind],
        etag=f"{name}{'s' if small else ''}",
    )
    answer.headers["Content-Security-Policy"] = SHUT
    # Not a page for everybody, which is held in memory for a moment: it goes out in pieces.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
