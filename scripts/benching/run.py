"""One run: the seed, a site on it, and the wanted figures one kind after the other."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benching import rounds, seed, starting, statements, weight, writing
from benching.figures import BASELINE, BY_ID, Result
from benching.pages import Pages
from benching.server import get
from benching.site import Site

WORKER_SECONDS = 5  # it starts, does its chores once and looks for deliveries
REST_SECONDS = 60  # after 1,440 posts it has some thousand deliveries


def measured(home: Path, wanted: Sequence[str], size: seed.Size | None = None) -> list[Result]:
    """The results of ``wanted``, and b's where it was needed."""
    size = size or seed.Size()
    kept = seed.ready(home, size)
    with Site(kept, home / "working") as site:
        found = list(_measured(site, size, wanted))
        if "scale" in vars(site) or BASELINE in wanted:
            found.append(site.scale.result())
    return [result for result in found if result.figure.id in {*wanted, BASELINE}]


def _measured(site: Site, size: seed.Size, wanted: Sequence[str]) -> Iterator[Result]:
    """What changes the data comes after what only reads it."""
    if any(name.startswith("thread.statements") for name in wanted):
        yield from statements.measure(site.folder)
    subjects = Pages(site, size).subjects(wanted)
    if subjects:
        seed.tell(f"measuring {len(subjects)} pages")
        found = rounds.measure(site.scale, subjects)
        yield from [*found, *rounds.ratio(found)]
    if any(name.startswith("page.") for name in wanted):
        yield from weight.measure(site.shipped)
    if any(name.startswith("post.write") for name in wanted):
        seed.tell("measuring posts")
        yield from writing.measure(site, site.scale).results()
    if "memory.pss" in wanted:
        yield memory(site, size)
    site.end()
    if "start.web" in wanted:
        yield starting.web(site.folder)
    if "start.run" in wanted:
        yield starting.run(site.folder)


def memory(site: Site, size: seed.Size) -> Result:
    """Of the web server and the worker as shipped, after every kind of page was asked of them."""
    for subject in Pages(site, size).shipped():
        subject.cost()
    rest(site)
    shares = [server.memory() for server in (site.shipped, site.worker)]
    return Result(BY_ID["memory.pss"], sum(shares), shares)


def rest(site: Site) -> None:
    """The worker has been there long enough to have looked around, and has nothing left to do."""
    patience = time.monotonic() + REST_SECONDS
    while time.monotonic() < patience:
        state = json.loads(get(f"{site.shipped.address}/readyz"))
        if state["outbox_waiting"] == 0 and time.monotonic() > site.worker.begun + WORKER_SECONDS:
            return
        time.sleep(0.5)
    seed.tell("the worker still has deliveries to do")
