"""One visibility for every output: a marker is planted in every state that is not for everybody,
then everything that can be reached is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from tests.crawler import crawl
from tests.factories.people import make_administrator, make_citizen
from tests.fixtures.smtp import Mailbox
from tests.journeys.planting import Planted, marker, plant
from tests.page import Client


@pytest.fixture
def planted(app: Flask, drain_outbox: Callable[[], int]) -> Planted:
    found = plant()
    drain_outbox()
    return found


def outputs(client: Client, found: Planted) -> Iterator[tuple[str, str]]:
    """Address and raw text of what this reader can reach by clicking, guessing, searching."""
    searches = [f"/tim-kiem?q={word}" for word in (*found.secret, "loi", "ten", "thu", "nhap")]
    guesses = [f"/bai/{n}" for n in range(1, 30)] + [f"/chu-de/{n}" for n in range(1, 20)]
    guesses += [f"/theo-doi/phieu/{n}" for n in range(1, 6)] + ["/hoi-dap", "/giai-thich"]
    guesses += ["/nhat-ky-duyet-bai", "/chuyen-muc", "/robots.txt", "/readyz"]
    for address, page in crawl(client, "/", *guesses, *searches, limit=400).items():
        # What the reader typed comes back in the search box and the title; results must not.
        echoed = address.partition("q=")[2]
        text = page.data.decode("utf-8", "replace") + str(page.headers)
        yield address, text.replace(echoed, "") if echoed else text


def found_in(client: Client, planted: Planted, words_: list[str]) -> list[tuple[str, str]]:
    return [
        (word, address)
        for address, text in outputs(client, planted)
        for word in words_
        if word in text
    ]


def test_a_guest_and_a_stranger_reach_nothing_that_is_not_public(
    planted: Planted, client: Client, as_person: Callable[..., Client]
) -> None:
    for reader in (client, as_person(make_citizen())):
        assert found_in(reader, planted, planted.secret) == []
        found = found_in(reader, planted, planted.public)
        assert {word for word, _ in found} == set(planted.public)


def test_the_author_sees_the_state_of_every_own_text(
    planted: Planted, as_person: Callable[..., Client]
) -> None:
    pages = "".join(text for _, text in outputs(as_person(planted.author), planted))
    assert [w for w in planted.authors if w not in pages and w != marker("guest")] == []
    assert [w for w in planted.askers + planted.offices if w in pages] == []


def test_the_board_sees_no_private_letter_no_draft_and_no_contact(
    planted: Planted, as_person: Callable[..., Client]
) -> None:
    board = as_person(planted.moderator)
    assert found_in(board, planted, planted.askers + planted.offices + planted.nobodys[:3]) == []


def test_staff_see_no_contact_data(planted: Planted, as_person: Callable[..., Client]) -> None:
    office = as_person(planted.staff)
    assert found_in(office, planted, planted.nobodys[:3]) == []


def test_the_administrators_pages_hold_nobodys_words(
    planted: Planted, as_person: Callable[..., Client]
) -> None:
    """An administrator knows the accounts, so also the asker's name; not what the asker sent."""
    office = as_person(make_administrator())
    starts = [f"/quan-tri/nguoi-dung/{one.id}" for one in (planted.author, planted.asker)]
    pages = crawl(office, "/quan-tri", *starts, limit=150, of_a_kind=12)
    inside = {at: page.html for at, page in pages.items() if at.startswith("/quan-tri")}
    words = [word for word in planted.secret if word != marker("unnamed")]
    assert [(word, at) for word in words for at, text in inside.items() if word in text] == []
    asked = office.get("/quan-tri/nhat-ky", query={"viec": "ask"}).html
    assert marker("unnamed") not in asked


@pytest.mark.parametrize("role", ["asker", "moderator", "staff"])
def test_an_unfinished_text_is_for_its_writer_alone(
    planted: Planted, as_person: Callable[..., Client], role: str
) -> None:
    assert found_in(as_person(getattr(planted, role)), planted, planted.writers) == []
    own = as_person(planted.author).get("/ban-nhap").html
    assert [word for word in planted.writers if word not in own] == []


def test_an_unfinished_text_leaves_no_trace(
    planted: Planted, app: Flask, caplog: pytest.LogCaptureFixture, as_person: Callable[..., Client]
) -> None:
    """Neither in the log, nor in acts, facts, notices or search: in its own table alone."""
    word = marker("unfinishedthread")
    form = as_person(planted.author).get("/chu-de/moi").form(having=("body",))
    form.submit(draft="1", body=f"Lời dở dang {word} lần hai.")
    holding = [
        table.name
        for table in db.metadata.sorted_tables
        if word in str(db.session.execute(sa.select(table)).all())
    ]
    assert holding == ["draft"]
    assert word not in caplog.text


def test_mails_go_to_whom_they_are_about(
    planted: Planted, smtp: Mailbox, drain_outbox: Callable[[], int]
) -> None:
    drain_outbox()
    readers = [marker("mail"), marker("contact"), str(planted.called.email)]
    assert len(smtp.messages) > 3
    for letter in smtp.messages:
        assert [one for one in readers if one in str(letter["To"])], letter["To"]
        body = letter.as_string()
        unseen = planted.askers + planted.offices + planted.writers
        assert [w for w in unseen if w in body] == []


def test_the_search_command_prints_nothing_that_is_not_public(planted: Planted, app: Flask) -> None:
    secret = planted.secret
    for word in (*secret, "loi", "ten"):
        result = app.test_cli_runner().invoke(args=["search", "query", word, "--json"])
        rows = json.loads(result.stdout)["results"]
        printed = json.dumps(rows, ensure_ascii=False)
        assert [w for w in secret if w in printed] == []
