"""What is kept of a form, what is not, and what the script is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.drafts.addresses import THREAD
from forum.drafts.queries import draft_of
from forum.threads.models import Post, Revision
from tests.drafts.writings import TEXT, AsPerson, drafts, texts, writing
from tests.factories.threads import make_category, make_post
from tests.page import Client, Page


def test_neither_tokens_nor_the_accepted_rules_are_kept(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("thread")
    wanted.form(as_person(wanted.person)).submit(draft="1", accept_rules="y", **wanted.fields)

    assert set(draft_of(wanted.person, THREAD).fields) == {"category", "title", "body"}


@pytest.mark.parametrize("body", ["chữ " * 3000, "chữ\x00cái"], ids=["too long", "NUL"])
def test_what_no_form_would_take_is_not_kept_but_comes_back(
    app: Flask, as_person: AsPerson, body: str
) -> None:
    wanted = writing("reply")
    form = wanted.form(as_person(wanted.person))

    page = form.submit(draft="1", body=body)

    assert 'id="body-error"' in page.html
    assert page.form(having=("body",)).values["body"].strip().startswith("chữ")
    assert drafts() == 0


def test_an_empty_form_is_no_draft(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    wanted = writing("thread")
    page = wanted.form(as_person(wanted.person)).submit(draft="1")
    assert say("There is nothing to save yet.") in page
    assert drafts() == 0


def test_the_script_is_answered_in_a_word(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("reply")
    client = as_person(wanted.person)
    data = {**wanted.form(client).values, "draft": "1", "body": TEXT}
    script = {"headers": {"Accept": "application/json"}, "follow": False}

    first = client.post(wanted.address, data, **script)
    late = client.post(wanted.address, data, status=409, **script)
    wrong = client.post(wanted.address, {**data, "body": "x" * 10_001}, status=422, **script)
    nobody = Client(app).post(wanted.address, data, status=None, **script)

    assert first.content_type == "application/json" and b'"version":1' in first.data
    assert late.content_type == wrong.content_type == "application/json"
    assert nobody.status in {400, 401}
    assert first.headers["Cache-Control"] == "no-store"


def test_saving_does_not_use_up_the_key_of_the_form(app: Flask, as_person: AsPerson) -> None:
    """The browser's button "back" shows the same form once more; what it sends must go out."""
    wanted = writing("reply")
    form, before = wanted.form(as_person(wanted.person)), texts()
    form.submit(draft="1", body="Lời đầu.")

    form.submit(body=TEXT, accept_rules="y")

    assert texts() == before + 1


def test_a_draft_begun_before_the_text_was_changed_says_so(
    app: Flask, as_person: AsPerson, say: Callable[..., str]
) -> None:
    wanted = writing("edit")
    client = as_person(wanted.person)
    form = wanted.form(client)
    form.submit(draft="1", body=TEXT)
    form.submit(body="Lời khác hẳn, gửi từ trang thứ hai.", draft=None)

    page = client.get(wanted.address)

    outdated = say(
        "Your text was changed elsewhere after this draft was begun. "
        "Please compare both before you send."
    )
    assert outdated in page
    assert page.form(having=("body",)).values["body"].strip() == TEXT
    page.form(having=("body",)).submit()
    newest = sa.select(Revision.source).order_by(Revision.id.desc()).limit(1)
    assert db.session.scalar(newest) == TEXT


def test_a_guest_reads_that_nothing_is_kept(
    app: Flask, client: Client, say: Callable[..., str]
) -> None:
    make_category()
    page = client.get("/hoi-dap/gui")
    assert "draft" not in page.form(having=("body",)).controls
    words = "Drafts are kept for members only. "
    words += "If you close this page before sending, what you wrote here is lost."
    assert say(words) in page
    assert not page.find_all("script")


def test_a_question_begun_by_a_member_is_never_sent_as_a_guests(
    app: Flask, as_person: AsPerson
) -> None:
    wanted = writing("ask")
    form = wanted.form(as_person(wanted.person))
    form.page.client.http.delete_cookie(app.config["SIGNIN_COOKIE"])

    page = form.submit(status=401, **wanted.fields)

    assert any(TEXT in area.text for area in page.find_all("textarea"))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Post)) == 0


def test_a_script_runs_on_the_pages_of_writing_alone(app: Flask, as_person: AsPerson) -> None:
    wanted = writing("reply")
    client = as_person(wanted.person)
    pages: dict[str, Page] = {a: client.get(a) for a in (wanted.address, "/", "/bai-cua-toi")}

    policies = {a: p.headers["Content-Security-Policy"] for a, p in pages.items()}
    assert "script-src 'self'" in policies[wanted.address]
    assert [a for a, policy in policies.items() if "script-src" in policy] == [wanted.address]
    assert [a for a, page in pages.items() if page.find_all("script")] == [wanted.address]


def test_a_quotation_stands_behind_what_was_begun_and_only_once(
    app: Flask, as_person: AsPerson
) -> None:
    wanted, post = writing("reply"), make_post(body="Nước về bản rồi.")
    client, quoting = as_person(wanted.person), f"{wanted.address}?trich={post.id}"

    def body() -> str:
        return client.get(quoting).form(having=("body",)).values["body"].strip()

    assert body().startswith(">") and "> Nước về bản rồi." in body()
    wanted.form(client).submit(draft="1", body=TEXT)
    assert body().startswith(TEXT) and body().endswith("> Nước về bản rồi.")
    client.get(quoting).form(having=("body",)).submit(draft="1")
    assert body().count("> Nước về bản rồi.") == 1
    assert wanted.form(client).values["body"].strip() == body()
