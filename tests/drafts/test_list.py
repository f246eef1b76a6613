"""The list of one's drafts: what, where, when, the first words; and for nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.db import db
from forum.drafts.addresses import ASK, THREAD, edit_of, reply_to
from forum.threads.models import Thread
from tests.architecture.test_statements import watching
from tests.drafts.writings import AsPerson, drafts
from tests.factories.drafts import make_draft
from tests.factories.people import (
    make_administrator,
    make_citizen,
    make_moderator,
    make_staff,
)
from tests.factories.threads import make_pending_thread, make_post, make_thread
from tests.page import Client


def test_every_draft_is_listed_and_leads_to_its_form(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    writer, thread = make_citizen(), make_thread(title="Nước sạch mùa khô")
    post = make_post(writer, thread=thread)
    places = [THREAD, ASK, reply_to(thread.id), edit_of(post.id)]
    for place in places:
        make_draft(writer, place, body=f"Lời dở dang ở {place}.")
    client = as_person(writer)

    page = client.get("/bai-cua-toi").click(say("Drafts"))

    headings = [heading.text for heading in page.find_all("h2")]
    assert f"{say('Reply')}: Nước sạch mùa khô" in headings
    assert f"{say('Change of a text')}: Nước sạch mùa khô" in headings
    assert all(f"Lời dở dang ở {place}." in page for place in places)
    forms = [href for words, href in page.links if words == say("Go on writing")]
    assert len(forms) == 4
    for address in forms:
        body = client.get(address).form(having=("body",)).values["body"]
        assert body.strip().startswith("Lời dở dang")


def test_a_draft_is_thrown_away_from_the_list(app: Flask, as_person: AsPerson) -> None:
    writer = make_citizen()
    draft = make_draft(writer)

    page = as_person(writer).get("/ban-nhap").submit(f"/{draft.id}/bo")

    assert page.url.endswith("/ban-nhap")
    assert drafts() == 0


def test_words_whose_thread_is_gone_can_still_be_copied(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    """A thread that was never published is not there for others than its author."""
    writer = make_citizen()
    hidden = make_pending_thread(title="Tên chưa ai được đọc").post.thread_id
    make_draft(writer, reply_to(hidden), body="Lời dở dang của tôi.")

    page = as_person(writer).get("/ban-nhap")

    assert "Tên chưa ai được đọc" not in page
    assert [area.text for area in page.find_all("textarea")] == ["Lời dở dang của tôi."]
    assert say("Go on writing") not in page


def test_a_list_of_fifty_asks_no_more_than_a_short_one(app: Flask, as_person: AsPerson) -> None:
    writer = make_citizen()
    client, counts = as_person(writer), []
    for number in range(1, 13):
        thread: Thread = make_thread()
        make_draft(writer, reply_to(thread.id))
        if number in {1, 12}:
            db.session.remove()
            client.get("/tro-giup")
            with watching(app) as asked:
                client.get("/ban-nhap")
            counts.append(len(asked.statements))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("make", [make_citizen, make_moderator, make_staff, make_administrator])
def test_a_draft_of_somebody_else_does_not_exist(
    app: Flask, as_person: AsPerson, make: Callable[..., object]
) -> None:
    draft = make_draft(make_citizen(), title="Dấu vết", body="Dấu vết của lời dở dang.")
    other = as_person(make())

    assert "Dấu vết" not in other.get("/ban-nhap").html
    token = other.get("/bai-cua-toi").form("/dang-xuat").values["csrf_token"]
    other.post(f"/ban-nhap/{draft.id}/bo", {"csrf_token": token}, status=404)
    assert drafts() == 1


def test_a_guest_is_asked_to_sign_in(app: Flask, client: Client) -> None:
    assert client.get("/ban-nhap").url.startswith("/dang-nhap")
