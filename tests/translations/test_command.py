"""scripts/translations: nothing translated is lost, plurals are right, faults are named."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.support import Translations

ROOT = Path(__file__).resolve().parents[2]


def write(small: ModuleType, tag: str, old: str, new: str) -> None:
    path = small.path_of(tag)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def translate_vi(small: ModuleType) -> None:
    small.main(["update"])
    send = 'msgid "Send a question"\nmsgstr '
    write(small, "vi", send + '""', send + '"Gửi câu hỏi"')
    write(small, "vi", 'msgstr[0] ""', 'msgstr[0] "%(num)s trả lời"')
    late = 'msgid "%(name)s is late"\nmsgstr '
    write(small, "vi", late + '""', late + '"%(name)s đến muộn"')


def load(small: ModuleType, tag: str) -> Translations:
    small.main(["compile"])
    return Translations(BytesIO(small.path_of(tag).with_suffix(".mo").read_bytes()))


def test_a_complete_fresh_project_has_no_faults(small: ModuleType) -> None:
    translate_vi(small)

    assert small.faults() == []


def test_english_fills_itself(small: ModuleType) -> None:
    small.main(["update"])

    english = load(small, "en")

    assert english.ugettext("Send a question") == "Send a question"
    assert english.ungettext("%(num)s reply", "%(num)s replies", 2) == "%(num)s replies"


@pytest.mark.parametrize("count", [0, 1, 2, 21])
def test_vietnamese_has_one_form_for_every_number(small: ModuleType, count: int) -> None:
    translate_vi(small)

    found = load(small, "vi").ungettext("%(num)s reply", "%(num)s replies", count)

    assert found == "%(num)s trả lời"


def test_a_language_babel_does_not_know_compiles_and_an_empty_plural_falls_back(
    small: ModuleType,
) -> None:
    small.main(["update"])
    thai = load(small, "blt")
    thai.add_fallback(load(small, "en"))

    assert "nplurals=1; plural=0;" in small.path_of("blt").read_text("utf-8")
    assert thai.ungettext("%(num)s reply", "%(num)s replies", 1) == "%(num)s reply"


def test_update_is_the_same_every_time_and_keeps_what_was_translated(small: ModuleType) -> None:
    translate_vi(small)
    write(small, "vi", "# Interface", "# Looked through by the province.\n# Interface")
    before = small.path_of("vi").read_bytes()

    small.main(["update"])

    assert small.path_of("vi").read_bytes() == before
    assert "Translators: a person" not in before.decode()
    assert "#. a person, not a thing" in before.decode()


def test_a_moved_line_changes_no_catalogue(small: ModuleType) -> None:
    translate_vi(small)
    source = small.ROOT / "forum" / "views.py"
    source.write_text("\n\n\n" + source.read_text())

    assert small.faults() == []


def test_a_new_message_makes_the_catalogues_stale(small: ModuleType) -> None:
    translate_vi(small)
    source = small.ROOT / "forum" / "views.py"
    source.write_text(source.read_text() + 'x = _("New")\n')

    faults = small.faults()

    assert faults[0].startswith("messages.pot is stale")
    assert {"vi: stale, or not as update writes it"} <= set(faults)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Gửi câu hỏi"', 'msgstr ""', "vi: not translated: 'Send a question'"),
        ('"%(name)s đến muộn"', '"%(ten)s đến muộn"', "vi: placeholders differ"),
        ('"%(num)s trả lời"', '"trả lời"', "vi: placeholders differ"),
        ("#, python-format\nmsgid ", "#, fuzzy, python-format\nmsgid ", "vi: not translated"),
    ],
)
def test_a_fault_is_named(small: ModuleType, old: str, new: str, fault: str) -> None:
    translate_vi(small)
    write(small, "vi", old, new)

    assert any(line.startswith(fault) for line in small.faults()), small.faults()
    assert small.main(["check"]) == 1


def test_html_in_a_message_is_a_fault(small: ModuleType) -> None:
    source = small.ROOT / "forum" / "views.py"
    source.write_text('x = _("A <b>bold</b> word")\n')

    assert any(line.startswith("HTML in the message") for line in small.faults())


def test_compiling_touches_only_what_changed(small: ModuleType) -> None:
    translate_vi(small)
    small.main(["compile"])
    changed = small.path_of("vi")
    later = changed.with_suffix(".mo").stat().st_mtime + 5
    os.utime(changed, (later, later))

    assert small.files.compile_catalogues(small.FOLDER, small.FOLDER) == ["vi"]


def test_an_unknown_command_is_a_usage_error(small: ModuleType) -> None:
    assert small.main(["sing"]) == 2
    assert small.main([]) == 2
