"""Files as people send them, and as nobody should: made here, byte by byte where it matters."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

from PIL import Image

PLACE = "21.0285 N 103.9160 E"  # must never be found in what is kept


def photo(width: int, height: int, form: str, **how: Any) -> bytes:
    """A picture with a red left half and much small detail."""
    picture = Image.effect_noise((width, height), 60).convert("RGB")
    picture.paste((200, 20, 20), (0, 0, width // 2, height))
    return written(picture, form, **how)


def written(picture: Image.Image, form: str, **how: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


def telling_photo(orientation: int = 6) -> bytes:
    """A JPEG that says who took it and where, how it was held, and has a page behind its end."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = exif[0x013B] = PLACE
    exif.get_ifd(0x8825)[29] = PLACE
    comment = f"<script>{PLACE}</script>".encode()
    sent = photo(400, 300, "JPEG", exif=exif, comment=comment, icc_profile=PLACE.encode() * 20)
    return sent + comment


def png(width: int, height: int, *, colour: int = 0, depth: int = 1) -> bytes:
    """A whole black PNG of any size; made row by row, so that no picture is in memory."""
    bits = depth * {0: 1, 2: 3, 6: 4}[colour]
    packer, packed = zlib.compressobj(1), []
    row = bytes(1 + (width * bits + 7) // 8)
    for _ in range(height):
        packed.append(packer.compress(row))
    packed.append(packer.flush())
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = part(b"IHDR", head) + part(b"IDAT", b"".join(packed)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def part(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def gif(frames: int = 1, *, width: int = 1, comment: bytes = b"") -> bytes:
    """An animation of tiny frames; ``comment`` stands in front of them."""
    head = b"GIF89a" + struct.pack("<HH", width, 1) + b"\x80\x00\x00" + b"\x00\x00\x00\xff\xff\xff"
    said = b"\x21\xfe" + bytes([len(comment)]) + comment + b"\x00" if comment else b""
    frame = b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00" + b"\x02\x02\x44\x01\x00"
    return head + said + frame * frames + b"\x3b"


def pdf(
    pages: int = 1, *, more: Sequence[bytes] = (), catalogue: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A plain document. ``more`` are further objects, from number 3 + pages on; ``catalogue`` and
    ``trailer`` stand in those dictionaries."""
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        *[page] * pages,
        *more,
    ]
    return _document(bodies, trailer)


def worded_pdf(*pages: str) -> bytes:
    """A document with these words on its pages, in a font of at most 255 letters that tells what
    each of them means, as documents in Vietnamese do."""
    letters = sorted(set("".join(pages)))
    meant = b"".join(
        b"<%02x> <%s>\n" % (code, letter.encode("utf-16-be").hex().encode())
        for code, letter in enumerate(letters, 1)
    )
    table = (
        b"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar\nendcmap\n" % (len(letters), meant)
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>"
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        font,
        stream(b"", table),
    ]
    for number, words in enumerate(pages):
        shown = bytes(1 + letters.index(letter) for letter in words).hex().encode()
        bodies += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (6 + 2 * number),
            stream(b"", b"BT /F 12 Tf 10 200 Td <%s> Tj ET" % shown),
        ]
    return _document(bodies)


def _document(bodies: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(out), len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (count, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def packed_pdf(inner: bytes) -> bytes:
    """A document whose object number 4 lies packed in an object stream, out of a searcher's sight;
    the page names it as its action."""
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>",
        5: stream(b"/Type /ObjStm /N 1 /First 4", b"4 0 " + inner),
    }
    out, places = b"%PDF-1.7\n", {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    places[6] = len(out)
    rows = [struct.pack(">BIH", 0, 0, 65535)]
    for number in range(1, 7):
        row = (2, 5, 0) if number == 4 else (1, places[number], 0)
        rows.append(struct.pack(">BIH", *row))
    table = stream(b"/Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R", b"".join(rows))
    return out + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, places[6])


def stream(said: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"<< %s /Filter /FlateDecode /Length %d >>" % (said, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"
