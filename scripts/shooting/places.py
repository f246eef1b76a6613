"""An address for every page of the map, found by clicking through the lists of the sample data."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

from scripts.shooting.routes import Atlas, Route, pages
from scripts.shooting.visit import ROLES, Visit

# Pages that look different to people with an account: drawn for each role.
FOR_EVERYBODY = ("pages.home", "threads.show", "official.ask", "threads.own_texts")
# Drawn as a state, with something done first; no list leads a visitor there.
BY_ACTING = {"official.receipt"}
# Out of the site; a change of language, which would stay for every later picture.
UNFOLLOWED = {None, "static", "languages.choose"}
EACH = 12  # so many addresses of one endpoint are opened in the search for others
LINK = re.compile(r'href="([^"#]+)')

Arrive = Callable[[Visit, Page], object]


@dataclass(frozen=True)
class Place:
    """Something to look at: whose eyes, its name, how to get there."""

    role: str
    name: str
    endpoint: str
    address: str = ""
    arrive: Arrive | None = None
    printed: bool = False  # as it comes on paper
    status: int = 200

    @property
    def title(self) -> str:
        return f"{self.role}-{self.name}"

    def open(self, visit: Visit) -> Page:
        """The role's page stands there. An answer of another status raises."""
        page = visit.page(self.role)
        page.emulate_media(media="screen")  # paper hides the fields a state is reached by
        if self.address:
            answer = page.goto(self.address)
            if self.arrive is None and answer is not None and answer.status != self.status:
                raise RuntimeError(f"{self.title}: {self.address} answered {answer.status}")
        if self.arrive:
            self.arrive(visit, page)
        return page


class Missing(Exception):
    """Pages without an address: the sample data, or a link, is not there."""


def find_places(visit: Visit, routes: list[Route] | None = None) -> list[Place]:
    """Every page of the map for the role it is made for, and some for every role."""
    wanted = [route for route in routes or pages() if route.endpoint not in BY_ACTING]
    found, missing = [], []
    for role in ROLES:
        mine = [r for r in wanted if r.role == role or _also(role, r)]
        for route, address in _addresses(visit, role, mine):
            if address is None:
                missing.append(f"{role}: {route.endpoint} ({route.rule})")
            else:
                name = route.endpoint.replace(".", "-").replace("_", "-")
                found.append(Place(role, name, route.endpoint, address))
    if missing:
        raise Missing("no link leads to " + "; ".join(missing))
    return found


def _also(role: str, route: Route) -> bool:
    return role != "visitor" and route.endpoint in FOR_EVERYBODY


def _addresses(visit: Visit, role: str, wanted: list[Route]) -> Iterator[tuple[Route, str | None]]:
    open_ones = [route.endpoint for route in wanted if not route.fixed]
    starts = ["/", *(route.rule for route in wanted if route.fixed)]
    found = click_through(visit, role, starts, open_ones) if open_ones else {}
    for route in wanted:
        yield route, route.rule if route.fixed else found.get(route.endpoint)


def click_through(visit: Visit, role: str, starts: list[str], wanted: list[str]) -> dict[str, str]:
    """Endpoint → the first address of it that a link of the site names."""
    atlas, opened = Atlas(), Counter[str]()
    found: dict[str, str] = {}
    waiting, seen = deque(starts), set(starts)
    while waiting and not set(wanted) <= set(found):
        address = waiting.popleft()
        endpoint = atlas.endpoint(address) or ""
        if opened[endpoint] >= EACH:
            continue
        opened[endpoint] += 1
        for link in links(visit, role, address):
            there = atlas.endpoint(link)
            if there in UNFOLLOWED or link in seen or not atlas.opens(role, str(there)):
                continue
            seen.add(link)
            found.setdefault(str(there), link)
            waiting.append(link)
    return found


def links(visit: Visit, role: str, address: str) -> list[str]:
    """The paths that the page names, in its order."""
    answer = visit.context(role).request.get(address, max_redirects=5)
    if not answer.ok or "html" not in answer.headers.get("content-type", ""):
        return []
    here = urlsplit(answer.url)
    found = (urljoin(answer.url, unescape(link)) for link in LINK.findall(answer.text()))
    parts = (urlsplit(link) for link in found)
    return [p._replace(scheme="", netloc="").geturl() for p in parts if p.netloc == here.netloc]
