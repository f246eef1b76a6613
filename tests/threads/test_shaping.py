"""A thread is moved, merged, split; every link to a post lands."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from forum.accounts.actors import Guest
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, NotFound, RuleBroken
from forum.moderation.lifecycle import Outcome
from forum.official.queries import cards_of_thread, reply_posts_to
from forum.threads import queries, service
from forum.threads.lifecycle import CategoryMode, Posting, RevisionState
from forum.threads.models import Happening
from forum.threads.queries.posts import newest_revision
from forum.threads.queries.threads import Merged
from tests.factories.moderation import show_or_hide
from tests.factories.official import make_question, make_reply
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
from tests.threads.shapes import counters, kinds, merge, numbers, opening_of, split

pytestmark = pytest.mark.usefixtures("app")


def test_a_moved_thread_stands_in_its_new_category_and_says_so() -> None:
    thread, category = make_thread(), make_category()
    old = thread.category
    service.move_thread(make_moderator(), thread, category=category, seen=old.id)
    db.session.commit()
    assert thread.category_id == category.id
    assert kinds(thread) == [Happening.OPENED, Happening.APPROVED, Happening.MOVED]
    detail = queries.shape.events_of(thread.id, 1)[0].detail
    assert detail == {"before": old.name, "after": category.name}


def test_of_two_who_move_a_thread_the_second_is_a_conflict() -> None:
    thread, first, second = make_thread(), make_category(), make_category()
    seen_id = thread.category_id
    service.move_thread(make_moderator(), thread, category=first, seen=seen_id)
    with pytest.raises(Conflict):
        service.move_thread(make_moderator(), thread, category=second, seen=seen_id)
    assert thread.category_id == first.id


def test_a_thread_is_not_moved_where_the_moderator_may_not_write() -> None:
    thread, closed = make_thread(), make_category(posting=Posting.STAFF)
    with pytest.raises(RuleBroken) as refused:
        service.move_thread(make_moderator(), thread, category=closed, seen=thread.category_id)
    assert refused.value.field == "category"
    with pytest.raises(RuleBroken):
        service.move_thread(
            make_moderator(), thread, category=thread.category, seen=thread.category_id
        )


def test_merged_posts_stand_at_the_end_and_old_numbers_lead_to_them() -> None:
    into, source = make_thread(), make_thread()
    there, here = make_post(thread=into), make_post(thread=source)
    waiting = make_pending_reply(thread=source)
    first, opening = opening_of(into), opening_of(source)
    merge(source, into)
    assert [row for row in numbers(into) if row[0]] == [
        (1, first),
        (2, there.id),
        (3, opening),
        (4, here.id),
    ]
    assert counters(into) == (4, 3)
    assert queries.shape.post_numbered(Guest(), source.id, 2) == here.id
    assert queries.shape.post_numbered(Guest(), into.id, 4) == here.id
    assert waiting.post.thread_id == into.id
    assert approve(waiting).number == 5
    assert counters(into) == (5, 4)


def test_a_merged_thread_is_listed_nowhere_and_leads_on_through_any_chain() -> None:
    category = make_category()
    first, second, third = (make_thread(category=category) for _ in range(3))
    merge(first, second)
    merge(second, third)
    for gone in (first, second):
        with pytest.raises(Merged) as led:
            queries.threads.get_head_for(Guest(), gone.id)
        assert led.value.into_id == third.id
    subject = next(one for one in queries.lists.categories_with_counts() if one.id == category.id)
    assert subject.threads == 1
    assert [row.id for row in queries.lists.thread_rows(subject, None, 20)] == [third.id]


def test_a_thread_is_not_merged_with_itself_or_twice_or_into_what_is_not_public() -> None:
    moderator, source, into = make_moderator(), make_thread(), make_thread()
    with pytest.raises(RuleBroken) as refused:
        service.merge_threads(moderator, source, into=source)
    assert refused.value.field == "target"
    with pytest.raises(NotFound):
        service.merge_threads(moderator, source, into=make_pending_thread().post.thread)
    merge(source, into)
    with pytest.raises(Forbidden):
        service.merge_threads(moderator, source, into=into)
    with pytest.raises(NotFound):
        service.merge_threads(moderator, make_thread(), into=source)


def test_two_who_merge_at_the_same_moment_the_second_is_a_conflict() -> None:
    moderator = make_moderator()
    source, into, other = make_thread(), make_thread(), make_thread()
    stale = {"first_published_at": source.first_published_at, "merged_into_id": None}
    merge(source, into)
    db.session.refresh(source)
    for name, value in stale.items():  # what the second one read before the first one's commit
        sa.orm.attributes.set_committed_value(source, name, value)
    with pytest.raises(Conflict):
        service.merge_threads(moderator, source, into=other)


@pytest.mark.parametrize("mode", [CategoryMode.BEFORE, CategoryMode.AFTER])
def test_a_reply_that_was_sent_during_the_merge_follows(mode: CategoryMode) -> None:
    author = make_citizen()
    source, into, _trusted = (make_thread(author) for _ in range(3))
    service.set_mode(make_moderator(), source, mode=mode)
    begun = source.first_published_at
    merge(source, into)
    db.session.refresh(source)
    for name, value in (("first_published_at", begun), ("merged_into_id", None)):
        sa.orm.attributes.set_committed_value(source, name, value)
    revision = service.submit_reply(author, source, wording=words())
    db.session.commit()
    assert revision.post.thread_id == into.id
    post = revision.post if mode is CategoryMode.AFTER else approve(revision)
    assert (post.thread_id, post.number) == (into.id, 3)


def test_split_posts_are_a_thread_with_its_own_numbers_and_the_same_words() -> None:
    thread = make_thread()
    first, second, third = (make_post(thread=thread, body=f"Lời {n}.") for n in "abc")
    begun = split(thread, third, first, title="Cầu treo")
    assert numbers(begun) == [(1, first.id), (2, third.id)]
    assert [number for number, _id in numbers(thread)] == [1, 3]
    assert counters(thread) == (4, 1)
    assert counters(begun) == (2, 1)
    assert queries.shape.post_numbered(Guest(), thread.id, 4) == third.id
    _thread, title = queries.threads.get_thread_for(Guest(), begun.id)
    assert title == "Cầu treo"
    before, after = queries.posts.wordings(first)
    assert (after.source, after.state) == (before.source, RevisionState.APPROVED)
    assert after.title == "Cầu treo"
    assert make_post(thread=thread).number == 5
    assert kinds(thread)[-1] is Happening.SPLIT
    assert kinds(begun) == [Happening.BEGUN]
    assert second.thread_id == thread.id


def test_what_cannot_be_split_off_is_named() -> None:
    moderator, thread = make_moderator(), make_thread()
    post, hidden = make_post(thread=thread), make_post(thread=thread)
    show_or_hide(hidden, Outcome.HIDE)
    opening, elsewhere = opening_of(thread), make_post()
    for posts, title, field in (
        ([], "Tên", "posts"),
        ([opening, post.id], "Tên", "posts"),
        ([hidden.id], "Tên", "posts"),
        ([post.id], " ", "title"),
        ([post.id], "x" * 151, "title"),
    ):
        with pytest.raises(RuleBroken) as refused:
            service.split_thread(moderator, thread, posts=posts, title=title)
        assert refused.value.field == field
        db.session.rollback()
    for posts in ([elsewhere.id], [post.id, 10**6], [make_pending_reply(thread=thread).post_id]):
        with pytest.raises(Conflict):
            service.split_thread(moderator, thread, posts=posts, title="Tên")
    with pytest.raises(RuleBroken):
        service.split_thread(
            moderator,
            thread,
            posts=[post.id],
            title="Tên",
            category=make_category(posting=Posting.STAFF),
        )


def test_a_post_whose_change_waits_does_not_begin_a_thread() -> None:
    author = make_citizen()
    post = make_post(author)
    service.edit_post(author, post, wording=words("Rõ hơn."), seen_wording=seen(post))
    db.session.commit()
    with pytest.raises(RuleBroken):
        service.split_thread(make_moderator(), post.thread, posts=[post.id], title="Tên")
    db.session.rollback()
    approve(queries.posts.newest_revision(post))
    assert split(post.thread, post).last_number == 1


def test_an_offices_reply_goes_with_its_question_and_its_card_too() -> None:
    question = make_question()
    assert question.post is not None
    opening = approve(queries.posts.newest_revision(question.post))
    reply = make_reply(question)
    target = make_thread()
    merge(opening.thread, target)
    chosen = {opening.id}
    assert reply_posts_to(chosen) == {reply.post_id}
    begun = service.split_thread(
        make_moderator(), target, posts=chosen | reply_posts_to(chosen), title="Câu hỏi"
    )
    db.session.commit()
    cards = cards_of_thread(Guest(), begun.id).replies
    assert [card.text_id for card in cards] == [reply.id]
    assert cards_of_thread(Guest(), target.id) == ([], [], None)
    assert counters(begun) == (2, 1)


def test_the_post_that_opens_a_split_thread_is_as_old_as_its_words_and_keeps_its_files() -> None:
    thread = make_thread()
    post = make_post(thread=thread)
    before = newest_revision(post)
    before.attachments = [{"name": "anh-1"}]
    db.session.commit()
    split(thread, post, title="Cầu treo")
    after = newest_revision(post)
    assert (after.ordinal, after.title) == (2, "Cầu treo")
    assert (after.created_at, after.attachments) == (before.created_at, [{"name": "anh-1"}])
