"""Who is called by ``@`` and a name."""

from __future__ import annotations

import pytest

from forum.accounts.lifecycle import AccountState
from forum.core.db import db
from forum.core.text import render
from forum.notifications.mentions import MOST, mentioned
from tests.factories.people import make_citizen, make_moderator, make_staff

pytestmark = pytest.mark.usefixtures("app")


def called(source: str) -> list[int]:
    return mentioned(render(source))


@pytest.mark.parametrize(
    "source",
    [
        "@Lò Thị Mai",
        "Chào @Lò Thị Mai, bà con hỏi.",
        "Chào @Lò Thị Mai bà con hỏi.",
        "(@Lò Thị Mai)",
        "@lò thị mai ơi",
        "**@Lò Thị Mai**",
        "Một dòng\n@Lò Thị Mai",
        "@Lò Thị Mai và @Lò Thị Mai",
    ],
)
def test_a_member_is_called_by_the_shown_name(source: str) -> None:
    person = make_citizen("Lò Thị Mai")
    assert called(source) == [person.id]


@pytest.mark.parametrize(
    "source",
    [
        "Lò Thị Mai",
        "thu@Lò Thị Mai",
        "a@lothimai.vn",
        "> @Lò Thị Mai\n\nđúng thế",
        "> > @Lò Thị Mai\n\nđúng thế",
        "`@Lò Thị Mai`",
        "```\n@Lò Thị Mai\n```",
        "@Lò Thị",
        "@ Lò Thị Mai",
        "@Lò Thị Maika",
    ],
)
def test_other_words_call_nobody(source: str) -> None:
    make_citizen("Lò Thị Mai")
    assert called(source) == []


def test_the_longest_name_counts() -> None:
    make_citizen("Lò Thị")
    longer = make_citizen("Lò Thị Mai")
    assert called("@Lò Thị Mai ơi") == [longer.id]


def test_a_name_of_two_people_calls_neither() -> None:
    make_citizen("Lò Thị Mai")
    make_citizen("LÒ THỊ MAI")
    assert called("@Lò Thị Mai") == []


def test_people_with_duties_and_ended_accounts_are_not_called() -> None:
    make_moderator("Vàng A Sử")
    make_staff("Lò Thị Mai")
    gone = make_citizen("Cầm Văn Hùng")
    gone.state = AccountState.CLOSED
    db.session.commit()
    assert called("@Vàng A Sử, @Lò Thị Mai, @Cầm Văn Hùng") == []


def test_only_so_many_are_called_in_one_text() -> None:
    people = [make_citizen(f"Lò Văn A{number}") for number in range(MOST + 2)]
    assert called(" ".join(f"@{person.display_name}," for person in people)) == [
        person.id for person in people[:MOST]
    ]
