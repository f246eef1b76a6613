"""The reading client: it sees what a person sees, and checks every page it is given.

    page = client.get("/dang-nhap")
    page = page.submit(username="lo_thi_mai", password="…")     # the form that has these fields
    assert "Chào" in page and page.h1 == "…"

A form is sent as a browser would: hidden fields and defaults go along, an unknown field or an
option that is not offered is refused, and an answer to POST must be 303.
"""

from __future__ import annotations

import contextvars
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask, has_app_context
from werkzeug.test import TestResponse

from forum.core.db import db
from tests import page_rules
from tests.form import Form
from tests.html_tree import Element, parse

REDIRECTS = {301, 302, 303, 307, 308}


class Page:
    """One answer of the site. For HTML it has been checked before a test sees it."""

    def __init__(self, client: Client, response: TestResponse, url: str) -> None:
        self.client, self.url = client, url
        self.status = response.status_code
        self.headers = response.headers
        self.content_type = response.mimetype
        self.data = response.get_data()
        self.is_html = self.content_type == "text/html"
        self.html = self.data.decode("utf-8") if response.mimetype.startswith("text/") else ""
        self.root, self.tag_faults = parse(self.html if self.is_html else "")
        self.steps: list[tuple[int, str]] = []  # redirects on the way here: status, Location

    def __contains__(self, words: object) -> bool:
        return str(words) in self.text

    def __repr__(self) -> str:
        return f"<Page {self.url} {self.status} {self.title!r}>\n{self.text}"

    @property
    def text(self) -> str:
        """Everything that can be read, in one line."""
        body = self.root.find("body")
        return body.text if body else self.html

    @property
    def title(self) -> str:
        found = self.root.find("title")
        return " ".join(found.source.split()) if found else ""

    @property
    def h1(self) -> str:
        found = self.root.find("h1")
        return found.text if found else ""

    @property
    def lang(self) -> str:
        html = self.root.find("html")
        return html.attrs.get("lang", "") if html else ""

    @property
    def links(self) -> list[tuple[str, str]]:
        """(text, absolute path) of every link, in order."""
        found = [a for a in self.root.find_all("a") if "href" in a.attrs]
        return [(_name(a), urljoin(self.url, a.attrs["href"])) for a in found]

    @property
    def forms(self) -> list[Form]:
        return [Form(element, self) for element in self.root.find_all("form")]

    def find_all(self, *tags: str, **attrs: str) -> list[Element]:
        return self.root.find_all(*tags, **attrs)

    def form(self, action: str | None = None, *, having: tuple[str, ...] = ()) -> Form:
        """The one form whose action ends so and which has all the fields ``having``."""
        found = [form for form in self.forms if set(having) <= set(form.controls)]
        if action is not None:
            found = [form for form in found if urlsplit(form.action).path.endswith(action)]
        assert len(found) == 1, f"{len(found)} forms fit {action or having} on {self!r}"
        return found[0]

    def submit(
        self, to: str | None = None, /, *, status: int = 200, follow: bool = True, **fields: Any
    ) -> Page:
        """Sends the one form whose action ends with ``to``, if given, and which has the fields."""
        form = self.form(to, having=tuple(fields))
        return form.submit(status=status, follow=follow, **fields)

    def click(self, words: str, *, status: int = 200) -> Page:
        """Follows the first link whose text is, or else contains, the words."""
        exact = [href for text, href in self.links if text == words]
        fitting = exact or [href for text, href in self.links if words in text]
        assert fitting, f"no link says {words!r} on {self!r}"
        return self.client.get(fitting[0], status=status)


def _name(link: Element) -> str:
    return link.attrs.get("aria-label") or link.text


class Client:
    """A person's browser without scripts. ``person`` is set by ``as_person``; None is a guest."""

    def __init__(self, app: Flask, lang: str = "vi") -> None:
        self.app, self.lang = app, lang
        self.person: Any = None
        self.typed = ""  # what the reader wrote comes back; it may look like an unfilled message
        self.http = app.test_client()

    def get(
        self,
        url: str,
        *,
        status: int | None = 200,
        follow: bool = True,
        query: Any = None,
        **more: Any,
    ) -> Page:
        """The page at ``url``; fails when the status, after redirects, is another (None: any)."""
        return self._visit("GET", url, status, follow, query_string=query, **more)

    def post(
        self, url: str, data: Any = None, *, status: int = 200, follow: bool = True, **more: Any
    ) -> Page:
        """A POST without a form on a page: for attacks. People use ``Page.submit``."""
        return self._visit("POST", url, status, follow, data=data or {}, **more)

    def choose_language(self, tag: str) -> Page:
        """As a click in the switch: later pages must be in this language."""
        self.lang = tag
        return self.get(f"/ngon-ngu/{tag}")

    def _visit(self, method: str, url: str, status: int | None, follow: bool, **more: Any) -> Page:
        page = self._open(method, url, **more)
        steps: list[tuple[int, str]] = []
        while page.status in REDIRECTS:
            target = urljoin(page.url, page.headers["Location"])
            steps.append((page.status, target))
            if method == "POST":
                assert page.status == 303, f"POST {page.url} answers {page.status}, not 303"
            page.steps = steps
            assert len(steps) <= 5, f"going round in circles: {steps}"
            if not follow or urlsplit(target).netloc:
                break
            method, page = "GET", self._open("GET", target)
            page.steps = steps
        wanted = REDIRECTS if not follow and status == 200 and steps else {status}
        assert status is None or page.status in wanted, f"{page.status}, not {status}: {page!r}"
        return page

    def _open(self, method: str, url: str, **more: Any) -> Page:
        parts = urlsplit(url)
        if parts.netloc in {"localhost", "127.0.0.1"}:
            url = parts._replace(scheme="", netloc="").geturl() or "/"
        if has_app_context() and db.session().in_transaction():
            db.session.commit()  # what the test arranged is there before the request looks
        # An empty context: else Flask would reuse the test's own, with its session and its person.
        visit = contextvars.Context()
        response = visit.run(self.http.open, url.split("#")[0], method=method, **more)
        page = Page(self, response, url)
        response.close()
        faults = self.complaints(page) if page.is_html and page.status not in REDIRECTS else []
        assert not faults, f"{method} {url} ({page.status}): " + "; ".join(faults)
        return page

    def complaints(self, page: Page) -> list[str]:
        """What is wrong with the page or its headers."""
        faults = page_rules.complaints(page.root, page.tag_faults)
        if self.typed:
            faults = [fault for fault in faults if not fault.endswith("stands in the text")]
        if page.lang and page.lang != self.lang:
            faults.append(f"the page is in {page.lang!r}, not {self.lang!r}")
        if "charset=utf-8" not in page.headers.get("Content-Type", "").lower():
            faults.append("the answer does not name UTF-8")
        posts = [form for form in page.forms if form.method == "post"]
        control = page.headers.get("Cache-Control", "")
        if posts and "no-store" not in control and not (self.person and "private" in control):
            faults.append("a POST form stands on a page that may be cached")
        return faults
