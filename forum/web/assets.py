"""Files of ``static/``, each under a name that holds its content's hash: kept by browsers for good.

They are read and compressed once, at the start. The stylesheet ends with the province's own
colours, which the callable ``app.extensions["forum.theme"]`` gives as CSS text, so colours cost no
request of their own. Why not a package: docs/decisions/0008-page-cache.md.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.wrappers import Request, Response

from forum.web.compression import SMALLEST, accepts_gzip, gzipped, is_text
from forum.web.headers import ALWAYS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FOLDER = "/static/"
STYLES = "css/forum.css"
# Every first visit pays for the stylesheet's comments and indents: 3 % of its packed bytes.
NOT_SENT = re.compile(rb"/\*.*?\*/\n?|^\s+", re.DOTALL | re.MULTILINE)
HASH = re.compile(r"\.[0-9a-f]{8}(\.[a-z0-9]+)$")
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent. ``name`` holds the hash: ``css/forum.1a2b3c4d.css``."""

    name: str
    mimetype: str
    body: bytes
    packed: bytes | None
    etag: str

    @classmethod
    def of(cls, plain: str, body: bytes) -> Asset:
        """``plain`` is the name under ``static/``."""
        etag = hashlib.sha256(body).hexdigest()[:8]
        mimetype = mimetypes.guess_type(plain)[0] or "application/octet-stream"
        path = Path(plain)
        name = path.with_name(f"{path.stem}.{etag}{path.suffix}").as_posix()
        shrinks = is_text(mimetype) and len(body) >= SMALLEST
        return cls(name, mimetype, body, gzipped(body, 9) if shrinks else None, etag)


class Assets:
    """All files of a folder."""

    def __init__(self, folder: Path, theme: Callable[[], str]) -> None:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
        named[STYLES] = NOT_SENT.sub(b"", named[STYLES])
        self._files = {name: Asset.of(name, body) for name, body in named.items()}
        self._theme = theme
        self._styled = lru_cache(maxsize=4)(self._with_theme)

    def _with_theme(self, theme: str) -> Asset:
        return Asset.of(STYLES, self._files[STYLES].body + theme.encode())

    def get(self, plain: str) -> Asset:
        """The file as it is now; KeyError when there is none."""
        if plain == STYLES and (theme := self._theme()):
            return self._styled(theme)
        return self._files[plain]

    def address(self, plain: str) -> str:
        """Where a page finds the file: ``asset("css/forum.css")`` in templates."""
        return FOLDER + self.get(plain).name

    def answer(self, sent: Request) -> Response | None:
        """The file, or None when there is none. One of an older hash is answered with what stands
        now, which no browser keeps: a page from before an upgrade must not lose its looks."""
        name = sent.path.removeprefix(FOLDER)
        try:
            asset = self.get(HASH.sub(r"\1", name))
        except KeyError:
            return None
        packed = asset.packed if accepts_gzip(sent.headers.get("Accept-Encoding")) else None
        answer = Response(packed or asset.body, mimetype=asset.mimetype, headers=ALWAYS)
        if packed:
            answer.content_encoding = "gzip"
        if asset.packed:
            answer.vary.add("Accept-Encoding")
        answer.headers["Cache-Control"] = FOR_GOOD if name == asset.name else "no-cache"
        answer.set_etag(f"{asset.etag}-gzip" if packed else asset.etag)
        return answer.make_conditional(sent)


def stand_in_front(app: Flask) -> None:
    """Files are answered before any page is thought of: Flask would open the form session for each
    and let browsers keep one copy for every cookie. ``asset`` is there for templates."""
    app.extensions.setdefault("forum.theme", lambda: "")
    assets = Assets(Path(str(app.static_folder)), lambda: app.extensions["forum.theme"]())
    app.jinja_env.globals["asset"] = assets.address
    inside = app.wsgi_app

    def answered(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        reading = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        if reading and environ["PATH_INFO"].startswith(FOLDER):
            with app.app_context():  # the theme may look into the database
                answer = assets.answer(Request(environ))
            if answer is not None:
                return answer(environ, start)
        return inside(environ, start)

    app.wsgi_app = answered  # type: ignore[assignment,method-assign]
