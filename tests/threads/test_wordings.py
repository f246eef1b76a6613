"""What changed between two wordings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forum.threads.wordings import changes
from tests.effort import cpu_seconds

WORDS = st.lists(st.sampled_from("một hai ba bốn".split()), max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_changes(before: str, after: str) -> None:
    found = changes(before, after)
    assert " ".join(text for mark, text in found if mark != "added") == before
    assert " ".join(text for mark, text in found if mark != "removed") == after


def test_a_changed_word_is_one_removed_and_one_added() -> None:
    assert changes("xin hỏi về đất", "xin hỏi về nước") == [
        ("same", "xin hỏi về"),
        ("removed", "đất"),
        ("added", "nước"),
    ]


def test_the_worst_texts_take_no_longer_than_a_page_may() -> None:
    assert cpu_seconds(lambda: changes("a " * 1990, "b a " * 990)) < 1.5
    assert cpu_seconds(lambda: changes("a b " * 2400, "b a " * 2400)) < 1.5
