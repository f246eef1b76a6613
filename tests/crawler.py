"""Everything a person can reach by clicking, each page read and checked by the client."""

from __future__ import annotations

from collections import Counter, deque
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

from tests.page import Client, Page


def crawl(
    client: Client, *starts: str, limit: int = 500, of_a_kind: int | None = None
) -> dict[str, Page]:
    """Address → page for all that can be reached from ``starts`` ("/" when none is given).

    A page is visited once for each path and query; the language switch is not followed. With
    ``of_a_kind`` only so many pages of each view are visited, the first ones met.
    """
    seen: dict[str, Page] = {}
    kinds: Counter[str] = Counter()
    waiting = deque(starts or ("/",))
    while waiting and len(seen) < limit:
        address = waiting.popleft()
        kind = _kind(client, address)
        if address in seen or kinds[kind] == of_a_kind:
            continue
        kinds[kind] += 1
        page = client.get(address, status=None)
        seen[address] = page
        for _text, target in page.links:
            parts = urlsplit(target)
            inside = not parts.scheme and not parts.netloc
            if inside and not parts.path.startswith(("/ngon-ngu/", "/static/")):
                waiting.append(parts._replace(fragment="").geturl())
    return seen


def _kind(client: Client, address: str) -> str:
    """The view that answers; for what none answers, the address itself."""
    try:
        return str(client.app.url_map.bind("localhost").match(urlsplit(address).path)[0])
    except HTTPException:
        return address
