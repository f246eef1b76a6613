"""Everything a person can reach by clicking, each page read and checked by the client."""

from __future__ import annotations

from collections import deque
from urllib.parse import urlsplit

from tests.page import Client, Page


def crawl(client: Client, *starts: str, limit: int = 500) -> dict[str, Page]:
    """Address → page for all that can be reached from ``starts`` ("/" when none is given).

    A page is visited once for each path and query; the language switch is not followed.
    """
    seen: dict[str, Page] = {}
    waiting = deque(starts or ("/",))
    while waiting and len(seen) < limit:
        address = waiting.popleft()
        if address in seen:
            continue
        page = client.get(address, status=None)
        seen[address] = page
        for _text, target in page.links:
            parts = urlsplit(target)
            inside = not parts.scheme and not parts.netloc
            if inside and not parts.path.startswith(("/ngon-ngu/", "/static/")):
                waiting.append(parts._replace(fragment="").geturl())
    return seen
