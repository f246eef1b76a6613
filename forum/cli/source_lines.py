"""The lines of an import file: one JSON object each, checked before anything is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app

from forum.core import clock
from forum.core.text import one_line, shorten, tidy
from forum.threads.importing import NAME_CHARACTERS, SourceText

LINE_BYTES = 1_000_000  # a longer line is no text of 10,000 characters
TITLE_CHARACTERS = 200  # what the column holds; a longer title is cut with an ellipsis
HEADING_CHARACTERS = 80  # of a text that came without a title
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class BadLine(Exception):
    """The line cannot be imported; the text says why."""


def read(file: Path) -> Iterator[tuple[int, int, SourceText | str]]:
    """Number, size in bytes and content of each line; for a bad line the reason, for an empty
    one "". Only one line is in memory."""
    with file.open("rb") as stream:
        number = 0
        while raw := stream.readline(LINE_BYTES):
            number += 1
            size, whole = len(raw), raw.endswith(b"\n") or len(raw) < LINE_BYTES
            while not whole:
                rest = stream.readline(LINE_BYTES)
                size, whole = size + len(rest), rest.endswith(b"\n") or not rest
                raw = b""
            try:
                yield number, size, _text(raw, size)
            except BadLine as bad:
                yield number, size, str(bad)


def _text(raw: bytes, size: int) -> SourceText | str:
    if size > LINE_BYTES or (not raw and size):
        raise BadLine(f"longer than {LINE_BYTES} bytes")
    if not raw.strip():
        return ""
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadLine("not JSON") from error
    if not isinstance(row, dict):
        raise BadLine("not an object")
    return SourceText(
        source_id=_source_id(row),
        title=_title(row),
        body=_body(row),
        language=_language(row),
        category=one_line(_string(row, "category")),
        author=_author(row),
        created_at=_created_at(row),
    )


def _string(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(f"{name} is no text")
    return value


def _source_id(row: dict[str, Any]) -> str:
    value = row.get("id")
    number = isinstance(value, int) and not isinstance(value, bool)
    source_id = one_line(str(value) if number else _string(row, "id"))
    if not source_id or len(source_id) > 120:
        raise BadLine("id is missing or longer than 120 characters")
    return source_id


def _title(row: dict[str, Any]) -> str:
    if "title" not in row:
        raise BadLine("title is missing")
    title = one_line(_string(row, "title"))
    if not title:
        return shorten(one_line(_string(row, "body")), HEADING_CHARACTERS)
    return shorten(title, TITLE_CHARACTERS - 1)


def _body(row: dict[str, Any]) -> str:
    body, longest = tidy(_string(row, "body")), current_app.config["BODY_CHARACTERS"]
    if not body or len(body) > longest:
        raise BadLine(f"body is missing or longer than {longest} characters")
    return body


def _language(row: dict[str, Any]) -> str:
    language = _string(row, "lang").strip() or "vi"
    if len(language) > 20 or not LANGUAGE.fullmatch(language):
        raise BadLine("lang is no language tag")
    return language


def _author(row: dict[str, Any]) -> str:
    author = one_line(_string(row, "author"))
    if len(author) > NAME_CHARACTERS:
        raise BadLine(f"author is longer than {NAME_CHARACTERS} characters")
    return author


def _created_at(row: dict[str, Any]) -> datetime | None:
    """A time without a zone is one of Vietnam."""
    written = _string(row, "created_at").strip()
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise BadLine("created_at is no date") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=clock.VIETNAM)
    if moment > clock.now():
        raise BadLine("created_at lies in the future")
    return moment
