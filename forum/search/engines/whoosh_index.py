"""Full text in Whoosh: files in one folder, written by the worker, read by every process.

Whoosh gets ready tokens as lists, so none of its analysers runs. Its files hold pickles: reading a
file that someone else wrote is running his code. So the folder belongs to this user alone (0700),
is never part of a backup, and is always built again from the database, never repaired.
"""

from __future__ import annotations

import shutil
import threading
import time
import warnings
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from forum.search.analysis import JOINER
from forum.search.engines.base import Document, EngineBroken, EngineBusy, Query
from forum.search.engines.tiers import MOST_PAIRS_READ, Scored, best

with warnings.catch_warnings():
    # Whoosh 2.7.4 is of 2016: its patterns hold escapes that newer Pythons warn of.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import fields, index
    from whoosh.collectors import TimeLimit, TimeLimitCollector
    from whoosh.filedb.filestore import FileStorage
    from whoosh.query import And, AndMaybe, Or, Term
    from whoosh.searching import Searcher
    from whoosh.writing import CLEAR, MERGE_SMALL

TIME_LIMIT = 1.0  # seconds for one ranking; what was found until then is the answer
LOCK_WAIT = 10.0  # seconds a writer waits for another one, before the worker tries again later
WRITE_MEMORY = 1  # MB that a writer holds before it sorts on disk; a process keeps what it had
SEGMENTS = 10  # until then none are merged: by itself Whoosh does, at four commits of five
BUILD_MEMORY = 128  # for a rebuild, which sorts millions of entries
RETRIES = (0.01, 0.03, 0.1)  # seconds between attempts to open what a commit is replacing
SEARCHERS = 2  # at once, of 0.6 MB and 10 ms to open each; more only wait for the interpreter
TITLE_WEIGHT = 5  # as in the other engines

Stamp = tuple[tuple[str, int], ...]  # the tables of contents and when each was written


