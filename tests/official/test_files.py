"""Files of offices' texts and of private letters: who may have them, in every state, and what
becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db
from forum.official import service
from forum.official.lifecycle import Visibility
from forum.official.models import LetterFile, OfficialText, Question, TextFile
from forum.official.queries import cards_of_thread
from forum.official.service.erasing import forget_asker
from forum.threads import service as threads
from forum.threads.lifecycle import AttachmentState, PostState
from forum.threads.models import Attachment
from forum.threads.service.upkeep import forget_unsent
from tests.factories.enclosed import (
    DESK,
    clarification_with_files,
    draft_with_files,
    enclosed,
    explanation_with_files,
    letter_with_files,
    only_file,
)
from tests.factories.official import make_question, publish, submit, wording
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import approve, make_post
from tests.page import Client
from tests.threads.enclosing import PAPER, PHOTO

AsPerson = Callable[..., Client]
STAFF, ASKER = {"staff"}, {"asker", "staff"}
ALL = {"asker", "staff", "moderator", "citizen", "guest"}


def _public_reply(asker: Person) -> OfficialText:
    question = make_question(asker)
    assert question.post is not None
    approve(question.post.revisions[0])
    return publish(draft_with_files(PHOTO, question=question))


def a_draft(asker: Person) -> OfficialText:
    return draft_with_files(PHOTO, question=make_question(asker))


def a_submitted_reply(asker: Person) -> OfficialText:
    return submit(a_draft(asker))


def a_public_reply(asker: Person) -> OfficialText:
    return _public_reply(asker)


def a_reply_to_a_text_that_nobody_reads(asker: Person) -> OfficialText:
    return publish(a_draft(asker))


def a_reply_to_a_letter(asker: Person) -> OfficialText:
    letter = make_question(asker, visibility=Visibility.PRIVATE)
    return publish(draft_with_files(PHOTO, question=letter))


def a_withdrawn_reply(asker: Person) -> OfficialText:
    return _withdrawn(_public_reply(asker))


def a_hidden_reply(asker: Person) -> OfficialText:
    text = _public_reply(asker)
    assert text.post is not None
    threads.set_post_state(make_moderator(), text.post, state=PostState.HIDDEN)
    db.session.commit()
    return text


def an_explanation_in_the_making(asker: Person) -> OfficialText:
    return explanation_with_files(PHOTO)


def an_explanation(asker: Person) -> OfficialText:
    return publish(explanation_with_files(PHOTO))


def a_withdrawn_explanation(asker: Person) -> OfficialText:
    return _withdrawn(publish(explanation_with_files(PHOTO)))


def a_clarification_in_the_making(asker: Person) -> OfficialText:
    return clarification_with_files(make_post(asker), PHOTO)


def a_clarification(asker: Person) -> OfficialText:
    return publish(clarification_with_files(make_post(asker), PHOTO))


def a_withdrawn_clarification(asker: Person) -> OfficialText:
    return _withdrawn(publish(clarification_with_files(make_post(asker), PHOTO)))


def a_letter(asker: Person) -> object:
    return letter_with_files(PHOTO, author=asker)


READERS = [
    (a_draft, STAFF),
    (a_submitted_reply, STAFF),
    (a_public_reply, ALL),
    (a_reply_to_a_text_that_nobody_reads, ASKER | {"moderator"}),
    (a_reply_to_a_letter, ASKER),
    (a_withdrawn_reply, STAFF | {"moderator"}),
    (a_hidden_reply, ASKER | {"moderator"}),
    (an_explanation_in_the_making, STAFF),
    (an_explanation, ALL),
    (a_withdrawn_explanation, STAFF),
    (a_clarification_in_the_making, STAFF),
    (a_clarification, ALL),
    (a_withdrawn_clarification, STAFF),
    (a_letter, ASKER),
]


def _withdrawn(text: OfficialText) -> OfficialText:
    service.withdraw_text(make_staff(), text, seen_version=text.version, reason="Có sai sót.")
    db.session.commit()
    return text


@pytest.mark.parametrize(("state", "readers"), READERS, ids=[f.__name__ for f, _who in READERS])
def test_a_file_is_had_by_those_who_may_read_the_text_or_the_letter(
    app: Flask, as_person: AsPerson, state: Callable[..., object], readers: set[str]
) -> None:
    asker = make_citizen()
    name = only_file(state(asker)).name  # type: ignore[arg-type]
    clients = {
        "asker": as_person(asker),
        "staff": as_person(make_staff()),
        "moderator": as_person(make_moderator()),
        "citizen": as_person(make_citizen()),
        "guest": Client(app),
    }
    for address in (f"/tep/{name}", f"/tep/{name}/nho"):
        had = {who for who, client in clients.items() if _has(client, address)}
        assert had == readers


def _has(client: Client, address: str) -> bool:
    status = client.get(address, status=None).status
    assert status in {200, 404}
    return status == 200


def test_a_guest_has_the_file_of_the_reply_with_the_code_alone(app: Flask, client: Client) -> None:
    page = client.get("/hoi-dap/gui").submit(
        "/hoi-dap/gui", body="Xin hỏi giấy tờ.", visibility="private", accept_rules="y"
    )
    asked = page.url
    question = db.session.scalars(sa.select(Question)).one()
    name = only_file(publish(draft_with_files(PHOTO, question=question))).name

    assert f'href="/tep/{name}"' in client.get(asked).html
    assert _has(client, f"/tep/{name}") and not _has(Client(app), f"/tep/{name}")


def test_an_office_changes_the_files_of_its_draft(app: Flask) -> None:
    author, other = make_staff(), make_staff()
    text = draft_with_files(PHOTO, author=author)
    first = only_file(text)
    both = replace(enclosed(other, PAPER), kept=[first.name])
    service.save_text(
        other, text, wording=replace(wording(), enclosed=both), seen_version=text.version
    )
    db.session.commit()
    assert [entry["kind"] for entry in text.attachments or []] == ["image", "pdf"]

    names = [entry["name"] for entry in text.attachments or []]
    kept = replace(wording(), enclosed=threads.Enclosed(DESK, kept=names[1:]))
    service.save_text(other, text, wording=kept, seen_version=text.version)
    db.session.commit()

    assert only_file(text).name == names[1]
    assert _states() == {names[0]: AttachmentState.GONE, names[1]: AttachmentState.SENT}
    assert db.session.scalars(sa.select(TextFile.text_id)).all() == [text.id]


def test_the_reply_is_read_with_its_files_where_it_stands(app: Flask) -> None:
    text = _public_reply(make_citizen())
    row = only_file(text)
    assert text.post is not None and row.post_id == text.post_id
    (card,) = cards_of_thread(make_citizen(), text.post.thread_id).replies
    assert [file["name"] for file in card.files] == [row.name]
    page = Client(app).get(f"/bai/{text.post_id}")
    assert page.html.count(f'href="/tep/{row.name}"') == 2  # on the card, and folded in the post

    _withdrawn(text)
    assert row.name not in Client(app).get(f"/chu-de/{text.post.thread_id}").html


def test_the_worker_leaves_what_offices_and_letters_have(app: Flask) -> None:
    things = [draft_with_files(PHOTO), explanation_with_files(PAPER), letter_with_files(PHOTO)]
    names = {only_file(thing).name for thing in things}  # type: ignore[arg-type]
    text = draft_with_files(PAPER)
    dropped = only_file(text).name
    service.save_text(text.author, text, wording=wording(), seen_version=text.version)
    db.session.execute(sa.update(Attachment).values(created_at=clock.now() - timedelta(days=2)))
    db.session.commit()
    forget_unsent()
    db.session.commit()
    assert _states() == dict.fromkeys(names, AttachmentState.SENT) and dropped not in names


def test_deleting_an_account_takes_neither_the_letter_s_files_nor_the_office_s(app: Flask) -> None:
    asker, officer = make_citizen(), make_staff()
    letter = only_file(letter_with_files(PHOTO, author=asker))
    draft = only_file(draft_with_files(PHOTO, author=officer))
    reply = only_file(_public_reply(asker))
    for person in (asker, officer, db.session.get_one(Person, reply.person_id)):
        forget_asker(person, with_texts=True)
    db.session.commit()
    assert set(_states().values()) == {AttachmentState.SENT}
    assert len(_states()) == len({letter.name, draft.name, reply.name})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LetterFile)) == 1


def _states() -> dict[str, AttachmentState]:
    db.session.expire_all()
    return dict(db.session.execute(sa.select(Attachment.name, Attachment.state)).all())
