"""No link leads nowhere: the whole filled site, as each kind of person clicks through it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from tests.crawler import crawl
from tests.fixtures.database import Database, build_app, set_up
from tests.page import Client, Page

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SOME = 30  # pages of each view: every view is met; a guest reads every page of all


@pytest.fixture(scope="session")
def demo_file(quick_folder: Path) -> Path:
    """A database with the sample data, loaded once."""
    path = quick_folder / "demo.sqlite"
    app = build_app(quick_folder, f"sqlite:///{path}", FORUM_DEMO=True)
    set_up(app)
    done = app.test_cli_runner().invoke(args=["demo", "load", "--json"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        db.engine.dispose()
    return path


@pytest.fixture
def filled(database: Database, demo_file: Path, request: pytest.FixtureRequest) -> Flask:
    """The site with its sample data, as ``scripts/run`` shows it."""
    shutil.copyfile(demo_file, database.url.removeprefix("sqlite:///"))
    app: Flask = request.getfixturevalue("app")
    return app


def broken(pages: dict[str, Page]) -> dict[str, int]:
    return {address: page.status for address, page in pages.items() if page.status >= 400}


@one_database
@pytest.mark.parametrize(("lang", "most"), [("vi", None), ("en", SOME)])
def test_every_link_a_guest_can_follow_leads_somewhere(
    filled: Flask, lang: str, most: int | None
) -> None:
    client = Client(filled)
    client.choose_language(lang)

    pages = crawl(client, limit=2_000, of_a_kind=most)

    assert broken(pages) == {}
    assert len(pages) > 40


@one_database
@pytest.mark.parametrize("name", ["lothimai", "duyetbai1", "canbo1", "quantri"])
def test_every_link_a_signed_in_person_can_follow_leads_somewhere(
    filled: Flask, as_person: Callable[..., Client], name: str
) -> None:
    person = db.session.scalars(sa.select(Person).where(Person.username == name)).one()

    pages = crawl(as_person(person), "/", "/tai-khoan", "/bai-cua-toi", of_a_kind=SOME)

    assert broken(pages) == {}
    assert len(pages) > 40


@one_database
def test_an_empty_site_has_no_broken_link_either(client: Client) -> None:
    assert broken(crawl(client)) == {}
