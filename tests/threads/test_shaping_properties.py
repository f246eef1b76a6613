"""Whatever the board does to threads, no post is lost and every link to one lands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.accounts.actors import Guest
from forum.accounts.models import Person
from forum.cli.checking import _wrong_counters
from forum.core.db import db
from forum.core.errors import RuleBroken
from forum.threads import queries, service
from forum.threads.lifecycle import CategoryMode, PostState, RevisionState
from forum.threads.models import Category, Post, Thread
from forum.threads.queries.posts import newest_revision
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import (
    approve,
    make_category,
    make_pending_thread,
    make_thread,
    words,
)
from tests.page import Client

ACTS = ["reply", "reply", "wait", "approve", "move", "merge", "split", "split", "hide", "restore"]
# What is done, and numbers that choose on what: a thread, another thread or a post, which posts.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 15), st.integers(1, 2**8 - 1)
    ),
    min_size=4,
    max_size=14,
)
Step = tuple[str, int, int, int]
OFTEN = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SELDOM = settings(OFTEN, max_examples=12)


@dataclass
class World:
    """Some threads, and everything that was ever true of their posts."""

    author: Person
    moderator: Person
    categories: list[Category]
    threads: list[Thread] = field(default_factory=list)
    gone: dict[int, int] = field(default_factory=dict)  # merged thread → the one it went into
    posts: list[int] = field(default_factory=list)
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)  # (thread, number) → post

    def begin(self) -> None:
        """Three fresh threads; those of an earlier example are left alone."""
        self.threads, self.posts, self.gone, self.numbers = [], [], {}, {}
        for _ in range(3):
            begun = make_pending_thread(self.author, category=self.categories[0])
            assert begun.state is RevisionState.APPROVED  # a known author's, in such a category
            self.threads.append(begun.post.thread)
            self.posts.append(begun.post_id)
        self.remember()

    def do(self, step: Step) -> None:
        act, first, second, chosen = step
        thread = self.threads[first % len(self.threads)]
        getattr(self, f"_{act}")(thread, second, chosen)
        db.session.commit()
        self.remember()

    def _reply(self, thread: Thread, _second: int, _chosen: int) -> None:
        revision = service.submit_reply(self.author, thread, wording=words())
        assert revision.state is RevisionState.APPROVED
        self.posts.append(revision.post_id)

    def _wait(self, thread: Thread, _second: int, _chosen: int) -> None:
        # A link holds a text, whoever wrote it.
        text = words("Xem https://mot.example https://hai.example https://ba.example")
        revision = service.submit_reply(self.stranger, thread, wording=text)
        assert revision.state is RevisionState.PENDING
        self.posts.append(revision.post_id)

    def _approve(self, _thread: Thread, second: int, _chosen: int) -> None:
        waiting = [post for post in self.stored() if post.state is PostState.UNPUBLISHED]
        if waiting:
            approve(newest_revision(waiting[second % len(waiting)]), self.moderator)

    def _move(self, thread: Thread, second: int, _chosen: int) -> None:
        category = self.categories[second % len(self.categories)]
        if category.id != thread.category_id:
            service.move_thread(self.moderator, thread, category=category, seen=thread.category_id)

    def _merge(self, thread: Thread, second: int, _chosen: int) -> None:
        into = self.threads[second % len(self.threads)]
        if into.id != thread.id:
            service.merge_threads(self.moderator, thread, into=into)
            self.threads.remove(thread)
            self.gone[thread.id] = into.id

    def _split(self, thread: Thread, _second: int, chosen: int) -> None:
        replies = [post.id for post in db.session.scalars(of(thread)) if post.number]
        leaving = [post for at, post in enumerate(replies[1:]) if chosen >> (at % 8) & 1]
        try:
            begun = service.split_thread(self.moderator, thread, posts=leaving, title="Chuyện khác")
        except RuleBroken:  # none was chosen, or the first of them is hidden
            db.session.rollback()
        else:
            self.threads.append(begun)

    def _hide(self, _thread: Thread, second: int, _chosen: int) -> None:
        self._turn(PostState.PUBLIC, PostState.HIDDEN, second)

    def _restore(self, _thread: Thread, second: int, _chosen: int) -> None:
        self._turn(PostState.HIDDEN, PostState.PUBLIC, second)

    def _turn(self, present: PostState, new: PostState, second: int) -> None:
        found = [post for post in self.stored() if post.state is present]
        if found:
            service.set_post_state(self.moderator, found[second % len(found)], state=new)

    @property
    def stranger(self) -> Person:
        """Somebody whose texts are held everywhere, being new."""
        return make_citizen()

    def stored(self) -> Sequence[Post]:
        query = sa.select(Post).where(Post.id.in_(self.posts)).order_by(Post.id)
        return db.session.scalars(query).all()

    def remember(self) -> None:
        """No number was ever another post's."""
        for post in self.stored():
            if post.number is not None:
                known = self.numbers.setdefault((post.thread_id, post.number), post.id)
                assert known == post.id

    def standing(self, thread_id: int) -> int:
        """The thread that answers for this one."""
        while thread_id in self.gone:
            thread_id = self.gone[thread_id]
        return thread_id


