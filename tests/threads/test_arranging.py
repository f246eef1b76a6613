"""The page on which the board arranges a thread, the time line, and where old addresses lead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.threads import service
from forum.threads.lifecycle import Posting
from forum.threads.models import Category, Post, Thread
from tests.factories.moderation import show_or_hide
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.factories.threads import (
    approve,
    make_category,
    make_pending_thread,
    make_post,
    make_thread,
)
from tests.page import Client, Page
from tests.threads.shapes import merge, split

AsPerson = Callable[..., Client]
Say = Callable[..., str]


def arranging(client: Client, thread: Thread) -> Page:
    return client.get(f"/chu-de/{thread.id}/sap-xep")


def send(page: Page, to: str, *, status: int = 200, **fields: object) -> Page:
    """The form that goes ``to``, with the boxes ``posts`` ticked."""
    form = page.form(to)
    return page.client.post(form.action, {**form.values, **fields}, status=status)


@pytest.mark.parametrize("make", [make_citizen, make_staff, make_administrator])
def test_others_than_the_board_do_not_come_in(
    app: Flask, as_person: AsPerson, make: Callable[[], object]
) -> None:
    thread = make_thread()
    client = as_person(make())
    client.get(f"/chu-de/{thread.id}/sap-xep", status=403)
    token = client.get("/tai-khoan").form("/dang-xuat").values["csrf_token"]
    for act in ("chuyen", "gop", "tach"):
        client.post(f"/chu-de/{thread.id}/{act}", {"csrf_token": token}, status=403)


def test_a_thread_that_readers_do_not_know_is_not_arranged(app: Flask, as_person: AsPerson) -> None:
    moderator = make_moderator()
    own = make_pending_thread(moderator).post.thread
    client = as_person(moderator)
    client.get(f"/chu-de/{own.id}/sap-xep", status=404)
    client.get(f"/chu-de/{own.id + 1}/sap-xep", status=404)


def test_a_thread_is_moved_and_the_reader_finds_why(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    thread, category = make_thread(), make_category()
    board = as_person(make_moderator())
    page = board.get(f"/chu-de/{thread.id}").click(say("Arrange the thread"))
    moved = page.submit("/chuyen", category=category.slug)
    assert say("The thread stands in its new category.") in moved
    assert ("Chuyên mục" in moved) and (f"/chuyen-muc/{category.slug}" in moved.html)
    line = client.get(f"/chu-de/{thread.id}").click(say("What happened to the thread"))
    assert category.name["vi"] in line


def test_a_category_that_is_closed_to_the_moderator_is_not_offered_and_not_taken(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    thread, closed = make_thread(), make_category(posting=Posting.STAFF)
    page = arranging(as_person(make_moderator()), thread)
    assert closed.slug not in page.form("/chuyen").options("category")
    answer = send(page, "/chuyen", category=closed.slug)
    assert say("Not a valid choice.") in answer
    assert db.session.get_one(Thread, thread.id).category_id != closed.id


def test_a_form_that_saw_another_category_is_a_conflict(app: Flask, as_person: AsPerson) -> None:
    thread, category = make_thread(), make_category()
    page = arranging(as_person(make_moderator()), thread)
    service.move_thread(make_moderator(), thread, category=make_category(), seen=thread.category_id)
    db.session.commit()
    send(page, "/chuyen", category=category.slug, status=409)


def test_the_other_thread_is_shown_before_the_merge(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    source, into = make_thread(title="Nước ở bản Hai"), make_thread(title="Nước sạch cả xã")
    post = make_post(thread=source)
    page = arranging(as_person(make_moderator()), source)
    shown = send(page, "/gop", target=f"https://dien-dan.example/chu-de/{into.id}-x", preview="1")
    assert say("This thread will be merged into:") in shown
    assert "Nước sạch cả xã" in shown
    done = shown.submit("/gop")
    assert (done.h1, say("The threads are one now.") in done) == ("Nước sạch cả xã", True)
    for old in (f"/chu-de/{source.id}", f"/chu-de/{source.id}-nuoc-o-ban-hai", f"/bai/{post.id}"):
        assert client.get(old).h1 == "Nước sạch cả xã"
    assert f'id="bai-{post.id}"' in client.get(f"/chu-de/{source.id}/so/2").html
    assert client.get(f"/chu-de/{source.id}/dien-bien").url.endswith(f"{into.id}/dien-bien")


@pytest.mark.parametrize("typed", ["0", "999999", "nước", "", "/bai/1", "9" * 30, "1 2"])
def test_a_target_that_is_none_is_named_and_kept(
    app: Flask, as_person: AsPerson, typed: str
) -> None:
    thread = make_thread()
    page = send(arranging(as_person(make_moderator()), thread), "/gop", target=typed)
    assert page.form("/gop").values["target"] == typed
    assert page.find_all("p", **{"class": "field-error"})
    assert db.session.get_one(Thread, thread.id).merged_into_id is None


def test_a_merge_with_itself_or_with_what_is_not_public_is_refused(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    thread, unknown = make_thread(), make_pending_thread().post.thread
    gone, there = make_thread(), make_thread()
    merge(gone, there)
    page = arranging(as_person(make_moderator()), thread)
    itself = send(page, "/gop", target=str(thread.id))
    previewed = send(page, "/gop", target=str(thread.id), preview="1")
    for refused in (itself, previewed):
        assert say("A thread cannot be merged with itself.") in refused
    assert say("This thread will be merged into:") not in previewed
    none = send(page, "/gop", target=str(unknown.id))
    assert say("There is no such thread. Please check its number or address.") in none
    led = send(page, "/gop", target=str(gone.id))
    assert say("That thread was merged into thread no. %(number)s.", number=there.id) in led


def test_what_was_written_for_a_merged_thread_is_kept(app: Flask, as_person: AsPerson) -> None:
    source, into = make_thread(), make_thread()
    form = as_person(make_citizen()).get(f"/chu-de/{source.id}/tra-loi").form(having=("body",))
    merge(source, into)
    page = form.submit(body="Lời viết rất lâu.", status=409)
    assert "Lời viết rất lâu." in page.html


def test_chosen_posts_become_a_thread_and_the_rest_stays(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    thread = make_thread()
    posts = [make_post(thread=thread) for _ in range(3)]
    page = arranging(as_person(make_moderator()), thread)
    chosen = [posts[0].id, posts[2].id]
    begun = send(page, "/tach", posts=chosen, title="Cầu treo bản Hai")
    assert begun.h1 == "Cầu treo bản Hai"
    assert [p.attrs["id"] for p in begun.find_all("article")] == [f"bai-{id_}" for id_ in chosen]
    landed = client.get(f"/chu-de/{thread.id}/so/4")
    assert landed.h1 == "Cầu treo bản Hai"
    stays = client.get(f"/chu-de/{thread.id}")
    assert f'id="bai-{posts[1].id}"' in stays.html
    assert f'id="bai-{posts[0].id}"' not in stays.html


def test_a_split_that_is_refused_keeps_boxes_and_title(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    thread = make_thread()
    hidden, post = make_post(thread=thread), make_post(thread=thread)
    show_or_hide(hidden, Outcome.HIDE)
    page = arranging(as_person(make_moderator()), thread)
    answer = send(page, "/tach", posts=[hidden.id, post.id], title="Cầu treo")
    assert say("The new thread must begin with a public post that no office wrote.") in answer
    assert answer.form("/tach").values["title"] == "Cầu treo"
    ticked = [box.attrs["value"] for box in answer.find_all("input") if "checked" in box.attrs]
    assert ticked == [str(hidden.id), str(post.id)]
    assert say("Please choose the posts that are to leave.") in send(page, "/tach", title="Cầu")
    assert send(page, "/tach", posts=[post.id], title="").form("/tach").values["title"] == ""
    send(page, "/tach", posts=["x", "9" * 40], title="Cầu", status=409)


def test_of_two_who_split_the_same_posts_the_second_is_told(
    app: Flask, as_person: AsPerson
) -> None:
    thread = make_thread()
    post = make_post(thread=thread)
    page = arranging(as_person(make_moderator()), thread)
    split(thread, post)
    assert "Tên thứ hai" in send(page, "/tach", posts=[post.id], title="Tên thứ hai", status=409)


def test_an_old_number_of_a_post_that_was_never_there_is_not_found(
    app: Flask, client: Client
) -> None:
    thread = make_thread()
    for number in ("0", "2", "99999999999999999999"):
        client.get(f"/chu-de/{thread.id}/so/{number}", status=404)
    unknown = make_pending_thread().post.thread
    client.get(f"/chu-de/{unknown.id}/so/1", status=404)
    client.get(f"/chu-de/{unknown.id}/dien-bien", status=404)
    approve(
        db.session.scalars(sa.select(Post).where(Post.thread_id == unknown.id)).one().revisions[0]
    )
    client.get(f"/chu-de/{unknown.id}/so/1")


def test_the_boards_buttons_change_the_way_of_reviewing_and_say_what_holds(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    thread = make_thread()
    board = as_person(make_moderator())
    page = board.get(f"/chu-de/{thread.id}")
    assert say("Published at once") not in client.get(f"/chu-de/{thread.id}")
    send(page, "/bang", act="mode_after")
    assert say("Published at once") in client.get(f"/chu-de/{thread.id}")
    send(page, "/bang", act="mode_category")
    assert say("Published at once") not in client.get(f"/chu-de/{thread.id}")
    assert db.session.get_one(Category, thread.category_id).mode is thread.category.mode
