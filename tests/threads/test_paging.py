"""A page of a thread ends after twenty posts or 40 KB, and paging misses and repeats nothing."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Thread
from forum.threads.views.thread import PAGE_BYTES
from forum.web.pagination import cut_by_weight
from tests.factories.threads import make_category, make_post, make_thread
from tests.page import Client, Page

LONG = "Nước về bản chậm, bà con chờ. " * 300  # some 9,000 characters, 11,000 bytes
LENGTHS = [0] * 3 + [1] * 9 + [0] * 25 + [1] * 2 + [0] * 22  # 1: a long post


@given(st.lists(st.integers(0, 50)), st.integers(1, 5), st.integers(0, 60))
def test_a_page_is_full_or_everything(weights: list[int], size: int, most: int) -> None:
    page = cut_by_weight(weights, size, lambda weight: weight, most)

    assert list(page) == weights[: len(page)]
    assert len(page) <= size and (len(page) == 1 or sum(page) <= most)
    if len(page) < min(size, len(weights)):
        assert page and sum(weights[: len(page) + 1]) > most


@given(st.lists(st.integers(0, 50), min_size=1), st.integers(1, 5), st.integers(0, 60))
@settings(max_examples=300)
def test_page_after_page_visits_everything_once(weights: list[int], size: int, most: int) -> None:
    numbered = list(enumerate(weights))
    for rows in (numbered, numbered[::-1]):  # forwards, backwards
        seen: list[tuple[int, int]] = []
        while len(seen) < len(rows):
            seen += cut_by_weight(rows[len(seen) :], size, lambda row: row[1], most)
        assert seen == rows


@pytest.fixture
def thread(app: Flask) -> Thread:
    thread = make_thread(category=make_category(mode=CategoryMode.AFTER))
    for number, long in enumerate(LENGTHS, 2):
        make_post(thread=thread, body=f"Số {number}. {LONG if long else 'Đúng thế.'}")
    return thread


def numbers(page: Page) -> list[int]:
    return [int(link.text) for link in page.find_all("a", **{"class": "post-number"})]


def html_of_posts(page: Page) -> int:
    return sum(len(prose.source.encode()) for prose in page.find_all("div", **{"class": "prose"}))


def walk(page: Page, relation: str) -> list[Page]:
    """This page and those that its links of this relation lead to."""
    pages = [page]
    while links := pages[-1].find_all("a", rel=relation):
        assert len(pages) < 40, "going round in circles"
        pages.append(page.client.get(links[0].attrs["href"]))
    return pages


def test_forwards_and_backwards_every_post_once(client: Client, thread: Thread) -> None:
    everything = list(range(1, len(LENGTHS) + 2))
    address = f"/chu-de/{thread.id}"

    forwards = walk(client.get(address), "next")
    assert [number for page in forwards for number in numbers(page)] == everything

    backwards = walk(client.get(f"{address}?cuoi=1"), "prev")
    assert [number for page in backwards[::-1] for number in numbers(page)] == everything
    assert not backwards[-1].find_all("a", rel="prev")

    for page in forwards + backwards:
        assert 1 <= len(numbers(page)) <= 20
        assert html_of_posts(page) <= PAGE_BYTES or len(numbers(page)) == 1
    assert min(len(numbers(page)) for page in forwards[:-1]) < 20


def test_the_ends_are_known(client: Client, thread: Thread) -> None:
    address = f"/chu-de/{thread.id}"
    assert not client.get(address).find_all("a", rel="prev")
    for query in ("cuoi=1", "truoc=2147483647"):
        assert not client.get(f"{address}?{query}").find_all("a", rel="next")


def test_a_permalink_leads_to_a_page_that_shows_the_post(client: Client, thread: Thread) -> None:
    page = client.get(f"/chu-de/{thread.id}")
    links = [link.attrs["href"] for page in walk(page, "next") for link in page.find_all("a")]
    permalinks = sorted({link for link in links if re.fullmatch(r"/bai/\d+", link)})
    assert len(permalinks) == len(LENGTHS) + 1
    for link in permalinks:
        shown = client.get(link)
        assert shown.find_all("article", id=f"bai-{link.removeprefix('/bai/')}")