def of(thread: Thread) -> sa.Select[tuple[Post]]:
    return sa.select(Post).where(Post.thread_id == thread.id).order_by(Post.number, Post.id)


@pytest.fixture
def world(app: Flask) -> World:
    author = make_citizen()
    for _ in range(2):
        make_thread(author)
    after = [make_category(mode=CategoryMode.AFTER) for _ in range(2)]
    return World(author, make_moderator(), after)


def everything_stands(world: World, client: Client) -> None:
    living = {thread.id for thread in world.threads}
    posts = world.stored()
    assert len(posts) == len(world.posts)
    for post in posts:
        assert post.thread_id in living
        if post.number is None:
            continue
        landed = client.http.get(f"/bai/{post.id}")
        assert landed.location.startswith(f"/chu-de/{post.thread_id}")
        assert landed.location.endswith(f"#bai-{post.id}")
        assert f'id="bai-{post.id}"' in client.http.get(landed.location, follow_redirects=True).text
    for (thread_id, number), post_id in world.numbers.items():
        assert queries.shape.post_numbered(Guest(), thread_id, number) == post_id
        led = client.http.get(f"/chu-de/{thread_id}/so/{number}")
        assert (led.status_code, led.location) == (302, f"/bai/{post_id}")
    for thread_id in world.gone:
        led = client.http.get(f"/chu-de/{thread_id}")
        assert (led.status_code, led.location) == (
            301,
            f"/chu-de/{world.standing(thread_id)}",
        )
    for thread in world.threads:
        opening = [post for post in posts if post.thread_id == thread.id and post.opening]
        assert [post.number for post in opening] == [1]
    assert list(_wrong_counters()) == []


def run(world: World, app: Flask, steps: Sequence[Step]) -> None:
    world.begin()
    for step in steps:
        world.do(step)
    everything_stands(world, Client(app))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@OFTEN
@given(steps=STEPS)
def test_no_post_is_lost_and_every_old_link_lands(
    app: Flask, world: World, steps: list[Step]
) -> None:
    run(world, app, steps)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@SELDOM
@given(steps=STEPS)
def test_the_same_on_postgresql(app: Flask, world: World, steps: list[Step]) -> None:
    run(world, app, steps)


def test_the_acts_are_all_done(app: Flask, world: World) -> None:
    """The property would hold of a world in which nothing happens."""
    world.begin()
    steps: list[Step] = [
        ("reply", 0, 0, 1),
        ("reply", 0, 0, 1),
        ("wait", 0, 0, 1),
        ("split", 0, 0, 1),
        ("move", 3, 1, 1),
        ("merge", 0, 1, 1),
        ("approve", 0, 0, 1),
        ("hide", 0, 1, 1),
    ]
    for step in steps:
        world.do(step)
    assert (len(world.threads), len(world.gone), len(world.posts)) == (3, 1, 6)
    assert len(world.numbers) == 9
    everything_stands(world, Client(app))
