"""Every page is whole as it leaves the server. Where members write, one script saves drafts."""

from __future__ import annotations

from scripts.shooting.places import Place
from scripts.shooting.visit import Visit
from tests.html_tree import parse

WRITING = {"threads.new", "threads.reply", "threads.edit", "official.ask"}


def test_every_page_is_read_without_scripts(visit: Visit, places: list[Place]) -> None:
    faults: list[str] = []
    for place in (p for p in places if p.address and not p.arrive and not p.printed):
        answer = visit.context(place.role).request.get(place.address)
        page, _faults = parse(answer.text())
        heading, main = page.find("h1"), page.find("main")
        if answer.status != place.status:
            faults.append(f"{place.title}: {answer.status}")
        if heading is None or not heading.text or main is None or not main.text:
            faults.append(f"{place.title}: no heading, or nothing in main")
        scripts = [script.attrs.get("src", "") for script in page.find_all("script")]
        allowed = place.endpoint in WRITING and place.role != "visitor"
        if len(scripts) > allowed or not all("/static/js/draft." in src for src in scripts):
            faults.append(f"{place.title}: a script")

    assert not faults, "\n" + "\n".join(faults)
