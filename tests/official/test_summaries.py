"""What a thread says in short, on top of it: written, approved by another person, replaced."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from forum.accounts.actors import Guest
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Forbidden, RuleBroken
from forum.official import service
from forum.official.lifecycle import TextState
from forum.official.models import OfficialText
from forum.official.queries import cards_of_thread
from forum.threads.models import Happening
from tests.factories.official import SAID, make_summary, publish, submit
from tests.factories.official import wording as words
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import make_pending_thread, make_post, make_thread
from tests.page import Client
from tests.threads.shapes import kinds, opening_of

AsPerson = Callable[..., Client]
Say = Callable[..., str]


def test_a_summary_is_written_approved_by_another_and_read_on_top_of_the_thread(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    thread = make_thread(title="Nước ở bản Pá")
    make_post(thread=thread)
    writer, url = as_person(make_staff()), f"/chu-de/{thread.id}"
    page = writer.get(url).click(say("Sum up the thread"))
    assert page.form(having=("covers",)).values["covers"] == "2"
    page = page.submit(body=SAID, action="submit")
    assert SAID not in client.get(url)
    as_person(make_staff()).get(page.url).submit(action="publish", position="Trưởng phòng")

    shown = client.get(url)
    assert SAID in shown and "Trưởng phòng" in shown
    assert say("Summary of the thread up to post no. %(number)s", number=2) in shown
    assert shown.html.index(SAID) < shown.html.index(f'id="bai-{opening_of(thread)}"')
    assert say("Earlier summaries") not in shown
    line = shown.click(say("What happened to the thread"))
    summed_up = say("An office summed up the thread, to post no. %(number)s.", number=2)
    assert SAID in line.click(summed_up)


def test_later_pages_lead_to_the_summary(app: Flask, client: Client, say: Say) -> None:
    thread = make_thread()
    make_post(thread=thread)
    publish(make_summary(thread))
    later = client.get(f"/chu-de/{thread.id}?sau=1")
    assert SAID not in later
    assert say("Read the office's summary of the thread") in later


def test_a_newer_summary_replaces_the_one_that_stands(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    thread = make_thread()
    first = publish(make_summary(thread, "Bản tóm tắt cũ."))
    page = as_person(make_staff()).get(f"/can-bo/tom-tat/{thread.id}")
    assert say("What readers see now") in page and "Bản tóm tắt cũ." in page
    page = page.submit(body="Bản tóm tắt mới.", action="submit")
    as_person(make_staff()).get(page.url).submit(action="publish")

    assert db.session.get_one(OfficialText, first.id).state is TextState.REPLACED
    shown = client.get(f"/chu-de/{thread.id}")
    assert "Bản tóm tắt mới." in shown and "Bản tóm tắt cũ." not in shown
    earlier = shown.click(say("Earlier summaries"))
    assert earlier.html.index("Bản tóm tắt mới.") < earlier.html.index("Bản tóm tắt cũ.")


def test_a_withdrawn_summary_leaves_the_thread_and_its_reason_stays(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    thread = make_thread()
    text = publish(make_summary(thread))
    page = as_person(make_staff()).get(f"/can-bo/tom-tat/ban/{text.id}")
    page.submit(action="withdraw", note="Tóm tắt thiếu một ý kiến.")

    shown = client.get(f"/chu-de/{thread.id}")
    assert SAID not in shown and "Tóm tắt thiếu" not in shown
    told = shown.click(say("What happened to the thread"))
    told = told.click(say("The office withdrew its summary."))
    assert "Tóm tắt thiếu một ý kiến." in told and SAID not in told


def test_an_earlier_version_can_be_withdrawn_too(app: Flask) -> None:
    thread = make_thread()
    first, _second = publish(make_summary(thread, "Cũ.")), publish(make_summary(thread, "Mới."))
    service.withdraw_text(make_staff(), first, seen_version=first.version, reason="Có tên người.")
    db.session.commit()

    card = cards_of_thread(Guest(), thread.id).summary
    assert card is not None and card.html == "<p>Mới.</p>\n"
    assert kinds(thread).count(Happening.SUMMARY_WITHDRAWN) == 0


def test_a_summary_covers_posts_that_there_are(app: Flask, as_person: AsPerson, say: Say) -> None:
    thread = make_thread()
    page = as_person(make_staff()).get(f"/can-bo/tom-tat/{thread.id}")
    assert say("(optional)") not in page
    for number in ("0", "2", "-1", "", "9999999999999999999999"):
        page = page.submit(body=SAID, covers=number, action="save")
        said = say("Please give the number of a post of this thread, from 1 to %(last)s.", last=1)
        assert said in page and SAID in page
    page = page.submit(body="Dài. " * 121, covers="1", action="save")
    assert "Dài. Dài." in page and not db.session.scalars(sa.select(OfficialText)).all()


@pytest.mark.parametrize("make", [make_citizen, make_moderator])
def test_others_than_staff_write_no_summary(
    app: Flask, as_person: AsPerson, make: Callable[[], object]
) -> None:
    thread = make_thread()
    text = make_summary(thread)
    browser = as_person(make())
    browser.get(f"/can-bo/tom-tat/{thread.id}", status=403)
    browser.get(f"/can-bo/tom-tat/ban/{text.id}", status=403)
    with pytest.raises(Forbidden):
        service.write_summary(make(), thread, wording=words(SAID, covers=1))  # type: ignore[arg-type]


def test_what_readers_do_not_know_has_no_summary(app: Flask, as_person: AsPerson) -> None:
    unknown = make_pending_thread().post.thread
    staff = as_person(make_staff())
    staff.get(f"/can-bo/tom-tat/{unknown.id}", status=404)
    staff.get("/can-bo/tom-tat/ban/999", status=404)
    thread = make_thread()
    make_summary(thread)
    staff.get(f"/chu-de/{thread.id}/tom-tat", status=404)


def test_of_two_who_begin_one_is_told_and_keeps_the_words(app: Flask, as_person: AsPerson) -> None:
    thread = make_thread()
    first, second = (as_person(make_staff()).get(f"/can-bo/tom-tat/{thread.id}") for _ in range(2))
    first = first.submit(body=SAID, action="save")
    late = second.submit(body="Lời đến sau.", action="save", status=409)
    assert "Lời đến sau." in late
    assert as_person(make_staff()).get(f"/can-bo/tom-tat/{thread.id}").url == first.url


def test_the_database_keeps_two_from_standing(app: Flask) -> None:
    thread = make_thread()
    publish(make_summary(thread))
    second = submit(make_summary(thread))
    second.approver_id, second.approved_at = make_staff().id, clock.now()
    second.state, second.published_at = TextState.PUBLISHED, clock.now()
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_a_summary_without_a_number_is_refused(app: Flask) -> None:
    with pytest.raises(RuleBroken):
        service.write_summary(make_staff(), make_thread(), wording=words(SAID))
