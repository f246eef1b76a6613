"""What happens to a text between sending and reading."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from forum.accounts.actors import Guest
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.outbox.models import FactRow
from forum.rules.queries import version_in_force
from forum.threads import queries, service
from forum.threads.lifecycle import CategoryMode, PostState, RevisionState
from forum.threads.models import Post, Revision
from forum.threads.service import Wording
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import (
    approve,
    make_category,
    make_pending_reply,
    make_pending_thread,
    make_post,
    make_thread,
    seen,
    words,
)

pytestmark = pytest.mark.usefixtures("app")


def facts() -> list[str]:
    return list(db.session.scalars(sa.select(FactRow.name).order_by(FactRow.id)))


def test_a_new_members_text_is_held_and_stamped_with_the_rules_in_force() -> None:
    revision = make_pending_thread(category=make_category(mode=CategoryMode.AFTER))
    assert revision.state is RevisionState.PENDING
    assert revision.hold_reasons == ["new_account"]
    assert revision.rule_version_id == version_in_force().id
    assert revision.post.number is None
    assert facts() == ["RevisionSubmitted"]


def test_a_trusted_members_text_is_published_at_once_where_the_category_allows_it() -> None:
    author = make_citizen()
    for _ in range(2):
        make_thread(author)
    revision = make_pending_thread(author, category=make_category(mode=CategoryMode.AFTER))
    assert revision.state is RevisionState.APPROVED
    assert revision.post.state is PostState.PUBLIC
    assert make_pending_thread(author).state is RevisionState.PENDING  # category reviews first


def test_rules_must_be_accepted_once_and_are_not_asked_for_again() -> None:
    author, category = make_citizen(), make_category()
    with pytest.raises(RuleBroken) as refused:
        service.open_thread(author, category, wording=Wording("Chữ", title="Tên"))
    assert refused.value.field == "accept_rules"
    db.session.rollback()
    make_pending_thread(author, category=category)
    service.open_thread(author, category, wording=Wording("Chữ", title="Tên"))


def test_held_texts_leave_no_gap_in_the_numbers() -> None:
    thread = make_thread()
    first, second = make_pending_reply(thread=thread), make_pending_reply(thread=thread)
    assert approve(second).number == 2
    assert approve(first).number == 3
    assert thread.replies == 2


def test_the_old_wording_stays_up_until_the_edit_is_judged() -> None:
    author = make_citizen()
    post = make_post(author, body="Lời cũ.")
    service.edit_post(author, post, wording=words("Lời mới."), seen_wording=seen(post))
    db.session.commit()
    shown = queries.posts.page_after(Guest(), post.thread_id, 1, 20)
    assert [row.html for row in shown] == ["<p>Lời cũ.</p>\n"]
    approve(queries.posts.newest_revision(post))
    shown = queries.posts.page_after(Guest(), post.thread_id, 1, 20)
    assert [row.html for row in shown] == ["<p>Lời mới.</p>\n"]


def test_an_own_edit_supersedes_what_still_waits() -> None:
    author = make_citizen()
    revision = make_pending_thread(author)
    post = revision.post
    service.edit_post(author, post, wording=words("Rõ hơn.", "Tên"), seen_wording=seen(post))
    assert revision.state is RevisionState.SUPERSEDED
    with pytest.raises(Conflict):
        service.apply_review(
            make_moderator(), revision, state=RevisionState.APPROVED, seen_version=1
        )


def test_of_two_judgements_the_second_is_a_conflict() -> None:
    revision = make_pending_thread()
    approve(revision)
    with pytest.raises(Conflict):
        service.apply_review(
            make_moderator(), revision, state=RevisionState.REJECTED, seen_version=1
        )


def test_nobody_edits_another_persons_words() -> None:
    post = make_post()
    for stranger in (make_citizen(), make_moderator(), Guest(), Guest(99)):
        with pytest.raises(Forbidden):
            service.edit_post(stranger, post, wording=words("x"), seen_wording=seen(post))


def test_a_guest_writes_only_with_a_receipt_and_is_always_held() -> None:
    category = make_category(mode=CategoryMode.AFTER)
    with pytest.raises(Forbidden):
        service.open_thread(Guest(), category, wording=words(title="Tên"))
    receipt = service.issue_receipt(Guest(), contact=None, language="vi")
    revision = service.open_thread(Guest(), category, wording=words(title="Tên"), receipt=receipt)
    db.session.commit()
    assert revision.hold_reasons == ["guest"]
    assert queries.posts.get_own_post(Guest(receipt.id), revision.post_id).id == revision.post_id


@pytest.mark.parametrize(
    "values",
    [
        {"state": "approved"},  # no basis
        {"state": "returned"},  # no judge
        {"state": "pending", "decided_by_id": 1},  # half a judge
        {"state": "gone"},
    ],
)
def test_the_database_refuses_a_half_made_decision(values: dict[str, object]) -> None:
    revision = make_pending_thread(make_moderator())
    table = sa.table("revision", sa.column("id"), *(sa.column(name) for name in values))
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(table).where(table.c.id == revision.id).values(**values))
    db.session.rollback()


def test_a_post_cannot_show_another_posts_revision() -> None:
    mine, other = make_post(), make_post()
    table = Post.__table__
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(
            sa.update(table)
            .where(table.c.id == mine.id)
            .values(published_revision_id=other.published_revision_id)
        )
        db.session.commit()
    db.session.rollback()
    assert db.session.get_one(Revision, mine.published_revision_id).post_id == mine.id


def test_hidden_words_leave_the_database_only_for_their_author() -> None:
    author = make_citizen()
    post = make_post(author, body="Lời bị ẩn.")
    service.set_post_state(make_moderator(), post, state=PostState.HIDDEN)
    db.session.commit()
    for reader, words_seen in (
        (Guest(), None),
        (make_citizen(), None),
        (author, "<p>Lời bị ẩn.</p>\n"),
    ):
        row = queries.posts.page_after(reader, post.thread_id, 1, 20)[0]
        assert (row.state, row.html) == (PostState.HIDDEN, words_seen)
