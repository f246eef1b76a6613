"""The journal says everything in words, and does not tell who sent what without a name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

import forum
from forum.accounts.lifecycle import CodeKind, Recognition, Role
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.notifications.lifecycle import Channel, Matter
from forum.official.lifecycle import Visibility
from forum.screening.finders import Finding
from forum.site.details import LABELS, UNSHOWN, VALUES
from forum.site.models import WORDS, PageName
from forum.site.tunables import TUNABLES
from forum.site.words import THINGS
from forum.threads import service as threads
from forum.threads.lifecycle import CategoryMode
from forum.threads.queries.posts import newest_revision
from tests.accounts.test_leaving import delete
from tests.architecture.access_world import build
from tests.factories.official import make_question
from tests.factories.people import make_administrator, make_citizen
from tests.factories.threads import make_pending_thread, seen, words
from tests.page import Client

AsPerson = Callable[..., Client]
Say = Callable[..., str]
FORUM = Path(forum.__file__).parent
JOURNAL = "/quan-tri/nhat-ky"
# Where a service records names that it reads from data: those names, by file.
GATHERED = {"forum/notifications/wishes.py": {matter.value for matter in Matter}}


def details() -> Iterator[tuple[str, str]]:
    """Where, and the name of a detail."""
    for path in FORUM.rglob("*.py"):
        place = str(path.relative_to(FORUM.parent))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                for keyword in node.keywords:
                    names = {keyword.arg} if keyword.arg else GATHERED.get(place, {"**"})
                    yield from ((f"{place}:{node.lineno}", str(name)) for name in names)


def test_every_detail_that_is_recorded_has_words() -> None:
    known = set(LABELS) | UNSHOWN | {Matter.SECURITY.value}  # of that one nothing is chosen
    lacking = [
        f"{place} records {name!r}: add it to LABELS in forum/site/details.py, "
        "or to UNSHOWN with the reason; ** to GATHERED in this file"
        for place, name in details()
        if name not in known
    ]

    assert lacking == []


@pytest.mark.parametrize(
    ("detail", "recorded"),
    [
        ("answers", [way.value for way in Channel]),
        ("held", [finding.value for finding in Finding]),
        ("kind", [kind.value for kind in CodeKind]),
        ("mode", [mode.value for mode in CategoryMode]),
        ("name", list(TUNABLES)),
        ("named", list(WORDS)),
        ("outcome", [outcome.value for outcome in Outcome]),
        ("page", [page.value for page in PageName]),
        ("recognised", [way.value for way in Recognition]),
        ("role", [role.value for role in Role]),
        ("visibility", [wish.value for wish in Visibility]),
    ],
)
def test_every_state_that_is_recorded_has_words(detail: str, recorded: list[str]) -> None:
    assert [value for value in recorded if value not in VALUES[detail]] == []


def test_every_kind_of_thing_has_words(app: Flask) -> None:
    """Of what the rooms record while a whole world is made; and no words for what is no table."""
    build()
    kinds = set(db.session.scalars(sa.select(AuditRow.thing_kind).distinct()))

    assert len(kinds) > 10 and sorted(kinds - set(THINGS)) == []
    assert sorted(set(THINGS) - set(db.metadata.tables)) == []


def test_why_a_text_was_held_is_read_in_words(app: Flask, as_person: AsPerson, say: Say) -> None:
    make_pending_thread(make_citizen())

    page = as_person(make_administrator()).get(JOURNAL, query={"viec": "submit"})

    held = say("%(what)s: %(value)s", what=say("Held because of"), value="")
    assert held.strip() in page and say("Reviewed category") in page
    assert "category_mode" not in page.html.partition('class="rows"')[2]


def test_what_has_no_words_yet_is_shown_as_it_was_recorded(app: Flask, as_person: AsPerson) -> None:
    administrator = make_administrator()
    audit.record(administrator, "pin", administrator, place=7, empty=None)
    db.session.commit()

    page = as_person(administrator).get(JOURNAL, query={"viec": "pin"})

    assert "place: 7" in page and "empty" not in page.text


def asked(asker: Person, visibility: Visibility) -> None:
    """Sent, changed and taken back where that is possible."""
    question = make_question(asker, visibility=visibility)
    if question.post is not None:
        wording = words("Một câu khác.", "Một câu khác")
        threads.edit_post(asker, question.post, wording=wording, seen_wording=seen(question.post))
        threads.withdraw(asker, newest_revision(question.post))
    db.session.commit()


@pytest.mark.parametrize("deleted", [False, True])
@pytest.mark.parametrize("visibility", [Visibility.UNNAMED, Visibility.PRIVATE])
def test_the_journal_does_not_tell_who_sent_a_question_without_a_name(
    app: Flask, as_person: AsPerson, say: Say, visibility: Visibility, deleted: bool
) -> None:
    asker = make_citizen("Lò Thị Kín", username="lo.kin")
    asked(asker, visibility)
    if deleted:
        delete(asker)
    browser = as_person(make_administrator())

    listed = browser.get(JOURNAL, query={"tu": "", "loai": ""}).find_all("p", **{"class": "facts"})
    own = [line for line in listed if "Lò Thị Kín" in line.text]
    assert [line for line in listed if say("Somebody whose name is not shown") in line.text]
    assert own == []  # the account itself was made by the forum
    sent = [say(act) for act in ("Sent a question", "Sent a text", "Gave a receipt")]
    sent.append(say("Accepted the rules"))
    for page in (
        browser.get(JOURNAL, query={"nguoi": "lo.kin"}),
        browser.get(f"/quan-tri/nguoi-dung/{asker.id}"),
    ):
        rows = [row.text for row in page.find_all("p") if row.find("strong")]
        assert [row for row in rows if row.startswith(tuple(sent))] == []


def test_who_asks_under_a_name_stands_in_the_journal(app: Flask, as_person: AsPerson) -> None:
    asked(make_citizen("Lò Thị Mai", username="lo.mai"), Visibility.PUBLIC)

    page = as_person(make_administrator()).get(JOURNAL, query={"viec": "ask"})

    assert "Lò Thị Mai" in page
