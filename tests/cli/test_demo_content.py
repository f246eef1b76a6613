"""What the sample data says: nothing that could be taken for a real person, fact or promise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forum.cli.demo_content import read_content
from forum.cli.demo_shape import ContentBroken
from tests.translations.test_catalogues import FORBIDDEN_VI

Row = dict[str, Any]

# Checked against their sources; whoever adds one says in the commit where its text was read.
DOCUMENTS = {
    "104/2016/QH13",
    "13/2023/NĐ-CP",
    "176/2025/QH15",
    "224/2026/NĐ-CP",
    "257/2025/QH15",
    "356/2025/NĐ-CP",
    "41/2025/NĐ-CP",
    "417/QĐ-BNNMT",
    "42/2022/NĐ-CP",
    "80-NQ/TW",
    "91/2025/QH15",
}
DOCUMENT = re.compile(r"\d+/(?:\d{4}/)?(?:NĐ|QH|QĐ|TT|NQ|CT|KH)[\w-]*|\d+-(?:NQ|CT|KL)/TW")
LONG_NUMBER = re.compile(r"(?<![\d/])\d(?:[ .]?\d){8,}")
HOST = re.compile(r"(?:https?://|www\.)([^/\s)\"]+)")
TARGET = re.compile(r"\]\(([^)]*)\)")
OURS = ("example.org", "example.vn", "example.com", ".gov.vn")


@pytest.fixture(scope="module")
def content() -> dict[str, list[Row]]:
    return read_content()


def strings(value: object) -> Iterator[str]:
    """Every text of the content, at whatever depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "where":
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def citizens_texts(content: dict[str, list[Row]]) -> Iterator[Row]:
    for thread in content["threads"]:
        yield thread
        yield from thread.get("replies", [])
    yield from content["pending"]
    yield from content["judged"]


def office_texts(content: dict[str, list[Row]]) -> Iterator[Row]:
    yield from content["explanations"]
    for thread in content["threads"]:
        yield from [thread["official_reply"]] if "official_reply" in thread else []
        yield from thread.get("clarifications", [])


def accented(text: str) -> int:
    """How many of its words bear a Vietnamese sign."""
    words = [unicodedata.normalize("NFD", word) for word in text.casefold().split()]
    return sum("đ" in word or any(unicodedata.combining(c) for c in word) for word in words)


def test_whoever_writes_without_signs_writes_so_throughout(content: dict[str, list[Row]]) -> None:
    without = 0
    for row in citizens_texts(content):
        text = f"{row.get('title', '')}\n{row['body']}"
        without += accented(text) == 0
        share = accented(text) / len(text.split())
        assert accented(text) == 0 or share > 0.3, row["where"]
        assert (accented(row["body"]) == 0) == (accented(text) == 0), row["where"]
    assert without >= 6


def test_no_number_is_somebodys(content: dict[str, list[Row]]) -> None:
    numbers = [found for text in strings(content) for found in LONG_NUMBER.findall(text)]

    assert numbers and all(set(number) <= set("0 .") for number in numbers)


def test_links_lead_to_invented_places_authorities_or_the_forum(
    content: dict[str, list[Row]],
) -> None:
    for text in strings(content):
        assert all(host.endswith(OURS) for host in HOST.findall(text)), text
        assert all(target.startswith(("/", "https://")) for target in TARGET.findall(text)), text


def test_the_words_of_the_glossary_are_kept(content: dict[str, list[Row]]) -> None:
    assert [text for text in strings(content) if FORBIDDEN_VI.search(text)] == []


def test_only_documents_whose_text_was_seen_are_named(content: dict[str, list[Row]]) -> None:
    named = {found for text in strings(content) for found in DOCUMENT.findall(text)}

    assert named == DOCUMENTS


def test_every_office_answers_in_short_first(content: dict[str, list[Row]]) -> None:
    for row in office_texts(content):
        assert 30 <= len(row["summary"]) <= 300, row["where"]
        assert len(row["body"].split()) >= 60, row["where"]


def test_no_text_is_longer_than_a_form_takes(content: dict[str, list[Row]]) -> None:
    for row in [*citizens_texts(content), *office_texts(content)]:
        assert len(row.get("title", "")) <= 150 and len(row["body"]) <= 10_000, row["where"]


def test_no_text_stands_twice(content: dict[str, list[Row]]) -> None:
    bodies = [row["body"].strip() for row in [*citizens_texts(content), *office_texts(content)]]
    beginnings = [row["body"].strip()[:60] for row in office_texts(content)]

    assert len(set(bodies)) == len(bodies)
    assert len(set(beginnings)) >= len(beginnings) - 2


def test_there_is_enough_to_read_and_to_do(content: dict[str, list[Row]]) -> None:
    categories = [row["slug"] for row in content["categories"]]
    written = dict.fromkeys(categories, 0)
    for thread in content["threads"]:
        written[thread["category"]] += 1

    assert len(categories) == 13 and min(written.values()) >= 3
    assert len(content["explanations"]) == 8
    assert sum(row["days_ago"] < 1 for row in content["threads"]) >= 3
    assert max(row["days_ago"] for row in content["threads"]) > 60


THREAD = """
[[threads]]
key = "one"
title = "Một câu hỏi"
author = "lothimai"
days_ago = 9
body = "Xin hỏi."
"""
ASKED = (
    THREAD + 'question = { visibility = "public", handling = "answered", agency = "van_phong" }\n'
)
REPLY = """[threads.official_reply]
agency = "van_phong"
author = "canbo5"
approver = "canbo6"
days_ago = 5
summary = "Có."
body = "Có."
"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (THREAD + "[[", "Invalid initial character"),
        ("[[thread]]\nkey = 'one'", "thread is no part of the sample data"),
        (THREAD.replace('title = "Một câu hỏi"\n', ""), "threads one: title is missing"),
        (THREAD + 'mood = "good"\n', "threads one: mood is unknown here"),
        (THREAD.replace("9", '"9"'), "threads one: days_ago is not of its type"),
        (THREAD.replace("Xin hỏi.", ""), "threads one: body is empty"),
        (THREAD.replace("lothimai", "nobody"), "author 'nobody' is none of the people"),
        (THREAD.replace("lothimai", "canbo1"), "the staff 'canbo1' do not chat"),
        (THREAD.replace("lothimai", ""), "threads one: a guest only asks questions"),
        (THREAD + 'area = "nowhere"\n', "area 'nowhere' is none of the areas"),
        (THREAD + THREAD, "threads one: key 'one' stands already in threads_13"),
        (THREAD + REPLY, "threads one: a reply without a question"),
        (ASKED, "threads one, question: answered does not fit the official reply"),
        (ASKED.replace("answered", "merged"), "handling 'merged' cannot be told"),
        (ASKED + REPLY.replace("canbo6", "canbo1"), "'canbo1' does not work at 'van_phong'"),
        (ASKED + REPLY.replace("canbo6", "canbo5"), "nobody approves an own text"),
        (ASKED + REPLY.replace("= 5", "= 9"), "official_reply: too soon after the opening"),
        (
            THREAD + "[[threads.replies]]\nauthor = 'aphu'\ndays_ago = 9\nbody = 'x'",
            "threads one, replies 1: days_ago must be smaller",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_key(small: Path, text: str, fault: str) -> None:
    (small / "threads_13_gop-y.toml").write_text(text, "utf-8")

    with pytest.raises(ContentBroken, match=re.escape(fault)) as told:
        read_content(small)

    assert str(told.value).startswith("threads_13_gop-y.toml: ")