class WhooshEngine:
    """The index in ``folder``. Whatever fails in Whoosh is raised as EngineBroken."""

    name = "whoosh"

    def __init__(self, folder: Path, *, lock_wait: float = LOCK_WAIT) -> None:
        self._folder = folder
        self._broken = folder.with_name(f"{folder.name}.broken")
        self._lock_wait = lock_wait
        self._idle: deque[_Opened] = deque()  # a reader keeps file positions: one search at a time
        self._places = threading.BoundedSemaphore(SEARCHERS)

    def put(self, documents: Iterable[Document]) -> None:
        found = list(documents)
        self.replace([one.id for one in found], found)

    def delete(self, ids: Iterable[int]) -> None:
        self.replace(list(ids), [])

    def replace(self, ids: Collection[int], documents: Iterable[Document]) -> None:
        """Under these ids stand ``documents`` and nothing else, by one commit."""
        if not ids:
            return
        with _failures_named():
            writer = self._index().writer(timeout=self._lock_wait, limitmb=WRITE_MEMORY)
            with _cancelled_on_failure(writer):
                # One query for all: Whoosh's own update opens the whole index for each document.
                writer.delete_by_query(Or([Term("id", str(document)) for document in ids]))
                _add(writer, documents)
            writer.commit(mergetype=_merged_seldom)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Afterwards the index holds ``documents`` only; until then the old one answers."""
        with _failures_named():
            writer = self._sound_index().writer(timeout=self._lock_wait, limitmb=BUILD_MEMORY)
            with _cancelled_on_failure(writer):
                _add(writer, documents)
            writer.commit(mergetype=CLEAR)
            self._broken.unlink(missing_ok=True)

    def candidates(self, query: Query, limit: int, offset: int = 0) -> list[int]:
        with _failures_named(), self._searcher() as searcher:
            return best(_Reading(searcher), query, limit, offset)

    def wants_mending(self) -> bool:
        """Whether there is no index, or a reader found it broken since it was last made anew."""
        return self._broken.exists() or not any(self._contents())

    def report_broken(self) -> None:
        """Whoever mends the index knows. A reader must not do it: a hundred would at once."""
        with suppress(OSError):
            self._broken.parent.mkdir(parents=True, exist_ok=True)
            self._broken.touch()

    def _sound_index(self) -> Any:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        try:
            found = self._index()
            found.reader().close()
        except Exception:  # damage has many faces: seven kinds of error were counted
            shutil.rmtree(self._folder)
            self._folder.mkdir(mode=0o700)
            found = index.create_in(str(self._folder), _schema())
        return found

    def _index(self) -> Any:
        # Mapped into memory, each reader would copy its segments whole: 225 MB at 50,000 posts,
        # for every thread and again after every commit. Read by position they cost nothing.
        return FileStorage(str(self._folder), supports_mmap=False).open_index()

    def close(self) -> None:
        """No file is open for the searches to come; they open their own."""
        while self._idle:
            self._idle.pop().searcher.close()

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        """A searcher of the newest commit, for one search; those of older ones are closed."""
        with self._places:
            opened = self._newest()
            try:
                yield opened.searcher
            except BaseException:  # its files may be damaged
                with suppress(Exception):
                    opened.searcher.close()
                raise
            self._idle.append(opened)

    def _newest(self) -> _Opened:
        for wait in RETRIES:
            try:
                stamp = self._stamp()
                return self._taken(stamp) or _Opened(stamp, self._index().searcher())
            except (FileNotFoundError, index.EmptyIndexError):  # a writer just tidied up
                time.sleep(wait)
        return _Opened(self._stamp(), self._index().searcher())

    def _stamp(self) -> Stamp:
        found = sorted((entry.name, entry.stat().st_mtime_ns) for entry in self._contents())
        if not found:
            raise EngineBroken("no index")
        return tuple(found)

    def _taken(self, stamp: Stamp) -> _Opened | None:
        while True:
            try:
                opened = self._idle.pop()
            except IndexError:
                return None
            if opened.stamp == stamp:
                return opened
            opened.searcher.close()

    def _contents(self) -> Iterator[Path]:
        # Each commit writes a new table of contents; a rebuilt index may count from 1 again.
        return self._folder.glob("*.toc")


class _Opened(NamedTuple):
    stamp: Stamp
    searcher: Searcher


class _Reading:
    """What one searcher can do for a search; see ``tiers.Index``."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()

    def all_of(self, tokens: Sequence[str], bonus: Sequence[str], most: int) -> Scored:
        wanted = And([Term("text", token) for token in tokens])
        if bonus:
            wanted = AndMaybe(wanted, Or([Term("text", token) for token in bonus]))
        return self._ranked(wanted, most)

    def any_of(self, frequencies: Mapping[str, int], most: int) -> Scored:
        return self._ranked(Or([Term("text", token) for token in frequencies]), most)

    def frequencies(self, tokens: Sequence[str], cap: int) -> dict[str, int]:
        count = self._reader.doc_frequency
        return {token: min(cap, count("text", token)) for token in tokens}

    def pairs_like(self, first: str, second: str) -> Sequence[str]:
        stored = self._reader.expand_prefix("text", first + JOINER)
        found = {term.decode() for term in islice(stored, MOST_PAIRS_READ)}
        length = len(first) + len(JOINER) + len(second)
        return sorted(pair for pair in found if abs(len(pair) - length) <= 1)

    def _ranked(self, wanted: Any, most: int) -> Scored:
        collector = TimeLimitCollector(
            self._searcher.collector(limit=most), TIME_LIMIT, use_alarm=False
        )
        try:
            self._searcher.search_with_collector(wanted, collector)
        except TimeLimit:
            collector.finish()
        return [(hit.score, int(hit["id"])) for hit in collector.results()]


def _schema() -> Any:
    # Frequencies without positions: pairs are tokens of their own, so no phrase is ever asked for.
    # One field: with two, a word common in texts but rare in titles counts as rare (natural
    # questions found their text first in 30 of 100 cases, with one field in 84) and costs double.
    return fields.Schema(id=fields.ID(stored=True, unique=True), text=fields.KEYWORD(scorable=True))


def _merged_seldom(writer: Any, segments: list[Any]) -> Any:
    return segments if len(segments) < SEGMENTS else MERGE_SMALL(writer, segments)


def _add(writer: Any, documents: Iterable[Document]) -> None:
    for found in documents:
        title = [*found.title_u, *found.title_b]
        body = [*found.body_u, *found.body_b]
        writer.add_document(id=str(found.id), text=[*(title * TITLE_WEIGHT), *body])


@contextmanager
def _cancelled_on_failure(writer: Any) -> Iterator[None]:
    try:
        yield
    except BaseException:
        writer.cancel()  # gives the lock back and leaves the index as it was
        raise


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except EngineBroken:
        raise
    except index.LockError as held:
        raise EngineBusy("another writer") from held
    except Exception as failure:
        raise EngineBroken(f"{type(failure).__name__}: {failure}") from failure
