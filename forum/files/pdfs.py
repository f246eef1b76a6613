"""PDF documents: whole, open, of a readable length, and nothing in them that acts.

Runs in a process of its own (``inside.py``). The bytes are kept as they came: a document that was
signed must stay the one that was signed.
"""

from __future__ import annotations

import logging
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forum.files.kinds import Format, format_of
from forum.files.refusals import Refusal, Refused

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGES = 200
OBJECTS = 40_000  # a book of 200 pages has some 5,000
SNIFFED = 1445  # bytes in which browsers look for HTML (WHATWG MIME Sniffing)
AFTER_END = 64  # bytes of white space behind the end mark
CHARACTERS = 100_000  # of words: some 40 full pages
READING_SECONDS = 4  # of the processor; two less than the process has
UNPACKED = 30_000_000  # bytes of all packed objects together; a book of 200 pages has some 2
PACKED = 5_000  # parts with packed objects; a book of 200 pages has some 50
CHUNK = 16_384  # bytes that are unpacked at a time

_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|iframe|svg|\?xml)\b", re.I)
_END = re.compile(rb"%%EOF[\s\x00]{0,64}\Z")
# What a viewer would run, open, send or unpack. Long enough not to stand in packed bytes by chance.
_LOUD = re.compile(rb"/(?:JavaScript|Launch|SubmitForm|ImportData|EmbeddedFiles?|RichMedia|XFA)\b")
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a letter of a name: /J#53 is /JS
_PACK = re.compile(b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (at, at, at) for at in b"ObjStm"))
_BEGIN = re.compile(rb".{0,400}?\bstream\r?\n", re.S)
_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/XFA", "/RichMediaContent"}
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"}
_TYPES = {"/EmbeddedFile"}


def check(source: Path) -> dict[str, int]:
    """Number of pages. Raises ``Refused``; other errors mean that the file is damaged."""
    from pypdf import PdfReader

    _check_bytes(source.read_bytes())
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every small fault
    with source.open("rb") as stream:
        reader = PdfReader(stream)
        if reader.is_encrypted:
            raise Refused(Refusal.LOCKED)
        if _told(reader) > PAGES:
            raise Refused(Refusal.PAGES)
        pages = len(reader.pages)
        if pages > PAGES:
            raise Refused(Refusal.PAGES)
        if not pages:
            raise Refused(Refusal.DAMAGED)
        for thing in _objects(reader):
            _check_object(thing)
    return {"pages": pages}


def _told(reader: PdfReader) -> int:
    """How many pages it says it has: read at once, while looking for every page takes its time."""
    with suppress(Exception):  # it says nothing of use: then they are counted
        pages: Any = reader.root_object["/Pages"]
        return int(pages["/Count"])
    return 0


def words(source: Path) -> str:
    """What stands on the pages, as far as it can be read in time; nothing on scanned ones."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found: list[str] = []
    with source.open("rb") as stream:
        for page in PdfReader(stream).pages:
            with suppress(Exception):  # fonts are told in many ways: other pages may be plain
                found.append(page.extract_text())
            if sum(map(len, found)) > CHARACTERS or time.process_time() > READING_SECONDS:
                break
    return "\n".join(found)[:CHARACTERS]


def _check_bytes(data: bytes) -> None:
    """Nothing that is also something else: a page, an archive, a program behind the end."""
    if format_of(data) is not Format.PDF:
        raise Refused(Refusal.KIND)
    if _MARKUP.search(data[:SNIFFED]):
        raise Refused(Refusal.ACTIVE)
    if not _END.search(data[-AFTER_END - 5 :]):
        raise Refused(Refusal.ACTIVE if b"%%EOF" in data else Refusal.DAMAGED)
    for part in (data, *_unpacked(data)):
        if _LOUD.search(_CODED.sub(lambda found: bytes.fromhex(found[1].decode()), part)):
            raise Refused(Refusal.ACTIVE)


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Packed objects, also those that the document's own list leaves out: a viewer that finds the
    list broken looks for them in the same way."""
    left = UNPACKED
    for number, name in enumerate(_PACK.finditer(data)):
        if number >= PACKED:
            raise Refused(Refusal.HEAVY)
        begin = _BEGIN.match(data, name.end())
        if begin is None:
            continue
        try:
            part = _inflated(data, begin.end(), left)
        except zlib.error as error:
            if b"/Filter" in data[data.rfind(b"obj", 0, name.start()) : begin.end()]:
                raise Refused(Refusal.HEAVY) from error  # packed in a way nobody packs them
            continue
        left -= len(part)
        if left <= 0:
            raise Refused(Refusal.HEAVY)
        yield part


def _inflated(data: bytes, start: int, most: int) -> bytes:
    """What is packed from ``start`` on, at most ``most`` bytes. In chunks: what follows the packed
    bytes would be copied once for every part."""
    unpacker, found = zlib.decompressobj(), bytearray()
    while start < len(data) and not unpacker.eof and len(found) < most:
        waiting = unpacker.unconsumed_tail or data[start : start + CHUNK]
        start += 0 if unpacker.unconsumed_tail else CHUNK
        found += unpacker.decompress(waiting, most - len(found))
    return bytes(found)


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every numbered object, also those that no page leads to."""
    from pypdf.generic import IndirectObject

    numbers = [(number, generation) for generation, of in reader.xref.items() for number in of]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > OBJECTS:
        raise Refused(Refusal.HEAVY)
    yield reader.trailer
    for number, generation in numbers:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _check_object(thing: Any) -> None:
    """Refused when it, or a part of it, acts. References are not followed: what they name is an
    object of its own."""
    waiting, seen = [thing], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > OBJECTS:
            raise Refused(Refusal.HEAVY)
        if isinstance(part, dict):
            raw = dict(part.items())
            if _KEYS & raw.keys() or _acts(raw):
                raise Refused(Refusal.ACTIVE)
            waiting.extend(raw.values())
        elif isinstance(part, list):
            waiting.extend(list.__iter__(part))


def _acts(raw: dict[Any, Any]) -> bool:
    return _said(raw, "/S") in _ACTIONS or _said(raw, "/Type") in _TYPES


def _said(raw: dict[Any, Any], key: str) -> str:
    value = raw.get(key)
    named = value.get_object() if value is not None else None  # a name may stand elsewhere, too
    return named if isinstance(named, str) else ""
