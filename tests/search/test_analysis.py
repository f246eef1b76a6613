"""The analyser: what is one word for a reader is one token, and offsets point into the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.analysis import LONGEST_TOKEN, analyse, bigrams, outermost, unigrams
from tests.effort import cpu_seconds

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợ"
    "pqrstuùủũúụưừửữứựvxyỳỷỹýỵƀčĕĭŏŭ"
)
SYLLABLES = st.text(LETTERS, min_size=1, max_size=7)
SENTENCES = st.lists(SYLLABLES, min_size=1, max_size=12).map(" ".join)
SCRIPTS = "aăđ1 ./-'’\u00ad\u200b\u200c\u0301\u0306កខ\u17d2\u17b6ꪀꪰꪱꪹꨀꩃกา\u0e33ລີ中年٣"


def words(text: str) -> list[str]:
    return unigrams(analyse(text))


def asked(text: str) -> list[str]:
    return unigrams(outermost(analyse(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đường ĐƯỜNG đường", "duong DUONG Duong"),
        ("hòa thủy khỏe", "hoà thuỷ khoẻ"),
        ("Ðắk Lắk", "Đắk Lắk"),  # the first letter is the Icelandic one, as old keyboards give it
        ("Ba Na: ƀok, plĕi, bô̆", "ba na bok plei bo"),
        ("soft\u00adhyphen, zero\u200cwidth\ufeff", "softhyphen zerowidth"),
        ("Ｆｕｌｌ 𝐁𝐨𝐥𝐝 m²", "full bold m2"),
        ("năm ២០២៥", "nam 2025"),
        ("a_b", "a b"),
    ],
)
def test_spellings_of_one_word_give_the_same_tokens(one: str, other: str) -> None:
    assert words(one) == words(other)


@given(SENTENCES)
def test_composed_decomposed_and_capital_letters_give_the_same_tokens(sentence: str) -> None:
    decomposed = unicodedata.normalize("NFD", sentence)
    assert words(decomposed) == words(sentence)
    assert words(decomposed.upper()) == words(sentence)


@given(SENTENCES)
def test_a_query_typed_without_diacritics_gives_the_tokens_of_the_text(sentence: str) -> None:
    bare = (
        "".join(letter for letter in unicodedata.normalize("NFD", sentence) if not _is_mark(letter))
        .replace("đ", "d")
        .replace("ƀ", "b")
    )
    assert bare.isascii()
    assert words(bare) == words(sentence)


@given(st.text(SCRIPTS, max_size=60) | st.text(max_size=60))
def test_every_token_has_text_and_stands_where_it_says(text: str) -> None:
    for token in analyse(text):
        assert 0 <= token.start < token.end <= len(text)
        assert 0 < len(token.text) <= LONGEST_TOKEN
        if not _is_mark(text[token.start]):  # a letter pair of Tai Viet may begin with a mark
            assert token.text in words(text[token.start : token.end])


@given(st.text(SCRIPTS, max_size=60))
def test_every_letter_and_digit_lies_in_a_token(text: str) -> None:
    covered = {at for token in analyse(text) for at in range(token.start, token.end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isalnum())


def test_offsets_count_letters_of_the_original_also_when_it_is_decomposed() -> None:
    text = unicodedata.normalize("NFD", "Tiếng Việt, người Tày")
    found = [text[token.start : token.end] for token in analyse(text)]
    assert [unicodedata.normalize("NFC", word) for word in found] == [
        "Tiếng", "Việt", "người", "Tày",
    ]  # fmt: skip


def test_a_mark_without_a_letter_is_no_token() -> None:
    assert analyse("\u0301") == []
    assert words("a \u0301 b") == ["a", "b"]


def test_neighbours_are_joined_inside_a_sentence_only() -> None:
    text = "Nhà nước, người dân. Đất rừng\nGiá 1.200 đồng; TP.HCM"
    assert bigrams(analyse(text)) == [
        "nha·nuoc", "nuoc·nguoi", "nguoi·dan", "dat·rung", "gia·1", "1·200", "200·dong", "tp·hcm",
    ]  # fmt: skip


def test_khmer_gives_pairs_of_clusters_and_a_subscript_stays_with_its_letter() -> None:
    assert words("ខ្មែរ") == ["ខ្មែរ"]
    assert words("ភាសាខ្មែរ") == ["ភាសា", "សាខ្មែ", "ខ្មែរ"]
    assert bigrams(analyse("ភាសាខ្មែរ")) == []


def test_a_zero_width_space_separates_khmer_words() -> None:
    assert words("ភាសា\u200bខ្មែរ") == ["ភាសា", "ខ្មែរ"]


def test_thai_and_lao_am_belong_to_the_letter_before() -> None:
    assert words("น้ำ") == ["น้ำ"]
    assert words("ນ້ຳ") == [unicodedata.normalize("NFC", "ນ້ຳ")]


def test_cham_is_cut_into_pairs_of_clusters() -> None:
    assert words("ꨀꨇꩉ") == ["ꨀꨇ", "ꨇꩉ"]


def test_tai_viet_gives_the_syllable_whole_with_its_vowels_and_letter_pairs() -> None:
    tokens = analyse("ꪹꪕꪸꪉ ꪎꪱꪉ")
    assert unigrams(tokens) == ["ꪹꪕꪸꪉ", "ꪹꪕ", "ꪕꪸ", "ꪸꪉ", "ꪎꪱꪉ", "ꪎꪱ", "ꪱꪉ"]
    assert unigrams(outermost(tokens)) == ["ꪹꪕꪸꪉ", "ꪎꪱꪉ"]
    assert bigrams(tokens) == ["ꪹꪕꪸꪉ·ꪎꪱꪉ"]


def test_a_change_of_script_ends_a_token() -> None:
    assert words("Tiếngខ្មែរ") == ["tieng", "ខ្មែរ"]
    assert words("Tháiꪼꪕ") == ["thai", "ꪼꪕ"]


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("1719/QĐ-TTg", "1719/qdttg"),
        ("1719/qd-ttg", "1719/qdttg"),
        ("1719/QĐ–TTg", "1719/qdttg"),
        ("42/2022/NĐ-CP", "42/2022/ndcp"),
        ("42/2022/NĐCP", "42/2022/ndcp"),
        ("42 / 2022 / NĐ-CP", "42/2022/ndcp"),
        ("91/2015/QH13", "91/2015/qh13"),
        ("62-NQ/TW", "62/nqtw"),
        ("206-CP", "206/cp"),
        ("121-TCTK/PPCĐ", "121/tctkppcd"),
    ],
)
def test_a_document_number_is_also_one_token_however_it_is_typed(typed: str, whole: str) -> None:
    assert asked(typed) == [whole]
    assert asked(unicodedata.normalize("NFD", typed)) == [whole]


def test_a_document_number_is_found_by_its_parts_too() -> None:
    tokens = analyse("Quyết định số 1719/QĐ-TTg ngày 14/10/2021")
    assert {"1719", "qd", "ttg", "1719/qdttg"} <= set(unigrams(tokens))
    assert "so·1719" in bigrams(tokens)
    assert "ttg·ngay" in bigrams(tokens)


def test_dates_and_fractions_are_no_document_numbers() -> None:
    assert asked("14/10/2021") == ["14", "10", "2021"]
    assert asked("3-5 ngày") == ["3", "5", "ngay"]


@pytest.mark.parametrize("typed", ["H'Mông", "H’Mông", "Hʼmông", "h`mong", "HMông"])
def test_an_apostrophe_inside_a_name_makes_no_difference(typed: str) -> None:
    assert asked(typed) == ["hmong"]


@pytest.mark.parametrize(
    "spellings",
    [
        ["Ê Đê", "Ê-đê", "Êđê", "ê đê", "ede"],
        ["Khơ-me", "Khơ me", "Khmer", "khome"],
        ["Ba Na", "Ba-na", "Bana", "Bahnar"],
        ["Gia Rai", "Gia-rai", "Jrai"],
        ["Mông", "HMông", "H'Mông", "Hmong"],
    ],
)
def test_every_spelling_of_a_people_asks_for_the_same_and_finds_the_same(
    spellings: list[str],
) -> None:
    assert len({tuple(asked(spelling)) for spelling in spellings}) == 1
    for spelling in spellings:
        assert set(asked(spellings[0])) <= set(words(f"người {spelling} ở bản"))


def test_names_of_peoples_that_read_like_everyday_words_are_left_alone() -> None:
    assert asked("có hộ nghèo, nói cho rõ") == ["co", "ho", "ngheo", "noi", "cho", "ro"]


def test_a_name_with_an_apostrophe_is_found_by_its_parts_too() -> None:
    assert words("M'Nông") == ["m", "nong", "mnong"]


@pytest.mark.parametrize(
    "text",
    ["a" * 60_000, "1/" * 30_000, "a'" * 30_000, "1-a/" * 15_000, "ក" * 30_000, "\u0301" * 30_000,
     "1/a-a-a-" * 8_000, ".”" * 30_000, "ꪀ" * 30_000, "12/2022/a-" * 6_000, "1 / " * 15_000],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    assert cpu_seconds(lambda: analyse(text)) < 1.0


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
