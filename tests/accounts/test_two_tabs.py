"""Two pages of one person switch the second step on; each shows a square of its own."""

from __future__ import annotations

from collections.abc import Callable

from forum.accounts.service.factor import OTHER_SQUARE
from tests.accounts.test_second_step import HERE, code_now, letters_of
from tests.factories.people import make_citizen
from tests.page import Client


def test_the_code_of_the_other_page_is_refused_with_the_reason(
    as_person: Callable[..., Client], say: Callable[[str], str]
) -> None:
    browser = as_person(make_citizen())
    first, second = browser.get(HERE), browser.get(HERE)
    refused = second.submit(HERE, code=code_now(letters_of(first)))
    assert say(str(OTHER_SQUARE)) in refused
    assert letters_of(refused) == letters_of(second)
    done = refused.submit(HERE, code=code_now(letters_of(refused)))
    assert done.find_all("li", **{"class": "code"})
