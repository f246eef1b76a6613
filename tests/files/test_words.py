"""What stands in a document, for search: read apart, as far as it can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.errors import Busy, NotFound
from forum.files import pdfs, service, storage, workshop
from forum.files.service import StoredFile
from tests.files import samples

Send = Callable[..., StoredFile]
WORDS = "Nghị định về chính sách hỗ trợ đồng bào vùng cao"


def test_the_words_of_all_pages_are_read(send: Send) -> None:
    kept = send(samples.worded_pdf(WORDS, "Mục 2: nhà ở"), "nghi-dinh.pdf")

    assert service.words_of(kept.name) == f"{WORDS}\nMục 2: nhà ở"


def test_a_document_without_words_has_none(send: Send) -> None:
    assert service.words_of(send(samples.pdf(), "ban-quet.pdf").name) == ""


def test_a_page_that_cannot_be_read_leaves_the_others(send: Send) -> None:
    """What is said to be its words is something else."""
    whole = samples.worded_pdf(WORDS, "Mục 2: nhà ở")
    broken = whole.replace(b"/Contents 6 0 R", b"/Contents 1 0 R", 1)

    assert service.words_of(send(broken, "van-ban.pdf").name).strip() == "Mục 2: nhà ở"


def test_of_a_very_long_document_the_beginning_is_read(send: Send) -> None:
    page = "chữ " * 2_000
    kept = send(samples.worded_pdf(*[page] * 30), "dai.pdf")

    found = service.words_of(kept.name)

    assert found.startswith("chữ chữ") and len(found) <= pdfs.CHARACTERS
    assert len(found) > pdfs.CHARACTERS * 0.9


def test_what_was_damaged_since_has_no_words(send: Send) -> None:
    kept = send(samples.worded_pdf(WORDS), "van-ban.pdf")
    storage.path_of(kept.name).write_bytes(b"%PDF-1.7\n%%EOF\n")

    assert service.words_of(kept.name) == ""


def test_reading_leaves_nothing_beside(send: Send) -> None:
    kept = send(samples.worded_pdf(WORDS), "van-ban.pdf")
    service.words_of(kept.name)

    assert not list((storage.folder() / storage.BEGUN).glob("*/"))


def test_a_document_that_is_not_there_is_told_apart(app: Flask) -> None:
    with pytest.raises(NotFound):
        service.words_of("0" * 32)


def test_a_machine_that_is_too_slow_at_present_is_asked_again_later(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = send(samples.worded_pdf(WORDS), "van-ban.pdf")
    monkeypatch.setattr(workshop, "SECONDS", 0.01)

    with pytest.raises(Busy):
        service.words_of(kept.name)
