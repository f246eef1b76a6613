"""Two web servers under readers, writers and a moderator who hides and restores: nobody is given
another person's page, another language, or words that were hidden before the request began."""

from __future__ import annotations

import html
import itertools
import re
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.accounts import service as accounts
from forum.core.db import db
from forum.languages.negotiation import COOKIE
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Thread
from tests.factories.moderation import REASON
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_category, make_post, make_thread
from tests.faults.conftest import Site
from tests.faults.readers import Curtain, Reader, for_a_while
from tests.faults.writers import Writer
from tests.fixtures.database import Database

SECONDS = 8
FIELD = re.compile(r'name="seen_version"[^>]*value="([^"]*)"')
CLAUSE = re.compile(r'<option value="(\d+)"')


@pytest.fixture
def sites(app: Flask, database: Database, tmp_path: Path) -> Iterator[list[Site]]:
    """Two web servers, each with kept pages of its own, on one database."""
    made = [Site(tmp_path, database, FORUM_THROTTLE_FACTOR="1000") for _ in range(2)]
    for site in made:
        site.start_web()
    yield made
    for site in made:
        site.end()


def signed_in(app: Flask, site: Site, person: object) -> Writer:
    token = accounts.sign_in(person)  # type: ignore[arg-type]
    db.session.commit()
    return Writer(site.address, f"{app.config['SIGNIN_COOKIE']}={token}")


def moderating(browser: Writer, posts: dict[str, int], curtain: Curtain) -> Callable[[], None]:
    """Hides one text after the other for a moment."""
    markers = itertools.cycle(posts)

    def judge(marker: str, outcome: str) -> None:
        path = f"/duyet-bai/bai/{posts[marker]}"
        page = browser.ask(path).text
        browser.token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[-1]
        found, clause = FIELD.search(page), CLAUSE.search(page)
        assert found, page[:2000]
        fields = {"outcome": outcome, "reason": REASON, "seen_version": found.group(1)}
        fields |= {"clause": clause.group(1) if clause else "", "csrf_token": browser.token}
        fields["idempotency_key"] = secrets.token_urlsafe(18)
        answer = browser.ask(path, fields)
        assert answer.status == 303, f"{answer.status} {answer.text[:2000]}"

    def turn() -> None:
        marker = next(markers)
        judge(marker, "hide")
        curtain.drawn(marker)
        time.sleep(0.15)
        curtain.opening(marker)
        judge(marker, "restore")

    return turn


def writing(browser: Writer, thread_id: int) -> Callable[[], None]:
    path = f"/chu-de/{thread_id}/tra-loi"
    browser.open_form(path)

    def write() -> None:
        answer = browser.send(path, secrets.token_urlsafe(18), f"Ý kiến {secrets.token_hex(8)}.")
        assert answer.status == 303, f"{answer.status} {answer.text[:2000]}"
        time.sleep(0.05)

    return write


@pytest.mark.slow
def test_nobody_gets_what_is_not_for_them(app: Flask, sites: list[Site]) -> None:
    thread: Thread = make_thread(category=make_category(mode=CategoryMode.AFTER))
    markers = [f"DAU-{secrets.token_hex(8)}" for _ in range(3)]
    posts: dict[str, int] = {m: make_post(thread=thread, body=m).id for m in markers}
    names = ["Lò Thị Mai", "Vàng A Páo"]
    curtain = Curtain()
    # The reader follows no redirects: the canonical address is asked.
    first = Writer(sites[0].address, "").ask(f"/chu-de/{thread.id}")
    canonical = html.unescape(first.location)
    paths = itertools.cycle([canonical, "/", canonical, "/chuyen-muc", canonical])
    readers = [
        *(Reader(Writer(site.address, ""), "vi", "", names) for site in sites),
        *(Reader(Writer(site.address, f"{COOKIE}=en"), "en", "", names) for site in sites),
        *(
            Reader(signed_in(app, site, make_citizen(name)), "vi", name, names)
            for site, name in zip(sites, names, strict=True)
        ),
    ]

    def reading(reader: Reader) -> Callable[[], None]:
        return lambda: reader.look(next(paths), curtain)

    for_a_while(
        SECONDS,
        [
            *(reading(reader) for reader in readers),
            moderating(signed_in(app, sites[0], make_moderator()), posts, curtain),
            writing(signed_in(app, sites[1], make_citizen("Người viết")), thread.id),
        ],
    )

    assert [fault for reader in readers for fault in reader.faults] == []
    assert all(set(reader.read) == {200} and reader.read[200] >= 5 for reader in readers)
    assert curtain.turns >= 3, "too few hidings to prove anything"
