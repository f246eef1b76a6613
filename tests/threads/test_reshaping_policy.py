"""Who may reshape a thread: role × what readers know of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.accounts.actors import Actor, Guest, System
from forum.core.errors import Forbidden
from forum.threads import service
from forum.threads.lifecycle import CategoryMode
from forum.threads.policy import may_reshape
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.factories.threads import make_category, make_pending_thread, make_thread
from tests.threads.shapes import merge

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    "make,allowed",
    [
        (Guest, False),
        (System, False),
        (make_citizen, False),
        (make_staff, False),
        (make_administrator, False),
        (make_moderator, True),
    ],
)
def test_the_board_alone_reshapes_a_thread_that_readers_know(
    make: Callable[[], Actor], allowed: bool
) -> None:
    thread, unknown, gone = make_thread(), make_pending_thread().post.thread, make_thread()
    merge(gone, make_thread())
    actor = make()
    assert [may_reshape(actor, one) for one in (thread, unknown, gone)] == [allowed, False, False]
    refused = unknown if allowed else thread
    for act in (
        lambda: service.move_thread(actor, refused, category=make_category(), seen=1),
        lambda: service.merge_threads(actor, refused, into=make_thread()),
        lambda: service.split_thread(actor, refused, posts=[1], title="Tên"),
        lambda: service.set_mode(actor, refused, mode=CategoryMode.AFTER),
    ):
        with pytest.raises(Forbidden):
            act()
