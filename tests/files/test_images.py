"""Pictures: what is kept is small, upright, and tells nothing but what is on it."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from PIL import Image

from forum.core.errors import NotFound
from forum.files import images, storage
from forum.files.kinds import Kind
from forum.files.service import StoredFile
from tests.files import samples

Send = Callable[..., StoredFile]


def parts(data: bytes) -> list[bytes]:
    """Names of the parts of a WebP file."""
    found, place = [], 12
    while place < len(data):
        found.append(data[place : place + 4])
        (size,) = struct.unpack("<I", data[place + 4 : place + 8])
        place += 8 + size + size % 2
    return found


def is_red(picture: Image.Image, left: float, top: float) -> bool:
    point = picture.convert("RGB").getpixel((int(picture.width * left), int(picture.height * top)))
    assert isinstance(point, tuple)
    return point[0] > 150 and point[1] < 100


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_of_each_format_is_kept_small_with_a_smaller_one(send: Send, form: str) -> None:
    kept = send(samples.photo(2400, 1200, form))

    whole, small = storage.path_of(kept.name), storage.path_of(kept.name, small=True)
    assert kept.kind is Kind.IMAGE and (kept.width, kept.height) == (1600, 800)
    assert kept.bytes == whole.stat().st_size <= images.BYTES
    assert small.stat().st_size <= images.SMALL_BYTES
    assert kept.taken == kept.bytes + small.stat().st_size
    for path, longest in ((whole, 1600), (small, 320)):
        with Image.open(path) as picture:
            assert picture.format == "WEBP" and max(picture.size) <= longest
            assert is_red(picture, 0.25, 0.5) and not is_red(picture, 0.9, 0.5)
    assert whole.stat().st_mode & 0o077 == 0


def test_nothing_of_what_the_camera_wrote_is_kept(send: Send) -> None:
    kept = send(samples.telling_photo())

    for path in (storage.path_of(kept.name), storage.path_of(kept.name, small=True)):
        data = path.read_bytes()
        assert parts(data) == [b"VP8 "]
        assert b"script" not in data and samples.PLACE.encode() not in data


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (400, 300), (0.25, 0.5)),
        (3, (400, 300), (0.75, 0.5)),
        (6, (300, 400), (0.5, 0.25)),
        (8, (300, 400), (0.5, 0.75)),
        (77, (400, 300), (0.25, 0.5)),
    ],
)
def test_a_picture_stands_as_the_camera_was_held(
    send: Send, orientation: int, size: tuple[int, int], red: tuple[float, float]
) -> None:
    kept = send(samples.telling_photo(orientation))

    assert (kept.width, kept.height) == size
    with Image.open(storage.path_of(kept.name)) as picture:
        assert is_red(picture, *red)


def test_all_eight_ways_of_holding_a_camera_are_told_apart(send: Send) -> None:
    """A red corner lands where a viewer shows it."""
    corner = Image.new("RGB", (300, 200), "white")
    corner.paste("red", (0, 0, 100, 60))
    landed = []
    for told in range(1, 9):
        exif = Image.Exif()
        exif[images.EXIF_ORIENTATION] = told
        with Image.open(
            storage.path_of(send(samples.written(corner, "JPEG", exif=exif)).name)
        ) as picture:
            at = [is_red(picture, x, y) for x in (0.1, 0.9) for y in (0.1, 0.9)]
            landed.append((picture.width > picture.height, at.index(True)))

    turned = [0, 2, 3, 1]  # top left, top right, bottom right, bottom left
    assert landed == [(wide, place) for wide in (True, False) for place in turned]


def test_a_small_picture_is_not_made_larger(send: Send) -> None:
    kept = send(samples.photo(90, 40, "PNG"))

    assert (kept.width, kept.height) == (90, 40)


def test_what_can_be_seen_through_is_white(send: Send) -> None:
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    kept = send(samples.written(clear, "PNG"))

    with Image.open(storage.path_of(kept.name)) as picture:
        assert picture.convert("L").getextrema()[0] > 245  # type: ignore[operator]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_way_of_writing_colours_can_be_read(send: Send, mode: str) -> None:
    picture = Image.new(mode, (50, 20))
    kept = send(samples.written(picture, "JPEG" if mode == "CMYK" else "PNG"))

    assert (kept.width, kept.height) == (50, 20)


def test_a_grey_of_sixteen_bits_stays_grey(send: Send) -> None:
    kept = send(samples.written(Image.new("I;16", (50, 20), 32_768), "PNG"))

    with Image.open(storage.path_of(kept.name)) as picture:
        low, high = picture.convert("L").getextrema()
        assert 120 <= low <= high <= 136  # type: ignore[operator]


def test_only_the_first_picture_of_an_animation_is_kept(send: Send) -> None:
    first, second = Image.new("RGB", (40, 40), "red"), Image.new("RGB", (40, 40), "blue")
    moving = samples.written(first, "GIF", save_all=True, append_images=[second] * 5)

    with Image.open(storage.path_of(send(moving).name)) as picture:
        assert is_red(picture, 0.5, 0.5) and getattr(picture, "n_frames", 1) == 1


@pytest.mark.parametrize("size", [(30_000, 1), (1, 30_000)])
def test_a_line_is_a_picture_too(send: Send, size: tuple[int, int]) -> None:
    kept = send(samples.png(*size))

    assert max(kept.width or 0, kept.height or 0) == 1600


def test_names_of_files_lead_nowhere_else(send: Send) -> None:
    kept = send(samples.photo(20, 20, "PNG"))

    for name in (f"../files/{kept.name}", f"{kept.name}/", kept.name.upper(), "", "0" * 32, "turn"):
        with pytest.raises(NotFound):
            storage.path_of(name)
