"""Small collections for the engines."""

from __future__ import annotations

from collections.abc import Iterable

from forum.core.db import db
from forum.search.analysis import analyse
from forum.search.engines.base import Document, Engine, document_of, query_of
from forum.search.models import Kind, SearchDocument

NEAR_ALIKE = {
    1: ("Hỗ trợ đất sản xuất", "Hộ nghèo được giao đất để trồng ngô."),
    2: ("Đường vào bản", "Xã sản xuất gạch; mùa mưa đất trôi xuống đường."),
    3: ("Vay vốn", "Bà con hỏi về hỗ trợ đất sản xuất cho hộ nghèo."),
    4: ("Nước sinh hoạt", "Bản chưa có nước sạch."),
    5: ("Công văn", "Theo Quyết định số 1719/QĐ-TTg và Nghị định 42/2022/NĐ-CP."),
    6: ("Tiếng dân tộc", "ភាសាខ្មែរ và ꪹꪕꪸꪉ ꪼꪕ ꪒꪾ"),
}


def documents(texts: dict[int, tuple[str, str]]) -> list[Document]:
    return [document_of(id_, analyse(title), analyse(body)) for id_, (title, body) in texts.items()]


def stored(engine: Engine, texts: dict[int, tuple[str, str]] = NEAR_ALIKE) -> Engine:
    """The engine holds ``texts``."""
    engine.put(documents(texts))
    return engine


def rows_for(ids: Iterable[int]) -> None:
    """``SearchDocument`` has rows with these ids, as the database's engine expects it."""
    db.session.add_all(SearchDocument(id=id_, kind=Kind.POST, ref_id=id_) for id_ in ids)
    db.session.flush()


def found(engine: Engine, words: str, limit: int = 10, offset: int = 0) -> list[int]:
    return engine.candidates(query_of(analyse(words)), limit, offset)
