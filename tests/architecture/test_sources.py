"""What every file must be: readable text, no drawer, no inline style, no half message."""

from __future__ import annotations

import ast
import unicodedata

import pytest

from tests.architecture import texts
from tests.architecture.sources import ROOT, forum_modules, python_files, sample, template_files


def test_every_text_file_is_nfc_and_finished() -> None:
    faults = [
        fault
        for path in texts.text_files()
        for fault in texts.text_faults(str(path.relative_to(ROOT)), path.read_bytes())
    ]

    assert "\n".join(faults) == ""


def test_every_file_is_python_of_the_oldest_version() -> None:
    """The rules read the tree of each file; one that cannot be parsed would hide from them."""
    version = (3, 11)
    faults = []
    for module in python_files():
        try:
            ast.parse(module.text, feature_version=version)
        except SyntaxError as error:
            faults.append(f"{module.name}:{error.lineno}: {error.msg}")

    assert "\n".join(faults) == ""


def test_there_are_no_drawers() -> None:
    assert "\n".join(texts.drawers([module.path for module in python_files()])) == ""


def test_messages_are_whole_literals() -> None:
    faults = [fault for module in forum_modules() for fault in texts.composed_messages(module)]

    assert "\n".join(faults) == ""


def test_there_is_one_clock() -> None:
    faults = [fault for module in forum_modules() for fault in texts.own_clocks(module)]

    assert "\n".join(faults) == ""


def test_no_test_is_left_out() -> None:
    tests = [module for module in python_files() if module.name.startswith("tests")]
    faults = [fault for module in tests for fault in texts.left_out_tests(module)]

    assert "\n".join(faults) == ""


def test_templates_trust_no_html_and_carry_no_style_or_script() -> None:
    faults = [
        fault
        for path in template_files()
        for fault in texts.template_faults(texts.template_name(path), path.read_text("utf-8"))
    ]

    assert "\n".join(faults) == ""


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (unicodedata.normalize("NFD", "Tiếng Việt\n").encode(), "not NFC"),
        (b"\xff\n", "not UTF-8"),
        (b"a\r\n", "carriage returns"),
        (b"a", "no newline"),
        ("# {}{}: later\n".format("TO", "DO").encode(), "unfinished"),
    ],
)
def test_a_bad_text_is_seen(content: bytes, fault: str) -> None:
    assert any(fault in line for line in texts.text_faults("a.py", content))


def test_a_drawer_is_seen() -> None:
    assert list(texts.drawers([ROOT / "forum" / "threads" / "utils.py"]))
    assert list(texts.drawers([ROOT / "forum" / "common" / "service.py"]))


@pytest.mark.parametrize(
    "text", ["x = f\"{_('Reply')}\"", 'x = _(f"Reply {name}")', 'x = lazy_gettext("Re" + "ply")']
)
def test_a_composed_message_is_seen(text: str) -> None:
    assert list(texts.composed_messages(sample("forum.threads.views", text)))


def test_a_second_clock_is_seen() -> None:
    assert list(texts.own_clocks(sample("forum.threads.service", "at = datetime.now(UTC)")))
    assert not list(texts.own_clocks(sample("forum.threads.service", "at = clock.now()")))


@pytest.mark.parametrize("text", ["pytest.skip('x')", "@pytest.mark.xfail\ndef t(): ..."])
def test_a_test_left_out_is_seen(text: str) -> None:
    assert list(texts.left_out_tests(sample("tests.test_x", text)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("threads/thread.html", "{{ p.html|safe }}"),
        ("threads/thread.html", '<p style="color:red">'),
        ("threads/thread.html", "<style>p{}</style>"),
        ("threads/thread.html", "<script>x()</script>"),
        ("threads/thread.html", '<button class="x" onclick="x()">'),
        ("threads/thread.html", '<a href="javascript:x()">'),
        ("components/chip.html", "{% macro chip(a) %}{% endmacro %}{% macro b() %}{% endmacro %}"),
        ("components/chip.html", "{% macro chop(a) %}{% endmacro %}"),
    ],
)
def test_a_careless_template_is_seen(name: str, text: str) -> None:
    assert list(texts.template_faults(name, text))


def test_the_post_component_and_mails_are_left_alone() -> None:
    post = "{% macro post(p, thread) %}<div>{{ p.html|safe }}</div>{% endmacro %}"

    assert list(texts.template_faults("components/post.html", post)) == []
    assert list(texts.template_faults("email/x/body.html", '<p style="margin:0">x</p>')) == []
