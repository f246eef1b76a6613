"""A file of an office or of a letter is where its text is: its name, its bytes and its words, in
every output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.official.lifecycle import Visibility
from forum.official.models import OfficialText, Question
from forum.official.service import withdraw_text
from tests.factories.enclosed import (
    clarification_with_files,
    draft_with_files,
    explanation_with_files,
    letter_with_files,
    only_file,
)
from tests.factories.official import make_question, publish, submit
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import approve, make_post
from tests.files.samples import worded_pdf
from tests.journeys.planting import marker
from tests.journeys.test_leaks_files import Kept, in_search, taken, told
from tests.page import Client

PUBLIC = ("publicreply", "explanation", "clarification")
WITHDRAWN = ("withdrawn", "withdrawnreply", "withdrawnclarification")


def _paper(state: str) -> bytes:
    return worded_pdf(f"Lời {marker('tep' + state)} trong tệp")


def _asked(asker: Person) -> Question:
    question = make_question(asker)
    assert question.post is not None
    approve(question.post.revisions[0])
    return question


def _named(state: str, thing: OfficialText | Question) -> Any:
    """The marker stands in the file's name as well."""
    row, word = only_file(thing), marker("tep" + state)
    row.label = f"{word}.pdf"
    thing.attachments = [{**(thing.attachments or [{}])[0], "label": row.label}]
    db.session.commit()
    return thing


def _withdraw(text: OfficialText) -> OfficialText:
    return withdraw_text(make_staff(), text, seen_version=text.version, reason="Có sai sót.")


@pytest.fixture
def asker(app: Flask) -> Person:
    return make_citizen("Người Hỏi Có Tệp")


@pytest.fixture
def planted(app: Flask, asker: Person, drain_outbox: Callable[[], int]) -> dict[str, Kept]:
    letter = make_question(asker, visibility=Visibility.PRIVATE)
    makers: dict[str, Callable[[bytes], Any]] = {
        "desk": draft_with_files,
        "deskexplanation": explanation_with_files,
        "deskclarification": lambda paper: clarification_with_files(make_post(), paper),
        "withdrawnclarification": lambda paper: clarification_with_files(make_post(), paper),
        "letter": lambda paper: letter_with_files(paper, author=asker),
        "letterreply": lambda paper: draft_with_files(paper, question=letter),
        "withdrawn": explanation_with_files,
        "withdrawnreply": lambda paper: draft_with_files(paper, question=_asked(asker)),
        "publicreply": lambda paper: draft_with_files(paper, question=_asked(asker)),
        "explanation": explanation_with_files,
        "clarification": lambda paper: clarification_with_files(make_post(), paper),
    }
    things = {state: _named(state, make(_paper(state))) for state, make in makers.items()}
    submit(things["deskexplanation"])
    submit(things["deskclarification"])
    for state in ("letterreply", *WITHDRAWN, *PUBLIC):
        publish(things[state])
    drain_outbox()  # it was found and told before
    for state in WITHDRAWN:
        _withdraw(things[state])
    db.session.commit()
    drain_outbox()
    return {state: Kept(state, only_file(thing).name) for state, thing in things.items()}


def test_a_file_of_an_office_is_where_its_text_is(
    app: Flask,
    planted: dict[str, Kept],
    asker: Person,
    client: Client,
    as_person: Callable[..., Client],
) -> None:
    """One walk: the files are really taken in, and that takes its time."""
    public = [planted[state] for state in PUBLIC]
    secret = [kept for state, kept in planted.items() if state not in PUBLIC]
    strangers = (client, as_person(make_citizen()))
    for reader in strangers:
        assert taken(reader, secret) == [] and set(taken(reader, public)) == set(PUBLIC)
        assert list(told(reader, secret)) == []
    shown = {word for word, address in told(client, public) if address.startswith("/tim-kiem")}
    assert shown == {kept.word for kept in public}
    assert set(in_search(app, list(planted.values()))) == set(PUBLIC)

    assert set(taken(as_person(make_moderator()), secret)) == {"withdrawnreply"}
    assert set(taken(as_person(asker), secret)) == {"letter", "letterreply"}
    assert set(taken(as_person(make_staff()), secret)) == {kept.state for kept in secret}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OfficialText)) == 10
