"""What a person who signed in reads first: what to do now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from forum.accounts.models import Person
from forum.core import clock as forum_clock
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.outbox.models import Delivery, DeliveryState, FactRow
from tests.factories.moderation import judge
from tests.factories.official import make_draft, make_question, make_reply, submit
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.factories.threads import make_pending_thread
from tests.notifications import stories
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]

pytestmark = pytest.mark.usefixtures("app")


def panel(page: Page) -> list[str]:
    """The panel's parts as they are read, in order."""
    sections = page.find_all("section")
    return [s.text for s in sections if "duty" in s.attrs.get("class", "").split()]


def duty(page: Page, words: str) -> str:
    """The one part with these words."""
    found = [part for part in panel(page) if words in part]
    assert len(found) == 1, panel(page)
    return found[0]


def home(person: Person, as_person: AsPerson) -> Page:
    return as_person(person).get("/")


def test_a_guest_has_no_panel(client: Client) -> None:
    make_pending_thread()

    assert panel(client.get("/")) == []


def test_a_citizen_without_anything_is_told_so_and_may_ask(as_person: AsPerson, say: Say) -> None:
    page = home(make_citizen(), as_person)

    assert panel(page) == [duty(page, say("Nothing waits for you"))]
    assert (say("Send a question"), "/hoi-dap/gui") in page.links


def test_a_citizen_sees_the_returned_text_before_the_waiting_one(
    as_person: AsPerson, say: Say
) -> None:
    author = make_citizen()
    returned = make_pending_thread(author, title="Cần sửa")
    judge(returned, Outcome.RETURN)
    make_pending_thread(author, title="Đang chờ")
    make_pending_thread(title="Của người khác")
    parts = panel(home(author, as_person))

    assert say("Texts to change") in parts[0] and "Cần sửa" in parts[0]
    assert say("Your texts that wait for review") in parts[1] and "Đang chờ" in parts[1]
    assert not any("Của người khác" in part for part in parts)


def test_an_answer_is_news_for_two_weeks(
    as_person: AsPerson, say: Say, clock: Any, drain_outbox: Callable[[], int]
) -> None:
    clock.set(datetime(2026, 11, 1, 5, tzinfo=UTC))
    asker = make_citizen()
    make_reply(stories.ask(asker, body="Xin hỏi về nước sạch"))
    drain_outbox()
    words = say("Your questions that were answered")

    page = home(asker, as_person)
    assert "nước sạch" in duty(page, words)
    assert duty(page, say("New notices")).startswith("1 ")

    clock.advance(days=15)
    assert not [part for part in panel(home(asker, as_person)) if words in part]


def test_a_moderator_sees_how_many_wait_and_the_first_three(as_person: AsPerson, say: Say) -> None:
    moderator = make_moderator()
    for number in range(1, 5):
        make_pending_thread(title=f"Bài {number}")
    make_pending_thread(moderator, title="Bài của mình")
    part = duty(home(moderator, as_person), say("Texts to review"))

    assert part.startswith("4 ")
    assert [f"Bài {number}" in part for number in range(1, 5)] == [True, True, True, False]
    assert "Bài của mình" not in part


def test_a_moderator_is_thanked_and_told_of_yesterday(
    as_person: AsPerson, say: Say, clock: Any
) -> None:
    clock.set(datetime(2026, 11, 20, 5, tzinfo=UTC))
    judge(make_pending_thread(), Outcome.APPROVE)
    judge(make_pending_thread(), Outcome.APPROVE)
    clock.advance(days=1)
    judge(make_pending_thread(), Outcome.APPROVE)
    part = duty(home(make_moderator(), as_person), say("No text waits for review. Thank you."))

    counts = f"{say('Published')}: 2"
    assert say("Decided yesterday: %(counts)s.", counts=counts) in part


def test_an_officer_sees_approvals_first_but_never_an_own_text(
    as_person: AsPerson, say: Say
) -> None:
    writer, leader = make_staff(), make_staff()
    submit(make_draft(writer))
    approvals = say("Official texts to approve or publish")

    assert approvals in panel(home(leader, as_person))[0]
    assert not [part for part in panel(home(writer, as_person)) if approvals in part]


def test_an_officer_sees_what_came_back_what_is_open_and_own_drafts(
    as_person: AsPerson, say: Say
) -> None:
    writer = make_staff()
    stories.give_back(submit(make_draft(writer)))
    make_draft(writer)
    make_question()
    page = home(writer, as_person)

    assert "Xin nêu căn cứ." in duty(page, say("Returned to you for changes"))
    assert duty(page, say("Your own drafts")).startswith("1 ")
    questions = duty(page, say("Open questions"))
    assert questions.startswith("3 ")
    assert say("%(num)s is not yet given to an office", num=1) in questions


def test_an_administrator_sees_what_could_not_be_delivered(as_person: AsPerson, say: Say) -> None:
    admin = make_administrator()
    page = home(admin, as_person)
    assert panel(page) == [duty(page, say("Administration"))]

    fact = FactRow(name="sample", payload={}, at=forum_clock.now(), expanded_at=forum_clock.now())
    db.session.add(fact)
    db.session.flush()
    dead = Delivery(fact_id=fact.id, reaction="x", state=DeliveryState.DEAD, due_at=fact.at)
    db.session.add(dead)
    db.session.commit()

    words = say("Notices and mails that could not be delivered")
    assert duty(home(admin, as_person), words).startswith("1 ")


@pytest.mark.parametrize("who", [make_citizen, make_moderator, make_staff])
def test_the_style_page_is_for_administrators(
    who: Callable[[], Person], as_person: AsPerson
) -> None:
    as_person(who()).get("/quan-tri/kieu-dang", status=403)
