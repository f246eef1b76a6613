"""The journal of acts: filtered, in words, page by page, without anybody's text."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

import forum
from forum.accounts.actors import Guest, System
from forum.accounts.lifecycle import Role
from forum.accounts.service.people import close_grants
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.official.lifecycle import Visibility
from forum.site.acts import ACTS, GROUPS
from tests.factories.official import make_question
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.factories.threads import make_category, make_pending_thread
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/nhat-ky"
FORUM = Path(forum.__file__).parent


def test_only_administrators_read_the_journal(
    app: Flask, client: Client, as_person: AsPerson
) -> None:
    assert "/dang-nhap" in client.get(HERE).url
    for person in (make_citizen(), make_staff(), make_moderator()):
        as_person(person).get(HERE, status=403)
    as_person(make_administrator()).get(HERE)


def test_acts_are_told_in_words_and_without_the_text(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    author = make_citizen("Lò Thị Mai")
    make_pending_thread(author, title="Tiêu đề kín", body="Nội dung kín trong bài.")

    page = as_person(make_administrator()).get(HERE)

    assert say("Sent a text") in page and "Lò Thị Mai" in page
    assert "kín" not in page


def lines(browser: Client, **query: str) -> list[str]:
    listed = browser.get(HERE, query=query).find_all("div", **{"class": "rows"})[0]
    return [row.text for row in listed.find_all("p") if row.find("strong")]


def test_the_journal_is_filtered_by_act_person_and_kind(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    author = make_citizen("Lò Thị Mai", username="lo.mai")
    make_pending_thread(author)
    category = make_category()
    audit.record(System(), "set_category", category)
    db.session.commit()
    browser = as_person(make_administrator())

    assert lines(browser, viec="submit") == [f"{say('Sent a text')}: {say('wording')}"]
    assert say("Set a category") in lines(browser, loai="category")[0]
    own = lines(browser, nguoi="lo.mai")
    assert own and not any(say("Set a category") in line for line in own)
    assert lines(browser, nguoi="lo.mai", viec="set_category") == []


def places(page: Page) -> list[str]:
    """What ``place=`` says in the rows, in their order."""
    facts = (row.text for row in page.find_all("span"))
    return [text.rpartition("place: ")[2] for text in facts if "place: " in text]


def test_the_acts_are_offered_under_what_they_are_about(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    page = as_person(make_administrator()).get(HERE)

    groups = page.find_all("optgroup")
    assert [group.attrs["label"] for group in groups] == [str(about) for about, _acts in GROUPS]
    offered = [option.attrs["value"] for group in groups for option in group.find_all("option")]
    assert sorted(offered) == sorted(ACTS)


def test_the_journal_is_filtered_by_what_somebody_was_at_that_moment(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    thing, actors = make_category(), {"citizen": make_citizen(), "moderator": make_moderator()}
    actors |= {"staff": make_staff(), "administrator": make_administrator()}
    actors |= {"guest": Guest(receipt_id=7), "system": System()}
    for number, actor in enumerate(actors.values()):
        audit.record(actor, "pin", thing, place=number)
    chair = actors["moderator"]
    close_grants(System(), chair, role=Role.MODERATOR)
    audit.record(chair, "pin", thing, place=6)  # no moderator any more
    db.session.commit()
    browser = as_person(make_administrator())

    found = {word: places(browser.get(HERE, query={"viec": "pin", "vai": word})) for word in actors}

    alone = {word: [str(number)] for number, word in enumerate(actors)}
    assert found == {**alone, "citizen": ["6", "0"]}


def test_a_texts_sender_without_a_name_is_told_by_no_role(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    make_question(make_staff(), visibility=Visibility.UNNAMED)
    browser = as_person(make_administrator())

    assert lines(browser, viec="ask")
    assert [lines(browser, viec="ask", vai=role.value) for role in Role] == [[], [], [], []]


def test_a_time_span_counts_days_in_vietnam(app: Flask, as_person: AsPerson) -> None:
    category = make_category()
    with clock.at(datetime(2026, 3, 1, 16, 59, tzinfo=UTC)):  # 23:59 of the first of March
        audit.record(System(), "pin", category)
    with clock.at(datetime(2026, 3, 1, 17, 0, tzinfo=UTC)):  # midnight of the second
        audit.record(System(), "unpin", category)
    db.session.commit()
    browser = as_person(make_administrator())

    assert len(lines(browser, tu="2026-03-01", den="2026-03-01", viec="pin")) == 1
    assert lines(browser, tu="2026-03-01", den="2026-03-01", viec="unpin") == []
    assert len(lines(browser, tu="2026-03-02", den="2026-03-02", viec="unpin")) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"nguoi": "khong-co-ai"},
        {"viec": "khong-co"},
        {"vai": "king"},
        {"loai": "password"},
        {"tu": "hôm qua"},
        {"tu": "2026-03-02", "den": "2026-03-01"},
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_said_at_its_field_and_finds_nothing(
    app: Flask, as_person: AsPerson, say: Say, query: dict[str, str]
) -> None:
    browser = as_person(make_administrator())
    browser.typed = "x"
    page = browser.get(HERE, query=query)

    wrong = page.find_all("div", class_="field-wrong")
    assert [field.find(id=list(query)[-1]) is not None for field in wrong] == [True]
    assert say("Nothing was looked for") in page and say("Nothing found") not in page


@pytest.mark.parametrize(
    "query", [{"tu": "0001-01-01"}, {"den": "9999-12-31"}, {"truoc": "-5"}], ids=str
)
def test_odd_questions_get_an_answer(
    app: Flask, as_person: AsPerson, query: dict[str, str]
) -> None:
    browser = as_person(make_administrator())
    browser.typed = "x"
    assert browser.get(HERE, query=query).find_all("div", **{"class": "rows"})[0].find("p")


def test_the_journal_is_read_page_by_page(app: Flask, as_person: AsPerson) -> None:
    category = make_category()
    for number in range(60):
        audit.record(System(), "pin", category, place=number)
    db.session.commit()

    first = as_person(make_administrator()).get(HERE, query={"viec": "pin"})
    second = first.click("Trang sau")

    assert places(first) + places(second) == [str(number) for number in reversed(range(60))]


def recorded() -> Iterator[str]:
    """The acts that services name where they record them."""
    for path in FORUM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                yield from (
                    word.value
                    for word in ast.walk(node.args[1])
                    if isinstance(word, ast.Constant) and str(word.value).isidentifier()
                )


def test_no_two_acts_are_offered_in_the_same_words() -> None:
    offered = [str(words) for words in ACTS.values()]

    assert sorted(words for words in set(offered) if offered.count(words) > 1) == []


def test_every_act_that_is_recorded_has_words() -> None:
    named = {word for word in recorded() if not word.endswith("_")} - {"locked", "pinned"}

    assert sorted(named - set(ACTS)) == []
