"""Small files that unpack to very much: refused early, or read as far as a file may be."""

from __future__ import annotations

import resource
import zlib
from collections.abc import Callable
from time import monotonic

import pytest
from PIL import Image

from forum.files import images, pdfs, service, storage
from forum.files.refusals import Refusal
from forum.files.service import StoredFile
from tests.files import samples

Refuse = Callable[..., Refusal]
Send = Callable[..., StoredFile]
BUSY = 3  # times as long as a second of work may take beside other work


def scanned(times: int) -> bytes:
    """A progressive JPEG whose last going over all pixels is repeated."""
    once = samples.written(Image.new("L", (2_000, 2_000)), "JPEG", progressive=True)
    begin = once.rindex(images.SCAN)
    return once[:-2] + once[begin:-2] * times + once[-2:]


def moving(form: str, frames: int) -> bytes:
    pictures = [Image.new("RGB", (16, 16), (n * 7 % 256, 0, 0)) for n in range(frames)]
    return samples.written(pictures[0], form, save_all=True, append_images=pictures[1:])


def noted_png() -> bytes:
    """Its one note unpacks to 100 MB."""
    whole = samples.png(1, 1)
    note = samples.part(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 100_000_000))
    return whole[:33] + note + whole[33:]


def grown_pdf(inside: bytes) -> bytes:
    return b"%PDF-1.7\n" + inside + b"%%EOF\n"


def doubling_pdf(times: int) -> bytes:
    """Each list of pages names the next one twice."""
    lists = [
        b"<< /Type /Pages /Count 2 /Kids [%d 0 R %d 0 R] >>" % (n, n) for n in range(4, 4 + times)
    ]
    return samples.pdf(more=lists).replace(b"[3 0 R]", b"[4 0 R]", 1)


def page_of(content: bytes) -> bytes:
    """A document whose one page is drawn by ``content``, packed."""
    drawn = b"/MediaBox [0 0 300 400] /Contents 4 0 R >>"
    whole = samples.pdf(more=[samples.stream(b"", content)])
    listed = whole.index(b"xref\n")
    changed = whole[:listed].replace(b"/MediaBox [0 0 300 400] >>", drawn)
    # The places in the list are wrong now: readers then look for the objects themselves.
    return changed + whole[listed:]


BOMBS: dict[str, tuple[Callable[[], bytes], Refusal]] = {
    "a JPEG drawn over and over": (lambda: scanned(5_000), Refusal.HEAVY),
    "an APNG of 700 pictures": (lambda: moving("PNG", 700), Refusal.FRAMES),
    "a WebP of 700 pictures": (lambda: moving("WEBP", 700), Refusal.FRAMES),
    "a note of 100 MB": (noted_png, Refusal.DAMAGED),
    "a GIF whose picture is larger than it says": (
        lambda: samples.gif().replace(b"\x2c\0\0\0\0\x01\0\x01\0", b"\x2c\0\0\0\0\x60\xea\x60\xea"),
        Refusal.PIXELS,
    ),
    "10,000 pages": (lambda: samples.pdf(10_000), Refusal.PAGES),
    "one page 10,000 times": (
        lambda: samples.pdf().replace(b"[3 0 R]", b"[" + b"3 0 R " * 10_000 + b"]"),
        Refusal.PAGES,
    ),
    "pages in a circle": (lambda: samples.pdf().replace(b"[3 0 R]", b"[2 0 R]"), Refusal.DAMAGED),
    "pages that double": (lambda: doubling_pdf(25), Refusal.DAMAGED),
    "lists in lists": (
        lambda: samples.pdf(more=[b"[" * 100_000 + b"]" * 100_000]),
        Refusal.DAMAGED,
    ),
    "packed parts without end": (lambda: grown_pdf(b"/ObjStm stream\n" * 300_000), Refusal.HEAVY),
    "packed parts nowhere": (lambda: grown_pdf(b"/ObjStm " * 600_000), Refusal.HEAVY),
    "strings without end": (lambda: grown_pdf(b"1 0 obj\n" + b"(" * 4_900_000), Refusal.DAMAGED),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_a_second_of_work(refuse: Refuse, name: str) -> None:
    made, why = BOMBS[name]
    data = made()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert refuse(data) is why

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_a_progressive_photo_is_kept(send: Send) -> None:
    assert send(samples.photo(1_800, 1_200, "JPEG", progressive=True)).width == 1_600
    assert send(scanned(5)).width == 1_600


def test_of_a_moving_webp_the_first_picture_is_kept(send: Send) -> None:
    with Image.open(storage.path_of(send(moving("WEBP", 20)).name)) as picture:
        assert getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize(
    "content", [b" " * 300_000_000, b"BT /F 12 Tf " + b"(a) Tj " * 3_000_000 + b"ET"]
)
def test_a_page_that_unpacks_to_very_much_has_no_words(send: Send, content: bytes) -> None:
    kept = send(page_of(content), "van-ban.pdf")
    begun = monotonic()

    assert len(service.words_of(kept.name)) <= pdfs.CHARACTERS
    assert monotonic() - begun < BUSY * pdfs.READING_SECONDS


def test_packed_parts_are_found_with_their_name_in_codes(refuse: Refuse) -> None:
    whole = samples.packed_pdf(b"<< /S /J#61vaScript /JS (x) >>")
    coded = whole.replace(b"/ObjStm", b"/Obj#53tm").replace(b"startxref\n", b"startxref\n9")
    assert refuse(coded) is Refusal.ACTIVE


@pytest.mark.parametrize("kind", ["noise", "text"])
def test_the_small_view_of_what_is_hard_to_pack_is_below_15_kb(send: Send, kind: str) -> None:
    for size in ((320, 240), (1_600, 1_200)):
        name = send(samples.written(drawn(kind, size), "JPEG")).name
        small = storage.path_of(name, small=True)
        assert small.stat().st_size <= 15_000
        with Image.open(small) as picture:
            assert max(picture.size) >= 160


def drawn(kind: str, size: tuple[int, int]) -> Image.Image:
    """What is hard to pack: every pixel by chance, or many sharp edges."""
    if kind == "noise":
        return Image.effect_noise(size, 120).convert("RGB")
    tile = Image.effect_noise((256, 256), 255).point(lambda value: 255 * (value > 128))
    picture = Image.new("L", size)
    for left in range(0, size[0], 256):
        for top in range(0, size[1], 256):
            picture.paste(tile, (left, top))
    return picture.convert("RGB")
