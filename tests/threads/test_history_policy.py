"""Who reads which wordings of a text: state × reader."""

from __future__ import annotations

import pytest

from forum.accounts.actors import Actor, Guest, System
from forum.accounts.lifecycle import AccountState
from forum.accounts.models import Person
from forum.core.db import db
from forum.core.errors import NotFound
from forum.moderation.lifecycle import Outcome
from forum.threads import policy, queries, service
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post
from tests.factories.moderation import judge
from tests.factories.people import (
    make_administrator,
    make_citizen,
    make_moderator,
    make_staff,
)
from tests.factories.threads import make_pending_reply, make_thread, seen, words

pytestmark = pytest.mark.usefixtures("app")
PENDING, RETURNED, REJECTED = (
    RevisionState.PENDING,
    RevisionState.RETURNED,
    RevisionState.REJECTED,
)
APPROVED, WITHDRAWN, SUPERSEDED = (
    RevisionState.APPROVED,
    RevisionState.WITHDRAWN,
    RevisionState.SUPERSEDED,
)


def post_through(author: Person, *steps: Outcome | str) -> Post:
    """A reply whose wordings met these ends, one after another; "wait": none."""
    waiting = make_pending_reply(author, thread=make_thread())
    post = waiting.post
    for number, step in enumerate(steps):
        if isinstance(step, Outcome):
            judge(waiting, step)
        elif step == "withdraw":
            service.withdraw(author, waiting)
        if number < len(steps) - 1:
            new = words(f"Lời số {number}.")
            waiting = service.edit_post(author, post, wording=new, seen_wording=seen(post))
        db.session.commit()
    return post


def read(actor: Actor, post: Post) -> list[RevisionState]:
    """The states of the wordings that this actor reads, the oldest first."""
    judged = queries.history.get_judged_post_for(actor, post.id)
    return [one.state for one in queries.history.wordings_for(actor, judged)]


@pytest.mark.parametrize(
    ("steps", "all_wordings"),
    [
        ((), [PENDING]),
        ((Outcome.RETURN,), [RETURNED]),
        ((Outcome.REJECT, "wait"), [REJECTED, PENDING]),
        (("withdraw",), [WITHDRAWN]),
        (("wait", "withdraw"), [SUPERSEDED, WITHDRAWN]),
        ((Outcome.APPROVE, "withdraw", Outcome.RETURN), [APPROVED, WITHDRAWN, RETURNED]),
    ],
)
def test_the_board_reads_what_it_judges_and_others_what_is_theirs(
    steps: tuple[Outcome | str, ...], all_wordings: list[RevisionState]
) -> None:
    author, moderator = make_citizen(), make_moderator()
    post = post_through(author, *steps)
    assert read(author, post) == all_wordings

    left = [state for state in all_wordings if state is not WITHDRAWN]
    if left:
        assert read(moderator, post) == left and policy.may_see_history(moderator, post)
    former = make_moderator()
    former.state = AccountState.SUSPENDED
    nobody = [Guest(), System(), make_citizen(), make_staff(), make_administrator(), former]
    for actor in nobody if left else [*nobody, moderator]:
        if APPROVED in all_wordings:
            assert read(actor, post) == [] and not policy.may_see_history(actor, post)
            continue
        with pytest.raises(NotFound):
            read(actor, post)


def test_a_moderator_reads_of_an_own_text_all_that_an_author_reads() -> None:
    moderator = make_moderator()
    post = post_through(moderator, Outcome.RETURN, "withdraw")
    assert read(moderator, post) == [RETURNED, WITHDRAWN]


def test_another_wording_is_offered_where_there_is_one_to_read() -> None:
    author, moderator = make_citizen(), make_moderator()
    for steps, more in (((), False), (("wait", "wait"), True), (("wait", "withdraw"), True)):
        newest = queries.posts.newest_revision(post_through(author, *steps))
        assert queries.history.has_more_wordings(moderator, newest) is more
    taken_back = post_through(author, Outcome.APPROVE, "withdraw")
    shown = queries.history.wordings_for(moderator, taken_back)[0]
    assert not queries.history.has_more_wordings(moderator, shown)
    assert queries.history.has_more_wordings(author, shown)
