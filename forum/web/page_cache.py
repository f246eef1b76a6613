"""Public pages, kept as they left: a guest's page is made once for each content version.

It stands around the application, so that a kept page costs no routing, session or context. Who may
get one is decided by the request's bytes: GET or HEAD, no sign-in cookie, and nothing in the signed
form cookie but its token (no pending message, no tracking code). What may be kept is decided when
the page has been made: ``wiring.CACHED`` lists the endpoints with the query arguments they know,
and the answer must be 200, for everybody (``no-cache``, not ``no-store``) and set no cookie.

Why no stale page can be shown. The version is read before the page is made, and the page is kept
under that number. It is raised in the transaction of every act that changes what guests see, so
"number n is committed" and "the changes up to n are committed" are the same moment.

1. A writer commits between the reading of n and the making: the page kept under n is newer than
   its key. Whoever reads n + 1 does not get it; nobody who reads n is harmed by seeing more.
2. The reverse, an older page under a newer number, would need a statement of the page to see a
   state from before n was committed. The version is read before the request has a database
   session, and each statement afterwards sees what is committed when it begins: PostgreSQL runs
   READ COMMITTED; SQLite's driver opens no transaction for a SELECT, so that each takes the newest
   WAL snapshot (a connection comes from the pool rolled back, never with an old one).
3. A request that starts after a hiding was acknowledged reads a number at least as high as the
   hiding's, in every process, and no page that shows the words is kept under such a number.

Nothing may be older than PAGE_CACHE_SECONDS: some pages change with the date alone.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g, request
from flask import Request as FlaskRequest
from werkzeug.wrappers import Response

from forum.core.db import db
from forum.core.freshness import SEEN, read_version
from forum.languages.negotiation import COOKIE, spoken
from forum.web.compression import accepts_gzip

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Key = tuple[str, ...]

FOR_ALL = "forum.for_all"  # in a request's environ, once its page was found to be everybody's
MAY_KEEP = "forum.may_keep"  # and one of those that are kept
PLAIN = {"csrf_token"}  # what a guest's form cookie may hold without changing a page
VALUE = re.compile(r"[a-z0-9-]{0,40}")
OF_BODY = {"content-length", "content-type", "content-encoding"}


@dataclass(frozen=True)
class Page:
    """A page as it left, compressed or not."""

    version: int
    made_at: float
    headers: list[tuple[str, str]]
    body: bytes
    etag: str

    @property
    def size(self) -> int:
        return len(self.body) + 2000  # headers, key, and what Python needs

    def answer(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """200, or 304 for a browser that has these very bytes."""
        known = environ.get("HTTP_IF_NONE_MATCH", "")
        if self.etag in known or known == "*":
            start("304 NOT MODIFIED", [h for h in self.headers if h[0].lower() not in OF_BODY])
            return []
        start("200 OK", list(self.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class Shelf:
    """Pages up to ``most`` bytes; the one longest unused goes first."""

    def __init__(self, most: int, seconds: int) -> None:
        self._most, self._seconds = most, seconds
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Key, version: int) -> Page | None:
        """The page of this very version, not too old."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            # Both ways: a clock that was set back must not make a page live longer.
            if page.version == version and abs(time.time() - page.made_at) < self._seconds:
                self._pages.move_to_end(key)
                return page
            self._drop(key)
            return None

    def put(self, key: Key, page: Page) -> None:
        if page.size > self._most:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > self._most:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        self._bytes -= page.size if page else 0


class PageCache:
    """The application with its kept pages in front."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inside = app.wsgi_app
        self._shelf = Shelf(app.config["PAGE_CACHE_BYTES"], app.config["PAGE_CACHE_SECONDS"])
        self._language_of = lru_cache(maxsize=2000)(self._read_cookies)
        with app.app_context():
            self._engine = db.engine

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        key = self._key(environ)
        version = read_version(self._engine) if key else None
        if key is None or version is None:
            return self._inside(environ, start)
        page = self._shelf.get(key, version)
        if page is not None:
            return page.answer(environ, start)
        environ[SEEN] = version
        return self._make(key, environ, start)

    def _make(self, key: Key, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []

        def begin(*answer: Any) -> Callable[[bytes], object]:
            begun[:] = answer
            return _never_written

        parts = self._inside(environ, begin)
        headers = begun[1]
        if not environ.get(FOR_ALL) or any(name.lower() == "set-cookie" for name, _ in headers):
            start(*begun)
            return parts
        body = b"".join(parts)
        getattr(parts, "close", lambda: None)()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        page = Page(environ[SEEN], time.time(), [*headers, ("ETag", etag)], body, etag)
        if environ.get(MAY_KEEP):
            self._shelf.put(key, page)
        return page.answer(environ, start)

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """What a page depends on; None when this reader cannot be given a kept one."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        cookies = environ.get("HTTP_COOKIE", "")
        chosen = self._language_of(cookies) if cookies else ""
        if chosen is None:
            return None
        return (
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            spoken(chosen, None, environ.get("HTTP_ACCEPT_LANGUAGE")),
            "gzip" if accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING")) else "",
            environ.get("HTTP_HOST", ""),
            environ["wsgi.url_scheme"],
        )

    def _read_cookies(self, header: str) -> str | None:
        """The language cookie of a guest of whom nothing else is known; None for anybody else."""
        sent = FlaskRequest({"HTTP_COOKIE": header})
        if any(name.endswith(self._app.config["SIGNIN_COOKIE"]) for name in sent.cookies):
            return None
        held = self._app.session_interface.open_session(self._app, sent)
        return None if set(held or ()) - PLAIN else sent.cookies.get(COOKIE, "")


def _never_written(_part: bytes) -> object:
    raise RuntimeError("Flask hands over whole answers")


def _only(known: frozenset[str]) -> bool:
    """Each argument of the address is one of these, stands there once and is short: nobody can fill
    the shelf with pages of addresses that no page of ours leads to."""
    sent = list(request.args.items(multi=True))
    names = {name for name, _value in sent}
    return names <= known and len(names) == len(sent) and all(VALUE.fullmatch(v) for _, v in sent)


def _look(response: Response) -> Response:
    """Marks a page that is for everybody and one of those that are kept."""
    actor = g.get("actor")
    anonymous = actor is not None and actor.kind == "guest" and actor.actor_id is None
    asked = request.method == "GET" and response.status_code == 200
    # ``headers`` says so of every page that is not its reader's alone.
    if anonymous and asked and response.headers.get("Cache-Control") == "no-cache":
        known = current_app.extensions["forum.cached"].get(request.endpoint)
        request.environ[FOR_ALL] = True
        request.environ[MAY_KEEP] = known is not None and _only(known)
    return response


def init_app(app: Flask) -> None:
    """Installed before ``headers``, so that it looks at what those say; ``stand_in_front`` after
    everything else."""
    app.after_request(_look)


def stand_in_front(app: Flask) -> None:
    """Every request meets the kept pages first."""
    app.wsgi_app = PageCache(app)  # type: ignore[assignment,method-assign]
