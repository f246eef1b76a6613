"""Bodies with files: larger than any other, and taken only where a form asks for files.

Installed before the check of form tokens, which reads the whole body: what stands here decides
whether it is read at all.
"""

from __future__ import annotations

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from forum.core.settings import setting

# Bytes that are looked through for the text beside a file that is too large, of what the web server
# has already taken in (cli/serving.py).
SEARCHED = 12_000_000
REFUSED = b'id="file-error"'  # a page says at the field of the file what is wrong with it


def _make_room() -> None:
    """A member's form with files may have FILE_BODY_BYTES. Who is no longer signed in, but was in
    this browser, may send as much: the answer brings the text back, and a refusal could not."""
    if _may_have_files():
        request.max_content_length = setting("FILE_BODY_BYTES")


def save_text() -> bool:
    """After a refusal of the body as too large: whether what was written in the form can be read
    from now on, to be given back."""
    length = request.content_length or 0
    if not _may_have_files() or not setting("FILE_BODY_BYTES") < length <= SEARCHED:
        return False  # it has too many fields, or too long ones
    request.max_content_length = SEARCHED
    return True


def _may_have_files() -> bool:
    return request.endpoint in current_app.extensions["forum.uploading"] and _was_signed_in()


def _was_signed_in() -> bool:
    cookie = str(setting("SIGNIN_COOKIE"))
    return any(name.endswith(cookie) for name in request.cookies)


def with_files() -> bool:
    """Whether a file was chosen in the form that was sent; an empty field for one does not count.

    To be asked only where the body could be read.
    """
    return any(file.filename for _field, file in request.files.items(multi=True))


def _say_refused(response: Response) -> Response:
    """A form that comes back because of its file says so to programs, too."""
    asked = request.method == "POST" and response.status_code == 200
    if asked and _may_have_files() and REFUSED in response.get_data():
        response.status_code = 422
    return response


def init_app(app: Flask) -> None:
    """``wiring.UPLOADING`` lists the endpoints."""
    app.before_request(_make_room)
    app.after_request(_say_refused)
