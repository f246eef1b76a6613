"""The test tool is tested: a page with a fault must be refused, a good one must be readable."""

from __future__ import annotations

import pytest
from flask import Flask, redirect, request

from tests.html_tree import parse
from tests.page import Client
from tests.page_rules import complaints

GOOD = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Gửi câu hỏi – Diễn đàn</title>
<link rel="stylesheet" href="/static/forum.css"></head>
<body><main id="main"><h1>Gửi <em>câu hỏi</em></h1>
<a href="#main">Về đầu trang</a> <a href="/hoi-dap?trang=2">Trang sau</a>
<form method="post" action="/gui"><input type="hidden" name="csrf_token" value="abc">
<label for="body">Nội dung</label><textarea id="body" name="body">
Xin hỏi &amp; cảm ơn</textarea>
<label>Chủ đề <select name="topic"><option value="dat">Đất</option><option>Trường</option></select>
</label>
<label><input type="radio" name="visibility" value="public" checked> Công khai</label>
<label><input type="radio" name="visibility" value="private"> Riêng</label>
<button name="action" value="save">Lưu</button><button name="action" value="send">Gửi</button>
</form></main></body></html>"""

FAULTS = [
    ("<h1>Gửi <em>câu hỏi</em></h1>", "<h2>Gửi</h2>", "0 h1, not one"),
    ("</h1>", "</h1><h1>Hai</h1>", "2 h1, not one"),
    ("<title>Gửi câu hỏi", "<title>Trang", "does not begin with the h1"),
    ('<html lang="vi">', "<html>", "names no language"),
    ('<main id="main">', '<main id="body">', "stands more than once"),
    ('<a href="#main">', '<a href="#top">', "which is not on the page"),
    ('for="body"', 'for="text"', "points to no id"),
    ('<label for="body">Nội dung</label>', "", "has no label"),
    ('<input type="hidden" name="csrf_token" value="abc">', "", "has no csrf_token"),
    ('value="abc"', 'value=""', "has no csrf_token"),
    ("<em>", '<em style="color:red">', "carries style="),
    ("<em>", '<em onclick="x()">', "carries onclick="),
    ("</main>", "<script>x()</script></main>", "an inline <script>"),
    ("</head>", "<style>p{}</style></head>", "an inline <style>"),
    ("/hoi-dap?trang=2", "hoi dap", "leads to 'hoi dap'"),
    ("/hoi-dap?trang=2", "//example.org/", "leads to '//example.org/'"),
    ("/hoi-dap?trang=2", "/chu-de/None", "leads to '/chu-de/None'"),
    ("/hoi-dap?trang=2", "javascript:x()", "javascript:x()"),
    ("Trang sau", "", "has no name"),
    ("</em>", "", "</h1> comes while <em> is open"),
    ("Nội dung<", "Nội dung %(count)s<", "stands in the text"),
    ("</h1>", '</h1><img src="/a.png">', "has no alt"),
    ("<main", "<div", "0 <main>, not one"),
]


def test_a_good_page_has_no_complaints() -> None:
    root, faults = parse(GOOD)

    assert complaints(root, faults) == []


@pytest.mark.parametrize(("old", "new", "complaint"), FAULTS)
def test_each_fault_is_named(old: str, new: str, complaint: str) -> None:
    assert GOOD.count(old) == 1, "the sample must really change"

    root, faults = parse(GOOD.replace(old, new))

    assert any(complaint in line for line in complaints(root, faults)), complaints(root, faults)


@pytest.fixture
def toy() -> Client:
    app = Flask("toy")
    cache = {"value": "no-store"}

    @app.get("/form")
    def form() -> tuple[str, dict[str, str]]:
        return GOOD, {"Cache-Control": cache["value"]}

    @app.get("/cached")
    def cached() -> tuple[str, dict[str, str]]:
        return GOOD, {"Cache-Control": "public"}

    @app.post("/gui")
    def send():  # type: ignore[no-untyped-def]
        app.config["SENT"] = request.form.to_dict()
        return redirect("/form?sent=1", 303)

    @app.post("/wrong")
    def wrong():  # type: ignore[no-untyped-def]
        return redirect("/form", 302)

    return Client(app)


def test_a_form_is_sent_with_its_defaults_and_what_was_changed(toy: Client) -> None:
    page = toy.get("/form").submit(body="Ở bản tôi", topic="Trường", action="send")

    assert toy.app.config["SENT"] == {
        "csrf_token": "abc",
        "body": "Ở bản tôi",
        "topic": "Trường",
        "visibility": "public",
        "action": "send",
    }
    assert page.steps == [(303, "/form?sent=1")]
    assert page.h1 == "Gửi câu hỏi" and "Về đầu trang" in page
    assert ("Trang sau", "/hoi-dap?trang=2") in page.links


def test_a_form_keeps_the_text_it_came_with(toy: Client) -> None:
    assert toy.get("/form").form("/gui").values["body"] == "Xin hỏi & cảm ơn"


@pytest.mark.parametrize("fields", [{"colour": "red"}, {"topic": "nuoc"}, {"visibility": "x"}])
def test_a_field_or_option_that_is_not_offered_cannot_be_sent(
    toy: Client, fields: dict[str, str]
) -> None:
    with pytest.raises(AssertionError):
        toy.get("/form").form("/gui").submit(**fields)


def test_an_answer_to_post_must_be_303(toy: Client) -> None:
    with pytest.raises(AssertionError, match="answers 302, not 303"):
        toy.post("/wrong")


def test_a_post_form_on_a_page_that_may_be_cached_is_refused(toy: Client) -> None:
    with pytest.raises(AssertionError, match="may be cached"):
        toy.get("/cached")


def test_another_language_than_the_readers_is_refused(toy: Client) -> None:
    toy.lang = "en"

    with pytest.raises(AssertionError, match="in 'vi', not 'en'"):
        toy.get("/form")


def test_another_status_than_expected_is_refused(toy: Client) -> None:
    with pytest.raises(AssertionError, match="200, not 404"):
        toy.get("/form", status=404)
