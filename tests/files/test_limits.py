"""How much a person may send, and what is left of the name they gave it."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.core.errors import RuleBroken
from forum.files import limits, words
from forum.files.refusals import Refusal
from forum.files.service import label_of


@pytest.mark.parametrize(
    ("roles", "most"),
    [
        (set(), 50_000_000),
        ({"citizen"}, 50_000_000),
        ({"administrator"}, 50_000_000),
        ({"moderator"}, 200_000_000),
        ({"moderator", "staff"}, 1_000_000_000),
    ],
)
def test_the_largest_allowance_of_a_persons_roles_counts(
    app: Flask, roles: set[str], most: int
) -> None:
    assert limits.allowance(roles) == most
    limits.check_allowance(roles, most - 1)
    with pytest.raises(RuleBroken) as caught:
        limits.check_allowance(roles, most)
    assert caught.value.field == "file"


def test_a_text_has_at_most_five_files(app: Flask) -> None:
    limits.check_number(4)
    with pytest.raises(RuleBroken):
        limits.check_number(5)


@pytest.mark.parametrize("why", list(Refusal))
def test_every_refusal_says_what_to_do(app: Flask, why: Refusal) -> None:
    with app.test_request_context():
        said = str(words.broken(why).message)
    assert len(said) > 20 and said.endswith(".") and "%" not in said


@pytest.mark.parametrize(
    ("sent_as", "label"),
    [
        ("Ảnh cầu treo.JPG", "Ảnh cầu treo"),
        ("C:\\Users\\Lò Thị Mai\\Desktop\\cau.jpeg", "cau"),
        ("/etc/../đường.v2.pdf", "đường.v2"),
        ("anh\u202egpj.exe", "anhgpj"),
        ("a\x00b\r\nSet-Cookie: x.png", "ab Set-Cookie: x"),
        ("  nhiều   chỗ\ttrống .png", "nhiều chỗ trống"),
        (".htaccess", "htaccess"),
        ("..", ""),
        ("\u200b\u2060.jpg", ""),
        ("x" * 300 + ".png", "x" * 80),
        ("Cafe\u0301.png", "Café"),
        ("Họp ngày 12.11 tại bản", "Họp ngày 12.11 tại bản"),
    ],
)
def test_a_label_is_one_line_without_folders_or_ending(sent_as: str, label: str) -> None:
    assert label_of(sent_as) == label
