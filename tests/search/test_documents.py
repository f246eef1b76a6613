"""A text is found by the words of the documents that stand with it, and only while they do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.files import workshop
from forum.moderation.lifecycle import Outcome
from forum.official.models import Question
from forum.official.service import withdraw_text
from forum.outbox.models import Delivery, DeliveryState
from forum.search.models import Kind
from forum.search.queries import ranges, texts
from forum.threads import service
from forum.threads.models import Attachment, Post
from forum.threads.service import Enclosed, Wording
from tests.factories.enclosed import draft_with_files, explanation_with_files
from tests.factories.files import files_of, make_post_with_files, make_waiting_files
from tests.factories.moderation import judge, show_or_hide
from tests.factories.official import make_question, publish
from tests.factories.people import make_staff
from tests.factories.threads import approve, seen
from tests.files import samples
from tests.page import Client

WORDS = "Hỗ trợ xóa nhà tạm cho hộ nghèo ở xã Xuân Nha"
ASKED = "xóa nhà tạm Xuân Nha"

Drain = Callable[[], int]
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def found(client: Client, words: str = ASKED) -> list[str]:
    page = client.get("/tim-kiem", query={"q": words})
    return [address for _, address in page.links if address.startswith("/bai/")]


def words_kept() -> list[str | None]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Attachment.words).order_by(Attachment.id)))


def change(post: Post) -> None:
    """A new wording without any file stands."""
    author = db.session.get_one(Person, post.author_id)
    wording = Wording("Nay không kèm tệp nào.", enclosed=Enclosed(f"edit:{post.id}"))
    revision = service.edit_post(author, post, wording=wording, seen_wording=seen(post))
    judge(revision, Outcome.APPROVE)


def test_a_published_document_is_found_by_its_words(
    app: Flask, client: Client, drain_outbox: Drain, say: Callable[..., str]
) -> None:
    post = make_post_with_files(samples.worded_pdf(WORDS), samples.photo(20, 20, "PNG"))
    assert found(client) == []

    drain_outbox()

    assert words_kept() == [WORDS, None]
    assert found(client) == [f"/bai/{post.id}"]
    page = client.get("/tim-kiem", query={"q": ASKED})
    assert say("No text has all these words. These come near:") not in page
    assert say("In the document “%(name)s”:", name="van-ban") in page


def test_a_document_of_a_hidden_post_is_not_found(
    app: Flask, client: Client, drain_outbox: Drain
) -> None:
    post = make_post_with_files(samples.worded_pdf(WORDS))
    drain_outbox()
    assert found(client) == [f"/bai/{post.id}"]

    show_or_hide(post, Outcome.HIDE)
    assert found(client) == []
    drain_outbox()
    assert texts.texts_among(Kind.POST, [post.id]) == {}


def test_a_document_that_a_change_dropped_is_not_found(
    app: Flask, client: Client, drain_outbox: Drain
) -> None:
    post = make_post_with_files(samples.worded_pdf(WORDS))
    drain_outbox()
    assert found(client) == [f"/bai/{post.id}"]

    change(post)
    drain_outbox()

    assert found(client) == []


@one_database
def test_a_document_that_waits_for_review_is_not_read(app: Flask, drain_outbox: Drain) -> None:
    make_waiting_files(samples.worded_pdf(WORDS))

    drain_outbox()

    assert words_kept() == [None]


@one_database
def test_a_document_that_cannot_be_read_is_tried_once(app: Flask, drain_outbox: Drain) -> None:
    make_post_with_files(samples.pdf())

    drain_outbox()

    assert words_kept() == [""]
    assert db.session.scalars(sa.select(Delivery.state).distinct()).all() == [DeliveryState.DONE]


@one_database
def test_a_document_is_read_later_when_others_are_being_read(
    app: Flask, drain_outbox: Drain
) -> None:
    make_post_with_files(samples.worded_pdf(WORDS))

    with workshop._PLACES, workshop._PLACES:
        drain_outbox()

    assert words_kept() == [None]
    waiting = sa.select(Delivery.reaction).where(Delivery.state == DeliveryState.WAITING)
    assert db.session.scalars(waiting).all() == ["threads.read_document"]


def test_very_much_text_is_cut_and_indexed(app: Flask, client: Client, drain_outbox: Drain) -> None:
    """More than PostgreSQL takes in one vector, of words that occur once."""
    post = make_post_with_files(samples.pdf())
    rare = " ".join(f"{number:x}" for number in range(70_000, 170_000))
    files_of(post)[0].words = f"{WORDS} {rare}"
    db.session.commit()

    drain_outbox()

    assert found(client) == [f"/bai/{post.id}"]
    body = texts.texts_among(Kind.POST, [post.id])[post.id][1]
    assert texts.DOCUMENT_BYTES < len(body.encode()) < texts.DOCUMENT_BYTES + 1_000


@one_database
def test_long_posts_are_indexed_in_small_parts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "LONG_POSTS", 2)
    posts = [make_post_with_files(samples.pdf()) for _ in range(3)]
    db.session.execute(sa.update(Attachment).values(words=WORDS))
    last = db.session.scalar(sa.select(sa.func.max(Post.id)))
    third = posts[2].id

    assert list(ranges.ranges(Kind.POST, 200)) == [(1, third - 1), (third, last)]


@pytest.mark.parametrize("kind", ["reply", "explanation"])
def test_an_office_s_document_is_found_by_its_words_while_the_text_stands(
    app: Flask, client: Client, drain_outbox: Drain, kind: str
) -> None:
    paper = samples.worded_pdf(WORDS)
    if kind == "explanation":
        text = explanation_with_files(paper)
    else:
        text = draft_with_files(paper, question=make_public_question())
    drain_outbox()
    assert words_kept() == [None]
    publish(text)
    drain_outbox()
    address = f"/giai-thich/{text.slug}" if text.slug else f"/bai/{text.post_id}"
    page = client.get("/tim-kiem", query={"q": ASKED})
    assert address in [link for _, link in page.links]

    withdraw_text(make_staff(), text, seen_version=text.version, reason="Có sai sót.")
    db.session.commit()
    page = client.get("/tim-kiem", query={"q": ASKED})
    assert address not in [link for _, link in page.links]
    drain_outbox()
    assert texts.texts_among(Kind.EXPLANATION, [text.id]) == {}


def make_public_question() -> Question:
    question = make_question()
    assert question.post is not None
    approve(question.post.revisions[0])
    return question
