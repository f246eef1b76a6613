"""The form for changing an own text, for those who cannot change it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from forum.accounts.lifecycle import AccountState
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from tests.factories.moderation import show_or_hide
from tests.factories.people import make_citizen
from tests.factories.threads import make_post
from tests.page import Client


def test_whoever_cannot_change_an_own_text_reads_why_and_keeps_the_words(
    app: Flask, as_person: Callable[..., Client], say: Callable[..., str]
) -> None:
    author = make_citizen()
    post, hidden = make_post(author, body="Lời của tôi."), make_post(author, body="Lời bị ẩn.")
    open_page = as_person(author).get(f"/bai/{post.id}/sua")
    show_or_hide(hidden, Outcome.HIDE)
    shut = as_person(author).get(f"/bai/{hidden.id}/sua", status=403)
    why = say("This post is hidden or removed: its words cannot be changed.")
    assert why in shut and shut.find_all("textarea")[0].text == "Lời bị ẩn."

    author.state = AccountState.SUSPENDED
    db.session.commit()
    why = say("Your account is suspended: you can read, but not write.")
    shut = as_person(author).get(f"/bai/{post.id}/sua", status=403)
    assert why in shut and shut.h1 == say("Change your text")
    assert shut.find_all("textarea")[0].text == "Lời của tôi."
    assert not [form for form in shut.forms if "body" in form.controls]
    sent = open_page.submit("", body="Lời viết rất lâu.", status=403)
    assert why in sent and "Lời viết rất lâu." in sent
    assert [one.source for one in post.revisions] == ["Lời của tôi."]
