"""The index follows what everybody may read; what it lags behind is filtered at answering."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.actors import Actor, Guest, System
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.official import service as official
from forum.official.lifecycle import Visibility
from forum.outbox import facts
from forum.outbox.service import emit
from forum.search import service
from forum.search.models import Kind, SearchDocument
from forum.search.queries import finding
from forum.threads import service as threads
from forum.threads.importing import SourceText, announce_imports, import_batch
from forum.threads.models import Post
from forum.threads.service import Wording
from tests.factories.moderation import judge, show_or_hide
from tests.factories.official import make_explanation, make_question, make_reply, publish
from tests.factories.people import make_citizen
from tests.factories.threads import make_category, make_pending_reply, make_pending_thread, seen

Drain = Callable[[], int]
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def hits(words: str, actor: Actor | None = None) -> list[tuple[Kind, int]]:
    found = finding.search(actor or Guest(), words, limit=20)
    return [(row.kind, row.id) for row in found.rows]


def documents() -> dict[tuple[Kind, int], int]:
    rows = db.session.scalars(sa.select(SearchDocument)).all()
    return {(row.kind, row.ref_id): row.id for row in rows}


def published(title: str = "Nước sinh hoạt ở bản", body: str = "Bản thiếu nước sạch.") -> Post:
    revision = make_pending_thread(title=title, body=body)
    judge(revision, Outcome.APPROVE)
    return revision.post


def test_a_published_text_is_found_once_the_worker_ran(app: Flask, drain_outbox: Drain) -> None:
    post = published()
    assert hits("nuoc sinh hoat") == []
    drain_outbox()
    assert hits("nuoc sinh hoat") == [(Kind.POST, post.id)]
    assert hits("thieu nuoc sach") == [(Kind.POST, post.id)]


def test_a_text_that_waits_is_not_found_by_its_author_either(
    app: Flask, drain_outbox: Drain
) -> None:
    revision = make_pending_thread(title="Đường dây điện")
    drain_outbox()
    assert hits("đường dây điện", make_citizen()) == []
    assert documents() == {}
    judge(revision, Outcome.REJECT)
    drain_outbox()
    assert documents() == {}


def test_a_hidden_post_is_gone_from_answers_at_once_and_from_the_index_soon(
    app: Flask, drain_outbox: Drain
) -> None:
    post = published()
    drain_outbox()
    show_or_hide(post, Outcome.HIDE)
    assert hits("nước sinh hoạt") == []
    drain_outbox()
    assert documents() == {}
    show_or_hide(post, Outcome.RESTORE)
    drain_outbox()
    assert hits("nước sinh hoạt") == [(Kind.POST, post.id)]


def test_a_new_wording_is_found_by_its_own_words_only(app: Flask, drain_outbox: Drain) -> None:
    revision = make_pending_reply(body="Cầu treo bị hỏng.")
    judge(revision, Outcome.APPROVE)
    drain_outbox()
    post = revision.post
    newer = threads.edit_post(
        db.session.get_one(type(make_citizen()), post.author_id),
        post,
        wording=Wording(source="Trường học thiếu phòng.", accepts_rules=True),
        seen_wording=seen(post),
    )
    db.session.commit()
    drain_outbox()
    assert hits("cầu treo") == [(Kind.POST, post.id)]
    judge(newer, Outcome.APPROVE)
    drain_outbox()
    assert hits("cầu treo") == []
    assert hits("trường học thiếu phòng") == [(Kind.POST, post.id)]


def test_an_office_reply_given_before_the_question_was_published_is_found_after_it(
    app: Flask, drain_outbox: Drain
) -> None:
    question = make_question(body="Tôi hỏi về nhà ở.")
    reply = make_reply(question)
    drain_outbox()
    assert hits("bộ phận một cửa") == []
    assert question.post
    judge(question.post.revisions[-1], Outcome.APPROVE)
    drain_outbox()
    assert hits("bộ phận một cửa") == [(Kind.POST, reply.post_id)]


def test_a_private_letter_and_its_reply_are_never_in_the_index(
    app: Flask, drain_outbox: Drain
) -> None:
    asker = make_citizen()
    make_reply(make_question(asker, visibility=Visibility.PRIVATE, body="Chuyện riêng của tôi."))
    drain_outbox()
    assert documents() == {}
    assert hits("chuyện riêng", asker) == []


def test_an_explanation_is_found_until_it_is_withdrawn(app: Flask, drain_outbox: Drain) -> None:
    text = make_explanation(title="Hỗ trợ nhà ở cho hộ nghèo")
    drain_outbox()
    assert hits("hỗ trợ nhà ở") == []
    publish(text)
    drain_outbox()
    assert hits("ho tro nha o") == [(Kind.EXPLANATION, text.id)]
    official.withdraw_text(text.author, text, seen_version=text.version, reason="Đã cũ.")
    db.session.commit()
    assert hits("hỗ trợ nhà ở") == []
    drain_outbox()
    assert documents() == {}


def test_an_import_is_found_whole(app: Flask, drain_outbox: Drain) -> None:
    texts = [SourceText(f"nguon-{n}", f"Tiêu đề {n}", f"Nội dung số{n}") for n in range(450)]
    import_batch(System(), make_category(), texts)
    announce_imports()
    db.session.commit()
    drain_outbox()
    assert len(documents()) == 450
    for number in (0, 199, 200, 449):
        row = finding.search(Guest(), f"nội dung số{number}", limit=1).rows[0]
        assert row.source_id == f"nguon-{number}"


def test_when_all_content_was_replaced_everything_is_indexed_anew(
    app: Flask, drain_outbox: Drain
) -> None:
    post = published()
    other = published("Cột điện", "Cột điện bị nghiêng.")
    drain_outbox()
    db.session.execute(sa.delete(SearchDocument))
    other.state = type(other.state).HIDDEN
    emit(facts.ContentReplaced())
    db.session.commit()
    drain_outbox()
    assert set(documents()) == {(Kind.POST, post.id)}
    assert hits("nước sinh hoạt") == [(Kind.POST, post.id)]
    assert hits("cột điện") == []


def test_a_fact_delivered_twice_changes_nothing(app: Flask, drain_outbox: Drain) -> None:
    post = published()
    drain_outbox()
    before = documents()
    emit(facts.PostRestored(post.id))
    emit(facts.DocumentsIndexed(list(before.values())))
    drain_outbox()
    assert documents() == before
    assert hits("nước sinh hoạt") == [(Kind.POST, post.id)]


def test_a_fact_about_something_that_is_gone_is_passed_over(
    app: Flask, drain_outbox: Drain
) -> None:
    for fact in (
        facts.RevisionApproved(999),
        facts.PostHidden(999),
        facts.OfficialTextWithdrawn(999),
        facts.ThreadsImported(990, 999),
        facts.IndexingWanted("explanation", 990, 999),
        facts.DocumentsIndexed([999]),
    ):
        emit(fact)
    db.session.commit()
    drain_outbox()
    assert documents() == {}


@one_database
def test_with_a_damaged_whoosh_index_the_database_answers_until_the_next_writing(
    app: Flask, drain_outbox: Drain
) -> None:
    post = published()
    drain_outbox()
    assert finding.search(Guest(), "nước", limit=5).engine == "whoosh"
    for file in (Path(app.config["DATA_DIR"]) / "search").iterdir():
        file.write_bytes(b"damaged")
    found = finding.search(Guest(), "nước", limit=5)
    assert (found.engine, [row.id for row in found.rows]) == ("sql", [post.id])

    published("Cột điện", "Cột điện bị nghiêng.")
    drain_outbox()
    found = finding.search(Guest(), "nước", limit=5)
    assert (found.engine, [row.id for row in found.rows]) == ("whoosh", [post.id])


@one_database
def test_the_worker_mends_what_a_reader_found_broken_and_nothing_else(
    app: Flask, drain_outbox: Drain
) -> None:
    published()
    drain_outbox()
    folder = Path(app.config["DATA_DIR"]) / "search"
    contents = sorted(file.name for file in folder.iterdir())
    service.mend_files()
    assert sorted(file.name for file in folder.iterdir()) == contents

    for file in folder.glob("*.seg"):
        file.unlink()
    assert finding.search(Guest(), "nước", limit=5).engine == "sql"
    service.mend_files()
    assert finding.search(Guest(), "nước", limit=5).engine == "whoosh"
    shutil.rmtree(folder)
    service.mend_files()
    assert len(finding.search(Guest(), "nước", limit=5).rows) == 1
    assert sorted(path.name for path in folder.parent.iterdir()) == ["search"]


@one_database
def test_with_the_database_engine_chosen_no_files_are_written(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    from forum.outbox import worker

    app = make_app(SEARCH_ENGINE="sql")
    with app.app_context():
        post = published()
        worker.drain(app)
        assert hits("nước sinh hoạt") == [(Kind.POST, post.id)]
        assert not (tmp_path / "search").exists()
