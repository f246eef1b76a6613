"""scripts/shots [--out DIR] [--width N] [--scheme light|dark|forced] [--list] [NAME …]

Every page of the site as a picture, as each role sees it: 360 and 1280 pixels wide, light and
dark, named <role>-<page>-<width>-<scheme>.png, with index.html beside them. NAME is a part of
<role>-<page>, "*" allowed. The site is an own one with the sample data, gone afterwards.

Exit 1 when a page has no address, scrolls sideways, or the browser complains about it.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from scripts.shooting.album import write_album
from scripts.shooting.camera import FORCED, SCHEMES, WIDTHS, shoot, views
from scripts.shooting.places import Missing, Place, find_places
from scripts.shooting.site import demo_site
from scripts.shooting.states import make_states
from scripts.shooting.visit import Visit
from tests.fixtures.chromium import chromium_flags, find_chromium


def main(arguments: list[str]) -> int:
    options = read(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options.out.mkdir(parents=True, exist_ok=True)
    _say("Setting up a site with the sample data …")
    with (
        tempfile.TemporaryDirectory(prefix="forum-shots-") as folder,
        demo_site(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        path = find_chromium()
        browser = playwright.chromium.launch(executable_path=path, args=chromium_flags())
        visit = Visit(browser, site)
        try:
            return run(visit, every_place(visit), options)
        except Missing as missing:
            _say(f"scripts/shots: {missing}")
            return 1
        finally:
            visit.close()
            browser.close()


def read(arguments: list[str]) -> argparse.Namespace:
    """The options as typed, with their defaults."""
    default = Path(tempfile.gettempdir()) / "forum-shots"
    parser = argparse.ArgumentParser(
        prog="scripts/shots",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--out", type=Path, default=default, help=f"folder ({default})")
    parser.add_argument("--width", type=int, action="append", help="one width, may be repeated")
    parser.add_argument("--scheme", choices=[*SCHEMES, FORCED], help="only this one")
    parser.add_argument("--list", action="store_true", help="only name the pages")
    return parser.parse_args(arguments)


def run(visit: Visit, places: list[Place], options: argparse.Namespace) -> int:
    """The wanted places are drawn, or named; the exit code."""
    chosen = [place for place in places if _wanted(place, options.names)]
    if not chosen:
        _say(f"scripts/shots: no page is named so; there are {', '.join(p.title for p in places)}")
        return 1
    if options.list:
        print("\n".join(f"{place.title:<44} {place.address}".rstrip() for place in chosen))
        return 0
    pictures, faults = _shoot_all(visit, chosen, options)
    album = write_album(options.out, pictures, faults)
    print("\n".join([*faults, str(album)]))
    return 1 if faults else 0


def every_place(visit: Visit) -> list[Place]:
    """The pages of the map, then the states."""
    places = find_places(visit)
    return [*places, *make_states(visit, places)]


def _wanted(place: Place, names: list[str]) -> bool:
    return not names or any(fnmatch(place.title, f"*{name}*") for name in names)


def _shoot_all(
    visit: Visit, places: list[Place], options: argparse.Namespace
) -> tuple[dict[str, list[str]], list[str]]:
    widths = tuple(options.width or WIDTHS)
    schemes = (options.scheme,) if options.scheme else SCHEMES
    pictures: dict[str, list[str]] = {}
    faults: list[str] = []
    visit.taken()
    for number, place in enumerate(places, 1):
        _say(f"{number:>3} of {len(places)}  {place.title}")
        try:
            page = place.open(visit)
            for view in views(place, widths, schemes):
                name, fault = shoot(page, place, view, options.out)
                pictures.setdefault(place.title, []).append(name)
                faults += [f"{name}: {fault}"] if fault else []
        except (RuntimeError, Error) as error:
            faults.append(f"{place.title}: {error}")
        faults += [f"{place.title}: {complaint}" for complaint in visit.taken()]
    return pictures, faults


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
