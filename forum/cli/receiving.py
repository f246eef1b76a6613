"""What the web server does with a form when its disk is full.

Bodies larger than half a megabyte, which only forms with files have, wait on the disk until they
are whole. Without room for one, waitress would cut the line, and the browser say nothing of why.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from waitress.buffers import BytesIOBasedBuffer, OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver

BEGINNING = 128_000  # bytes: the fields of a form stand before its file


class Body(OverflowableBuffer):
    """A body; of one that has no room only the beginning is kept. It is then shorter than it was
    announced, by which ``web/requests.py`` knows it."""

    def __init__(self, overflow: int) -> None:
        super().__init__(overflow)
        self.beginning: bytes = b""
        self.full = False

    def append(self, s: bytes) -> None:
        self.beginning += s[: BEGINNING - len(self.beginning)]
        if self.full:
            return
        try:
            super().append(s)
        except OSError:
            self._keep_the_beginning()

    def getfile(self) -> Any:
        try:
            file = super().getfile()
            file.seek(0)  # writes what still waits to be written
        except OSError:
            self._keep_the_beginning()
            file = super().getfile()
        return file

    def _keep_the_beginning(self) -> None:
        self.full = True
        with suppress(OSError):
            self.close()
        self.buf = BytesIOBasedBuffer()
        self.buf.append(self.beginning)
        self.overflowed = False


class Parser(HTTPRequestParser):
    """Waitress' parser, with our bodies."""

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if isinstance(self.body_rcv, FixedStreamReceiver):
            self.body_rcv.buf = Body(self.adj.inbuf_overflow)


def give_way() -> None:
    """From now on a body without room becomes a page that says so."""
    HTTPChannel.parser_class = Parser
