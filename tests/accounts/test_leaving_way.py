"""Whether the account is closed or deleted is chosen, never taken for granted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.accounts.lifecycle import AccountState
from forum.core.db import db
from tests.factories.people import make_citizen
from tests.page import Client

HERE = "/tai-khoan/xoa"


@pytest.mark.parametrize("way", [None, "", "burn"])
def test_leaving_without_a_choice_is_refused_with_words(
    as_person: Callable[..., Client], say: Callable[..., str], way: str | None
) -> None:
    person = make_citizen()
    form = as_person(person).get(HERE).form(HERE)
    assert "way" not in form.values
    sent = form.values if way is None else {**form.values, "way": way}

    page = form.page.client.post(HERE, {**sent, "understood": "y"})

    assert say("Please choose whether to close the account or to delete it.") in page
    assert "understood" in page.form(HERE).values
    db.session.expire_all()
    assert person.state is AccountState.ACTIVE
