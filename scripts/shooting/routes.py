"""The map of addresses as ``tests/architecture/routes.txt`` has it, and whose door each one is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect, Rule

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "tests" / "architecture" / "routes.txt"

# Guard → the role whose eyes it is drawn with. A new guard has to be given to somebody here.
OWNER = {
    "public": "visitor",
    "public+signed": "visitor",  # its address, which only a mail holds
    "signed in": "citizen",
    "author": "citizen",
    "review": "moderator",
    "reshape": "moderator",
    "answer": "staff",
    "hand_over": "staff",
    "administer": "administrator",
}
# What each role may see besides its own pages.
ALSO_OPEN = {"public", "signed in", "author"}

# No pages: nothing is drawn, and why.
LEFT_OUT = {
    "static": "files",
    "languages.choose": "sets a cookie and leads back",
    "accounts.enter_code": "stands open for the minutes between password and code",
    "accounts.reopen": "likewise, for a closed account",
    "accounts.spare_codes": "shown once, after they were made",
    "accounts.accept_invitation": "opens with a link that is given to one person",
    "accounts.reset_password": "opens with a link that is mailed to one person",
    "accounts.confirm_address": "likewise",
    "accounts.paper_slip": "shown to the officer who made it, for some minutes",
    "threads.permalink": "leads to threads.show",
    "threads.file": "a file of a post, no page",
    "threads.small_file": "likewise",
    "following.first_unread": "leads to threads.show",
    "threads.numbered": "leads to threads.show",
    "notifications.leave": "opens with a link that is mailed to one person",
    "notifications.opened": "leads to what the notice is about",
    "pages.alive": "asked by machines, answered in one word",
    "pages.ready": "asked by machines, answered in one word",
}


@dataclass(frozen=True)
class Route:
    """One line of the file."""

    rule: str
    endpoint: str
    methods: frozenset[str]
    guard: str

    @property
    def role(self) -> str:
        """Who is sent there. ``KeyError`` names a guard that nobody was given."""
        return OWNER[self.guard.removesuffix("+fresh")]  # who just signed in is asked nothing

    @property
    def fixed(self) -> bool:
        """The address stands in the map; no list has to be clicked through."""
        return "<" not in self.rule

    @property
    def is_page(self) -> bool:
        """Read with GET, and neither a file nor on the list above."""
        file = "." in re.sub(r"<[^>]*>", "", self.rule)
        return "GET" in self.methods and self.endpoint not in LEFT_OUT and not file


def listed() -> list[Route]:
    found = []
    for line in LISTED.read_text("utf-8").splitlines():
        rule, endpoint, methods, guard = line.split(maxsplit=3)
        found.append(Route(rule, endpoint, frozenset(methods.split(",")), guard))
    return found


def pages() -> list[Route]:
    """Every address that shows a page, one for each endpoint: the longest of its rules."""
    longest: dict[str, Route] = {}
    for route in listed():
        held = longest.get(route.endpoint)
        if route.is_page and (held is None or len(route.rule) > len(held.rule)):
            longest[route.endpoint] = route
    return list(longest.values())


class Atlas:
    """Tells whose page an address is."""

    def __init__(self) -> None:
        self.guards = {route.endpoint: route.guard for route in listed()}
        rules = [
            Rule(route.rule, endpoint=route.endpoint, methods=sorted(route.methods))
            for route in listed()
            if "GET" in route.methods
        ]
        self._map = Map(rules, strict_slashes=False).bind("localhost")

    def endpoint(self, address: str) -> str | None:
        """None for what leads out of the site, or nowhere in it."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return None
        try:
            return str(self._map.match(parts.path, "GET")[0])
        except (HTTPException, RequestRedirect):
            return None

    def opens(self, role: str, endpoint: str) -> bool:
        guard = self.guards[endpoint].removesuffix("+fresh")
        owner = OWNER.get(guard)
        return owner in {"visitor", role} or (role != "visitor" and guard in ALSO_OPEN)
