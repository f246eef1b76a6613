"""PDF documents are kept as they came, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.files import pdfs, storage
from forum.files.kinds import Kind
from forum.files.refusals import Refusal
from forum.files.service import StoredFile
from tests.files import samples

Refuse = Callable[..., Refusal]
FIRST = 4  # number of the first further object of a document with one page


def test_a_document_is_kept_byte_for_byte(send: Callable[..., StoredFile]) -> None:
    sent = samples.pdf(3)
    kept = send(sent, "Đơn đề nghị.pdf")

    assert (kept.kind, kept.pages, kept.bytes, kept.taken) == (Kind.PDF, 3, len(sent), len(sent))
    assert (kept.label, kept.width) == ("Đơn đề nghị", None)
    assert storage.path_of(kept.name).read_bytes() == sent


def test_links_and_a_place_to_open_at_are_welcome(send: Callable[..., StoredFile]) -> None:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.vn) >> >>"
    sent = samples.pdf(more=[link], catalogue=b"/OpenAction [3 0 R /Fit]")

    assert send(sent).pages == 1


def test_a_document_with_a_packed_part_is_read(send: Callable[..., StoredFile]) -> None:
    assert send(samples.packed_pdf(b"<< /S /GoTo /D [3 0 R /Fit] >>")).pages == 1


@pytest.mark.parametrize(
    "action",
    [
        b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"<< /S /Launch /F (calc.exe) >>",
        b"<< /S /J#61vaScript /J#53 (x) >>",
        b"<< /S /SubmitForm /F (https://a.vn) >>",
    ],
)
@pytest.mark.parametrize("hidden", [False, True])
def test_a_document_that_acts_is_refused(refuse: Refuse, action: bytes, hidden: bool) -> None:
    acting = b"/OpenAction %d 0 R" % FIRST
    sent = samples.packed_pdf(action) if hidden else samples.pdf(more=[action], catalogue=acting)

    assert refuse(sent) is Refusal.ACTIVE


@pytest.mark.parametrize("hidden", [False, True])
def test_what_the_documents_list_leaves_out_is_found_too(refuse: Refuse, hidden: bool) -> None:
    action = b"<< /S /J#61vaScript /JS (x) >>"
    acting = b"/OpenAction %d 0 R" % FIRST
    sent = samples.packed_pdf(action) if hidden else samples.pdf(more=[action], catalogue=acting)
    listed, broken = (b"startxref\n", b"startxref\n9") if hidden else (b"obj\n", b"obj \n")

    assert refuse(sent.replace(listed, broken)) is Refusal.ACTIVE


def test_a_packed_part_that_grows_without_end_is_refused(refuse: Refuse) -> None:
    grown = b"<< /S /GoTo >>" + b" " * 3 * pdfs.UNPACKED

    assert refuse(samples.packed_pdf(grown)) is Refusal.HEAVY


@pytest.mark.parametrize(
    "document",
    [
        samples.pdf(catalogue=b"/Names << /JavaScript << /Names [] >> >>"),
        samples.pdf(catalogue=b"/Names << /EmbeddedFiles << /Names [] >> >>"),
        samples.pdf(catalogue=b"/AcroForm << /XFA [] >>"),
        samples.pdf(catalogue=b"/AA << /WC << /S %d 0 R >> >>" % FIRST, more=[b"/L#61unch"]),
        samples.pdf(more=[b"<< /Kids [[[<< /JS (deep) >>]]] >>"]),
        samples.pdf(more=[b"<< /Type /EmbeddedFile >>"]),
    ],
)
def test_programs_and_other_files_inside_are_refused(refuse: Refuse, document: bytes) -> None:
    assert refuse(document) is Refusal.ACTIVE


def test_a_locked_document_is_refused(refuse: Refuse) -> None:
    lock = b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32)
    keyed = b"/Encrypt %d 0 R /ID [<00> <00>]" % FIRST

    assert refuse(samples.pdf(more=[lock], trailer=keyed)) is Refusal.LOCKED


def test_200_pages_are_read_and_no_more(send: Callable[..., StoredFile], refuse: Refuse) -> None:
    assert send(samples.pdf(pdfs.PAGES)).pages == pdfs.PAGES
    assert refuse(samples.pdf(pdfs.PAGES + 1)) is Refusal.PAGES


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (b"<html><script>alert(1)</script>" + samples.pdf(), Refusal.KIND),
        (b"\n" + samples.pdf(), Refusal.KIND),
        (samples.pdf().replace(b"%PDF-1.7\n", b"%PDF-1.7\n%<script>x</script>\n"), Refusal.ACTIVE),
        (samples.pdf() + b"<html><body onload=alert(1)>", Refusal.ACTIVE),
        (samples.pdf() + b"PK\x05\x06" + bytes(18), Refusal.ACTIVE),
        (samples.pdf()[:-8], Refusal.DAMAGED),
        (samples.pdf(0), Refusal.DAMAGED),
        (b"%PDF-1.7\n%%EOF\n", Refusal.DAMAGED),
    ],
)
def test_what_is_also_something_else_or_not_whole_is_refused(
    refuse: Refuse, document: bytes, why: Refusal
) -> None:
    assert refuse(document, "van-ban.pdf") is why
