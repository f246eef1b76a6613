"""Writes: the index says what everybody may read now.

The rows and the database's own index change in one transaction; the files of Whoosh follow through
a fact of that transaction. Everything here may be done twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import sqlalchemy as sa

from forum.core.db import db
from forum.outbox.facts import DocumentsIndexed, IndexingWanted
from forum.outbox.service import by_itself, emit
from forum.search.analysis import analyse
from forum.search.engines import database_engine, file_engine
from forum.search.engines.base import Document, EngineBroken, EngineBusy, document_of
from forum.search.models import Kind, SearchDocument
from forum.search.queries import texts
from forum.search.queries.ranges import ranges

BATCH = 200  # texts in one transaction: the write lock is free again after some 0.1 s
FILES_BATCH = 100  # texts in one commit of Whoosh: 1,000 took as long and 9 MB more


def index(kind: Kind, ref_ids: Collection[int]) -> None:
    """Each of these texts can be found if everybody may read it, else it cannot."""
    known = texts.documents_among(kind, ref_ids)
    _tell(_indexed(kind, texts.texts_among(kind, ref_ids), known))


def index_between(kind: Kind, first: int, last: int, *, tell: bool = True) -> None:
    """The same for all texts of ``kind`` whose ids lie in this range; ``tell`` lets the files of
    Whoosh follow."""
    known = texts.documents_between(kind, first, last)
    changed = _indexed(kind, texts.texts_between(kind, first, last), known)
    if tell:
        _tell(changed)


def plan(kind: Kind, first: int, last: int) -> None:
    """These texts will be indexed by the worker, BATCH in a transaction."""
    for start in range(first, last + 1, BATCH):
        emit(IndexingWanted(kind.value, start, min(start + BATCH - 1, last)))


def plan_everything() -> None:
    """What the index remembers of lost rows is gone; the worker will index every text."""
    forget_lost()
    for kind in Kind:
        for first, last in ranges(kind, BATCH):
            plan(kind, first, last)


def forget_lost() -> None:
    """The database's index holds nothing under an id that no ``SearchDocument`` has."""
    database_engine().prune()


def write_files(documents: Collection[int]) -> None:
    """The files of Whoosh hold these documents as the texts stand now, and not those that are
    gone. Files that are missing or damaged are made anew, whole."""
    engine = file_engine()
    if engine is None:
        return
    by_itself()
    ids = sorted(documents)
    try:
        for start in range(0, len(ids), FILES_BATCH):
            some = ids[start : start + FILES_BATCH]
            readable = texts.texts_of(some)
            db.session.rollback()  # no transaction stays open while Whoosh writes
            present = (document_of(id_, *map(analyse, text)) for id_, text in readable.items())
            engine.replace(some, present)
    except EngineBusy:
        raise  # the outbox tries again
    except EngineBroken:
        rebuild_files()


def rebuild_files() -> None:
    """The files of Whoosh hold every document and nothing else; until then the old ones answer."""
    engine = file_engine()
    if engine is not None:
        engine.rebuild(_everything())


def mend_files() -> None:
    """The files of Whoosh stand: missing or reported as broken, they are made anew."""
    engine = file_engine()
    if engine is not None and engine.wants_mending():
        rebuild_files()


def _indexed(kind: Kind, readable: dict[int, tuple[str, str]], known: dict[int, int]) -> list[int]:
    """The database's index holds these ``readable`` texts, and of those ``known`` no others; ids of
    the documents that changed."""
    # Before the first write: no text is taken apart while SQLite's write lock is held.
    tokens = {ref_id: (analyse(title), analyse(body)) for ref_id, (title, body) in readable.items()}
    gone = [document for ref_id, document in known.items() if ref_id not in readable]
    _drop(gone)
    _add(kind, [ref_id for ref_id in readable if ref_id not in known])
    known = texts.documents_among(kind, readable)
    database_engine().put(document_of(known[ref_id], *pair) for ref_id, pair in tokens.items())
    return sorted({*gone, *known.values()})


def _tell(changed: list[int]) -> None:
    if changed and file_engine() is not None:
        emit(DocumentsIndexed(changed))


def _drop(documents: list[int]) -> None:
    if not documents:
        return
    database_engine().delete(documents)
    db.session.execute(sa.delete(SearchDocument).where(SearchDocument.id.in_(documents)))


def _add(kind: Kind, ref_ids: list[int]) -> None:
    if ref_ids:
        rows = [{"kind": kind, "ref_id": ref_id} for ref_id in ref_ids]
        db.session.execute(sa.insert(SearchDocument), rows)


def _everything() -> Iterator[Document]:
    for kind in Kind:
        for first, last in list(ranges(kind, BATCH)):
            known = texts.documents_between(kind, first, last)
            readable = texts.texts_between(kind, first, last)
            db.session.rollback()  # no transaction stays open while Whoosh writes
            for ref_id, (title, body) in readable.items():
                if ref_id in known:
                    yield document_of(known[ref_id], analyse(title), analyse(body))
