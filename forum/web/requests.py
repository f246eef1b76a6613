"""How a form's bytes become text."""

from __future__ import annotations

from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser


class FormParser(FormDataParser):
    """Bytes that are no UTF-8 become U+FFFD, which the fields refuse with a message; Werkzeug
    would hand them on as percent signs and digits, as if the person had typed those."""

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


class ForumRequest(Request):
    """Flask's request with our form parser."""

    form_data_parser_class = FormParser
