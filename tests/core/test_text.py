"""Text in, text out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.markdown import TAGS
from forum.core.text import excerpt, one_line, plain, render, skeleton, slug, tidy
from tests.html_tree import parse


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_tidy_text_is_storable_whatever_came(text: str) -> None:
    clean = tidy(text)
    clean.encode("utf-8")
    assert clean == unicodedata.normalize("NFC", clean)
    assert "\x00" not in clean and "\u202e" not in clean
    assert tidy(clean) == clean


PIECES = ["<script>", "<img src=x onerror=", "[a](", "javascript:", "data:", ")", "`", "<a href="]
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join)


@given(MARKUP)
def test_rendered_html_has_no_tag_or_address_outside_the_list(text: str) -> None:
    root, _faults = parse(render(tidy(text)))
    for element in root.find_all():
        assert element.tag in TAGS
        assert set(element.attrs) <= {"href", "rel", "start"}
        assert element.attrs.get("href", "/").startswith(("http", "mailto:", "/", "#"))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**đậm** và *nghiêng*", "<p><strong>đậm</strong> và <em>nghiêng</em></p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("# Lớn", "<h3>Lớn</h3>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("một\nhai", "<p>một<br>\nhai</p>\n"),
        ("[chữ]()", '<p><a rel="nofollow ugc noopener">chữ</a></p>\n'),
    ],
)
def test_markdown_is_what_a_writer_expects(source: str, html: str) -> None:
    assert render(source) == html


def test_names_that_pass_for_each_other_have_one_skeleton() -> None:
    assert skeleton("Sở Dân tộc") == skeleton("S0 DAN  TỘC") == skeleton("Ѕо Dan tос")


def test_slug_excerpt_and_line() -> None:
    assert slug("Đất sản xuất: ở đâu?") == "dat-san-xuat-o-dau"
    assert slug("???") == "chu-de"
    assert plain("<p>a &amp; b</p>") == "a & b"
    assert excerpt("<p>" + "chữ " * 100 + "</p>", 10) == "chữ chữ…"
    assert one_line(" a \n b ") == "a b"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Chào @Lò Thị Mai ơi", "<p>Chào <strong>@Lò Thị Mai</strong> ơi</p>\n"),
        ("@mai, @sử", "<p><strong>@mai</strong>, <strong>@sử</strong></p>\n"),
        ("a@b.vn và @ và @@x", "<p>a@b.vn và @ và @@x</p>\n"),
        ("`@Mai`", "<p><code>@Mai</code></p>\n"),
        ("@Mai<b>", "<p><strong>@Mai</strong>&lt;b&gt;</p>\n"),
    ],
)
def test_a_name_behind_an_at_sign_is_bold(source: str, html: str) -> None:
    assert render(source) == html
