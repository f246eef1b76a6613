"""Passwords that guessing begins with."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from forum.accounts import weakness
from forum.accounts.weakness import is_weak
from tests.page import Client


@pytest.mark.parametrize(
    "password",
    [
        "baseball1",  # of the common list
        "PassWord123",
        "matkhau123",
        "Mật khẩu 123!",
        "anh yêu em 99",
        "Vietnam@2026",
        "0912345678",
        "+84 912 345 678",
        "01/01/1990".replace("/", ""),
        "qwertyuiop",
        "asdf1234",
        "poiuytrewq",
        "zxcvbnm,./",
        "abcd1234",
        "aaaaaaaaaa",
        "12121212",
        "lothimai1990",
        "LoThiMai!",
        "iamihtol",
    ],
)
def test_what_others_try_first_is_weak(password: str) -> None:
    assert is_weak(password, "lothimai")


@pytest.mark.parametrize(
    "password",
    [
        "một câu chỉ mình biết",
        "trâu nhà tôi tên Mực",
        "suoi sau ban can thang ba",
        "hoa ban no trang doi 12",
        "Rx7!kd92_wQ",
    ],
)
def test_a_sentence_of_ones_own_is_not(password: str) -> None:
    assert not is_weak(password, "lothimai")


def test_the_list_has_ten_thousand_words_that_the_form_would_accept() -> None:
    words = weakness._common().split()
    assert len(words) >= 10_000 and min(map(len, words)) >= 8
    assert weakness.COMMON.stat().st_size < 200_000
    assert weakness.is_common(words[0].decode()) and weakness.is_common(words[-1].decode())
    assert not weakness.is_common("") and not weakness.is_common("aseball")


def test_looking_costs_little_time_and_memory() -> None:
    weakness._common.cache_clear()
    tracemalloc.start()
    is_weak("một câu chỉ mình biết", "lothimai")
    kept, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 1_000_000
    started = time.perf_counter()
    for _ in range(10):
        is_weak("qwertyuiopasdfghjkl" * 10, "lothimai")
    assert time.perf_counter() - started < 1


def test_a_weak_password_is_told_why_and_how_and_nothing_else_is_lost(client: Client) -> None:
    page = client.get("/dang-ky").submit(username="lothimai", password="lothimai99")
    (error,) = page.find_all("p", **{"class": "field-error"})
    assert "câu" in error.text or "sentence" in error.text
    assert page.form("/dang-ky").values["username"] == "lothimai"
