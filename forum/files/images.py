"""Pictures: checked, made anew and small, without anything the sender's device wrote beside them.

Runs in a process of its own (``inside.py``). What is kept are pixels that were drawn again: no
EXIF, GPS position, colour profile, text, second picture or trailing bytes can get through.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from forum.files.kinds import HEAD, Format, format_of
from forum.files.refusals import Refusal, Refused

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

PIXELS = 40_000_000  # 160 MB once decoded; cameras of telephones send 12 to 16 million
WEBP_PIXELS = 16_000_000  # its reader holds four copies
SIDE = 30_000  # pixels: what is longer is a line
FRAMES = 600  # of an animation; only the first is kept, but counting to any number takes time
LONGEST, BYTES = 1600, 500_000  # of the kept picture: a page of text stays readable
SMALL, SMALL_BYTES = 320, 15_000  # of the one in lists: three seconds on a slow line
SCANS = 40  # of a JPEG; cameras and programs make at most 20, and each goes over all pixels
STRIP = 256  # lines that are converted at a time
QUALITIES = (75, 55, 35)  # of WebP; the first whose picture is small enough is taken
EXIF_ORIENTATION = 0x0112
SCAN = b"\xff\xda"  # begins each going over the pixels


def make(source: Path, target: Path, small: Path) -> dict[str, int]:
    """``target`` holds the picture as WebP, ``small`` a smaller one; width and height of the first.

    Raises ``Refused``; other errors mean that the file is damaged.
    """
    import PIL.WebPImagePlugin  # noqa: F401 (it can write WebP once it is imported)

    with source.open("rb") as stream:
        found = format_of(stream.read(HEAD))
        if found is None or found is Format.PDF:
            raise Refused(Refusal.KIND)
        if found is Format.GIF:
            _count_frames(source.read_bytes())
        # Inside packed pixels this mark cannot stand (ITU T.81, B.1.1.5); in notes it may, rarely.
        if found is Format.JPEG and source.read_bytes().count(SCAN) > SCANS:
            raise Refused(Refusal.HEAVY)
        stream.seek(0)
        picture = _opened(found, stream)
        _check_size(picture)
        shrunk = _turned(_shrunk(picture), picture)
    width, height = _write(shrunk, target, LONGEST, BYTES)
    _write(shrunk, small, SMALL, SMALL_BYTES)
    return {"width": width, "height": height}


def _opened(found: Format, stream: Any) -> ImageFile:
    """The picture with its header read and no pixel decoded. Straight from the one reader of its
    format: asking Pillow would try readers nobody needs."""
    from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    Image.MAX_IMAGE_PIXELS = PIXELS // 2  # Pillow only warns up to twice its limit
    readers: dict[Format, Any] = {
        Format.JPEG: JpegImagePlugin.JpegImageFile,
        Format.PNG: PngImagePlugin.PngImageFile,
        Format.WEBP: WebPImagePlugin.WebPImageFile,
        Format.GIF: GifImagePlugin.GifImageFile,
    }
    try:
        picture: ImageFile = readers[found](stream)
    except Image.DecompressionBombError as error:
        raise Refused(Refusal.PIXELS) from error
    return picture


def _check_size(picture: ImageFile) -> None:
    width, height = picture.size
    if width < 1 or height < 1:
        raise Refused(Refusal.DAMAGED)
    if width * height > PIXELS or max(width, height) > SIDE:
        raise Refused(Refusal.PIXELS)
    if picture.format == "WEBP" and width * height > WEBP_PIXELS:
        raise Refused(Refusal.HEAVY)
    if getattr(picture, "n_frames", 1) > FRAMES:
        raise Refused(Refusal.FRAMES)


def _count_frames(data: bytes) -> None:
    """Refused above FRAMES. Pillow counts by reading every frame, which may be 400,000; this walks
    from block to block (GIF89a, appendix A) and stops."""
    frames, place = 0, 13 + _colours(data[10])
    while place < len(data) and data[place] != 0x3B:  # the trailer
        if data[place] == 0x2C:  # an image: position, size, its own colours, code size
            frames += 1
            place += 10
            if place > len(data):
                raise Refused(Refusal.DAMAGED)
            place += _colours(data[place - 1]) + 1
        elif data[place] == 0x21:  # an extension and its label
            place += 2
        else:
            raise Refused(Refusal.DAMAGED)
        if frames > FRAMES:
            raise Refused(Refusal.FRAMES)
        while place < len(data) and data[place]:
            place += data[place] + 1
        place += 1


def _colours(flags: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _shrunk(picture: ImageFile) -> Image:
    """The picture in RGB on white, at most LONGEST a side.

    A JPEG is decoded small at once; others are shrunk strip by strip, so that there is never a
    second copy of all pixels.
    """
    from PIL.Image import Resampling, new

    longest = max(picture.size)
    if longest > LONGEST:
        width, height = (max(1, side * LONGEST // longest) for side in picture.size)
        picture.draft(None, (width, height))
    picture.load()
    width, height = picture.size
    factor = max(1, max(width, height) // (2 * LONGEST))
    small = new("RGB", (-(-width // factor), -(-height // factor)))
    step = STRIP * factor
    for top in range(0, height, step):
        strip = _on_white(picture.crop((0, top, width, min(height, top + step))))
        small.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    small.thumbnail((LONGEST, LONGEST), Resampling.LANCZOS)
    return small


def _on_white(strip: Image) -> Image:
    from PIL.Image import alpha_composite, new

    if strip.mode.startswith("I;16"):
        strip = strip.point(lambda value: value * (1 / 256), "L")
    if "A" in strip.getbands() or "transparency" in strip.info:
        strip = strip.convert("RGBA")
        return alpha_composite(new("RGBA", strip.size, "white"), strip).convert("RGB")
    return strip.convert("RGB")


def _turned(shrunk: Image, picture: ImageFile) -> Image:
    """As the camera was held: the sender's EXIF says so, and is not kept."""
    from PIL.Image import Transpose

    turns = (
        None,
        None,
        Transpose.FLIP_LEFT_RIGHT,
        Transpose.ROTATE_180,
        Transpose.FLIP_TOP_BOTTOM,
        Transpose.TRANSPOSE,
        Transpose.ROTATE_270,
        Transpose.TRANSVERSE,
        Transpose.ROTATE_90,
    )
    try:
        told = picture.getexif().get(EXIF_ORIENTATION, 1)
    except Exception:  # notes nobody can read say nothing of the pixels
        told = 1
    turn = turns[told] if isinstance(told, int) and 0 < told < len(turns) else None
    return shrunk if turn is None else shrunk.transpose(turn)


def _write(shrunk: Image, path: Path, longest: int, most: int) -> tuple[int, int]:
    """The file has at most ``most`` bytes; its width and height."""
    while longest >= 16:
        picture = shrunk.copy()
        picture.thumbnail((longest, longest))
        for quality in QUALITIES:
            picture.save(path, "WEBP", quality=quality, method=3)
            if path.stat().st_size <= most:
                return picture.size
        longest = longest * 3 // 4
    raise Refused(Refusal.HEAVY)
