"""Every form in which members write opens with what they began, keeps it and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.db import db
from forum.drafts.queries import draft_of
from tests.drafts.writings import TEXT, AsPerson, drafts, texts, writing
from tests.form import Form

every_form = pytest.mark.parametrize("kind", ["thread", "reply", "edit", "ask"])


def filled(form: Form, fields: dict[str, str]) -> bool:
    return {name: (form.values.get(name) or "").strip() for name in fields} == fields


@every_form
def test_the_button_keeps_everything_and_the_form_opens_with_it(
    app: Flask, as_person: AsPerson, say: Callable[..., str], kind: str
) -> None:
    wanted = writing(kind)
    client, before = as_person(wanted.person), texts()

    page = wanted.form(client).submit(draft="1", **wanted.fields)

    assert page.url.endswith(wanted.address) and page.steps[0][0] == 303
    for again in (page, client.get(wanted.address)):
        assert filled(again.form(having=("body",)), wanted.fields)
        assert say("Throw the draft away") in again
    assert texts() == before


@every_form
def test_sending_publishes_and_throws_the_draft_away(
    app: Flask, as_person: AsPerson, kind: str
) -> None:
    wanted = writing(kind)
    client = as_person(wanted.person)
    page = wanted.form(client).submit(draft="1", **wanted.fields)
    assert drafts() == 1

    form = page.form(having=("body",))
    form.submit(**({"accept_rules": "y"} if "accept_rules" in form.controls else {}))

    assert drafts() == 0
    assert not client.get(wanted.address).find_all("button", name="from_form")


@every_form
def test_the_draft_can_be_thrown_away_beside_the_form(
    app: Flask, as_person: AsPerson, kind: str
) -> None:
    wanted = writing(kind)
    page = wanted.form(as_person(wanted.person)).submit(draft="1", **wanted.fields)

    page = page.submit("/bo", from_form="1")

    assert page.url.endswith(wanted.address)
    assert not filled(page.form(having=("body",)), wanted.fields)
    assert drafts() == 0


@every_form
def test_a_page_that_was_left_open_is_asked_before_it_replaces_newer_words(
    app: Flask, as_person: AsPerson, say: Callable[..., str], kind: str
) -> None:
    wanted = writing(kind)
    here, there = as_person(wanted.person), as_person(wanted.person)
    old = wanted.form(here)
    wanted.form(there).submit(draft="1", body="Lời mới hơn.")

    page = old.submit(draft="1", **wanted.fields)

    assert say("Please look at this again. Your text is kept.") in page
    assert filled(page.form(having=("body",)), wanted.fields)
    db.session.expire_all()
    assert draft_of(wanted.person, wanted.place).fields["body"] == "Lời mới hơn."

    page.form(having=("body",)).submit(draft="1")
    db.session.expire_all()
    assert draft_of(wanted.person, wanted.place).fields["body"] == TEXT


@every_form
def test_a_preview_keeps_everything_and_says_that_there_is_a_draft(
    app: Flask, as_person: AsPerson, say: Callable[..., str], kind: str
) -> None:
    """Also for who then presses "back" in the browser, which asks for the form anew."""
    wanted = writing(kind)
    client = as_person(wanted.person)

    page = wanted.form(client).submit(preview="1", **wanted.fields)

    assert say("Preview: nothing has been sent yet") in page
    saved = say("Draft saved at %(time)s.", time="").rstrip(" .")
    assert page.root.find("p", id="draft-state").text.startswith(saved)
    assert filled(wanted.form(client), wanted.fields)
    form = page.form(having=("body",))
    assert filled(form, wanted.fields)
    form.submit(**({"accept_rules": "y"} if "accept_rules" in form.controls else {}))
    assert drafts() == 0
