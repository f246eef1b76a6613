"""How a form's bytes become text, also where the disk has no room for a file among them."""

from __future__ import annotations

import io
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from forum.core.errors import Busy

IN_MEMORY = 500_000  # bytes of a file that wait outside of the disk


class NoRoom(Busy):
    """The disk has no room for a file that was sent; the fields beside it could be read."""


class FormParser(FormDataParser):
    """Bytes that are no UTF-8 become U+FFFD, which the fields refuse with a message; Werkzeug
    would hand them on as percent signs and digits, as if the person had typed those."""

    cut = False

    def _parse_urlencoded(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: Any
    ) -> Any:
        longest = self.max_form_memory_size
        if longest is not None and content_length is not None and content_length > longest:
            raise RequestEntityTooLarge()
        text = stream.read().decode("utf-8", "replace")
        try:
            fields = parse_qsl(text, keep_blank_values=True, max_num_fields=self.max_form_parts)
        except ValueError as error:
            raise RequestEntityTooLarge() from error
        return stream, self.cls(fields), self.cls()

    def _parse_multipart(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: Any
    ) -> Any:
        whole = _Ending(stream, options.get("boundary", ""), content_length or 0)
        try:
            return super()._parse_multipart(whole, mimetype, content_length, options)  # type: ignore[arg-type]
        finally:
            self.cut = whole.cut


class _Ending:
    """A body of which the web server could keep the beginning alone (``cli/receiving.py``): it is
    ended as if it had been whole, so that the fields before the file are read."""

    cut = False

    def __init__(self, stream: IO[bytes], boundary: str, announced: int) -> None:
        self.stream, self.lacking = stream, announced
        self.end = f"\r\n--{boundary}--\r\n".encode()

    def read(self, size: int = -1) -> bytes:
        if self.cut:
            return b""
        with suppress(ClientDisconnected):
            data = self.stream.read(size)
            self.lacking -= len(data)
            if data or self.lacking <= 0:
                return data
        self.cut = True
        return self.end


class _FilePart:
    """A file of a form; ``full`` once the disk had no room for it, and nothing is kept of it."""

    full = False

    def __init__(self) -> None:
        self.held: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def write(self, data: bytes) -> int:
        if not self.full:
            try:
                self.held.write(data)
            except OSError:
                self._give_up()
        return len(data)

    def seek(self, *place: int) -> int:
        try:
            self.held.seek(*place)
        except OSError:  # what waited to be written had no room
            self._give_up()
        return int(self.held.tell())

    def _give_up(self) -> None:
        self.full = True
        with suppress(OSError):
            self.held.close()
        self.held = io.BytesIO()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.held, name)


class ForumRequest(Request):
    """Flask's request with our form parser. Whoever first asks for the fields of a form whose file
    had no room gets NoRoom; from then on the fields are there for the page that says so."""

    form_data_parser_class = FormParser
    _parser: FormDataParser | None = None

    def _get_file_stream(self, *_about: Any, **_more: Any) -> IO[bytes]:
        part = _FilePart()
        self._parts.append(part)
        return part  # type: ignore[return-value]

    def make_form_data_parser(self) -> FormDataParser:
        self._parser = super().make_form_data_parser()
        return self._parser

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        self._parts: list[_FilePart] = []
        super()._load_form_data()
        if getattr(self._parser, "cut", False) or any(part.full for part in self._parts):
            raise NoRoom("disk")
