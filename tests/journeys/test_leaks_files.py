"""A file is where its text is: its name, its bytes and its words, in every output."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts.addresses import THREAD, edit_of
from forum.moderation.lifecycle import Outcome
from forum.search.analysis import analyse
from forum.search.engines.base import query_of
from forum.search.queries.finding import candidates
from forum.threads import service as threads
from forum.threads.models import Attachment, Post, Revision
from forum.threads.queries.posts import newest_revision
from forum.threads.service import Enclosed, Wording
from tests.crawler import crawl
from tests.factories.files import files_of, make_begun_file, make_waiting_files
from tests.factories.moderation import judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import seen
from tests.files.samples import worded_pdf
from tests.journeys.planting import marker
from tests.page import Client

AsPerson = Callable[..., Client]


@dataclass(frozen=True)
class Kept:
    """One planted file: where its marker must not be found, and at what address it lies."""

    state: str
    name: str

    @property
    def word(self) -> str:
        return marker("tep" + self.state)

    @property
    def address(self) -> str:
        return f"/tep/{self.name}"


@dataclass
class PlantedFiles:
    author: Person
    moderator: Person
    files: dict[str, Kept]

    def but(self, *states: str) -> list[Kept]:
        return [kept for state, kept in self.files.items() if state not in states]


def sent(state: str, author: Person) -> Post:
    """A reply whose one file has the marker in its name and in its words, waiting for review."""
    word = marker("tep" + state)
    revision = make_waiting_files(worded_pdf(f"Lời {word} trong tệp"), author=author)
    (row,) = files_of(revision.post)
    entry = {**(revision.attachments or [{}])[0], "label": f"{word}.pdf"}
    row.label, revision.attachments = entry["label"], [entry]
    db.session.commit()
    return revision.post


def published(revision: Revision, moderator: Person) -> Post:
    """By the board's decision: only then are documents read for search."""
    judge(revision, Outcome.APPROVE, moderator)
    return revision.post


@pytest.fixture
def planted(app: Flask, drain_outbox: Callable[[], int]) -> PlantedFiles:
    author, moderator = make_citizen("Người Gửi Tệp"), make_moderator()
    posts = {state: sent(state, author) for state in ("waiting", "returned", "rejected")}
    for state, outcome in (("returned", Outcome.RETURN), ("rejected", Outcome.REJECT)):
        judge(newest_revision(posts[state]), outcome, moderator)
    posts["withdrawn"] = sent("withdrawn", author)
    threads.withdraw(author, newest_revision(posts["withdrawn"]))
    for state in ("hidden", "removed", "dropped", "public", "standing"):
        posts[state] = published(newest_revision(sent(state, author)), moderator)
    drain_outbox()  # all five were found and told
    words = sa.select(Attachment.words).where(Attachment.words > "")
    assert len(db.session.scalars(words).all()) == 5
    for state, outcome in (("hidden", Outcome.HIDE), ("removed", Outcome.REMOVE)):
        show_or_hide(posts[state], outcome, moderator)
    published(_dropped(posts["dropped"], author), moderator)
    posts["added"] = _add(posts.pop("standing"), author)
    files = {state: Kept(state, files_of(post)[-1].name) for state, post in posts.items()}
    files["begun"] = Kept("begun", _begun(author).name)
    db.session.commit()
    drain_outbox()
    return PlantedFiles(author, moderator, files)


def _dropped(post: Post, author: Person) -> Revision:
    """A wording that has the file no longer."""
    wording = Wording("Nay không kèm tệp.", enclosed=Enclosed(edit_of(post.id)))
    return threads.edit_post(author, post, wording=wording, seen_wording=seen(post))


def _add(post: Post, author: Person) -> Post:
    """A change that waits adds a file to a post that stands."""
    word = marker("tepadded")
    paper = worded_pdf(f"Lời {word} trong tệp")
    begun = make_begun_file(author, edit_of(post.id), paper, f"{word}.pdf")
    wording = Wording("Nay có tệp khác.", enclosed=Enclosed(edit_of(post.id), [begun.id]))
    threads.edit_post(author, post, wording=wording, seen_wording=seen(post))
    db.session.commit()
    return post


def _begun(author: Person) -> Attachment:
    word = marker("tepbegun")
    return make_begun_file(author, THREAD, worded_pdf(f"Lời {word} trong tệp"), f"{word}.pdf")


def taken(client: Client, files: list[Kept]) -> list[str]:
    """States of the files whose bytes, large or small, this reader gets."""
    return [
        kept.state
        for kept in files
        for address in (kept.address, f"{kept.address}/nho")
        if client.get(address, status=None).status != 404
    ]


def told(client: Client, files: list[Kept]) -> Iterator[tuple[str, str]]:
    """Word and address of every output in which a file's name or words stand."""
    searches = [*(kept.word for kept in files), "tep", "loi+trong"]  # the last in documents alone
    starts = ["/", *(f"/tim-kiem?q={words}" for words in searches)]
    starts += [f"/bai/{number}" for number in range(1, 24)]
    for address, page in crawl(client, *starts, limit=300, of_a_kind=16).items():
        text = page.data.decode("utf-8", "replace") + str(page.headers)
        text = text.replace(address.partition("q=")[2] or "\0", "")
        yield from ((kept.word, address) for kept in files if kept.word in text)


def in_search(app: Flask, files: list[Kept]) -> list[str]:
    """States of the files whose words the index holds, or for which the command finds a text."""
    command = ["search", "query", "--json"]
    return [
        kept.state
        for kept in files
        if candidates(query_of(analyse(kept.word)), 5)[1]
        or json.loads(app.test_cli_runner().invoke(args=[*command, kept.word]).stdout)["results"]
    ]


def test_a_file_is_where_its_text_is(
    app: Flask, planted: PlantedFiles, client: Client, as_person: AsPerson
) -> None:
    """One walk: the files are really taken in, and that takes its time."""
    assert in_search(app, planted.but()) == ["public"]
    secret, public, begun = planted.but("public"), planted.files["public"], planted.files["begun"]
    for reader in (client, as_person(make_citizen()), as_person(make_staff())):
        assert taken(reader, secret) == [] and taken(reader, [public])
    for reader in (client, as_person(make_staff())):
        assert list(told(reader, secret)) == [] and list(told(reader, [public]))

    board = as_person(planted.moderator)
    assert taken(board, [begun]) == [] and list(told(board, [begun])) == []
    assert {"waiting", "hidden"} <= set(taken(board, planted.but("begun")))

    assert set(taken(as_person(planted.author), planted.but())) == set(planted.files)
