"""The pages that are measured, and how their right answers are told from wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from benching.rounds import Subject, page
from benching.seed import Size
from benching.server import Server, settled
from benching.site import Site

POSTS = 20  # of a thread page
QUERY = "người dân"  # two common syllables
LIST = "/chuyen-muc/trao-doi-chung"
SIGN_OUT = "/dang-xuat"  # whoever sees this form is signed in


def long_thread(server: Server) -> str:
    """Its address; it is the first thread, and its posts have the ids from 1."""
    return settled(f"{server.address}/chu-de/1").removeprefix(server.address)


def _anchors(first: int, last: int) -> tuple[str, str]:
    return f'id="bai-{first}"', f'id="bai-{last}"'


class Pages:
    """Subjects by the id of their figure."""

    def __init__(self, site: Site, size: Size) -> None:
        self.site, self.size = site, size
        self.known: dict[str, Callable[[], Subject]] = {
            "thread.anon.warm": lambda: self._first("thread.anon.warm", site.shipped),
            "thread.anon.cold.first": lambda: self._first(
                "thread.anon.cold.first", site.uncached_sql
            ),
            "thread.anon.cold.last": self._last,
            "thread.member": self._member,
            "index.anon.cold": lambda: self._index(site.uncached_sql),
            "list.anon.cold": lambda: self._list(site.uncached_sql),
            "search.sql": lambda: self._search("search.sql", site.uncached_sql),
            "search.whoosh": lambda: self._search("search.whoosh", site.uncached_whoosh),
        }

    def subjects(self, wanted: Sequence[str]) -> list[Subject]:
        """Those of ``wanted`` that are pages; for a ratio both of its parts."""
        names = set(wanted)
        if "thread.anon.cold.ratio" in names:
            names |= {"thread.anon.cold.first", "thread.anon.cold.last"}
        return [make() for name, make in self.known.items() if name in names]

    def shipped(self) -> list[Subject]:
        """Every kind of page, of the server as installed."""
        server = self.site.shipped
        pages = [self._first("thread.anon.warm", server), self._member(), self._index(server)]
        return [*pages, self._list(server), self._search("search.whoosh", server)]

    def _opening(self) -> tuple[str, str]:
        return _anchors(1, min(POSTS, self.size.longest))

    def _first(self, figure: str, server: Server) -> Subject:
        return page(figure, server, long_thread(server), *self._opening())

    def _last(self) -> Subject:
        server, last = self.site.uncached_sql, self.size.longest
        path = f"{long_thread(server)}?cuoi=1"
        ends = _anchors(max(1, last - POSTS + 1), last)
        return page("thread.anon.cold.last", server, path, *ends)

    def _member(self) -> Subject:
        server = self.site.shipped
        cookies = [member.cookie for member in self.site.members]
        marks = (*self._opening(), SIGN_OUT)
        return page("thread.member", server, long_thread(server), *marks, cookies=cookies)

    def _index(self, server: Server) -> Subject:
        return page("index.anon.cold", server, "/", 'href="/chu-de/')

    def _list(self, server: Server) -> Subject:
        return page("list.anon.cold", server, LIST, 'href="/chu-de/')

    def _search(self, figure: str, server: Server) -> Subject:
        return page(figure, server, f"/tim-kiem?q={quote(QUERY)}", "<mark>")
