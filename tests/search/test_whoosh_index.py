"""The files of Whoosh: private, replaced whole, and when they are damaged it is said."""

from __future__ import annotations

import random
import stat
import threading
import tracemalloc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from forum.search.engines.base import Document, EngineBroken, EngineBusy
from forum.search.engines.whoosh_index import SEARCHERS, SEGMENTS, WhooshEngine
from tests.search.texts import NEAR_ALIKE, documents, found, stored


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "search"


@pytest.fixture
def engine(folder: Path) -> WhooshEngine:
    engine = WhooshEngine(folder, lock_wait=0.2)
    engine.rebuild(documents(NEAR_ALIKE))
    return engine


def test_the_folder_is_closed_to_other_users(engine: WhooshEngine, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_an_index_the_engine_says_that_it_cannot_answer(folder: Path) -> None:
    engine = WhooshEngine(folder)
    with pytest.raises(EngineBroken):
        found(engine, "vay vốn")
    with pytest.raises(EngineBroken):
        stored(engine)
    assert not folder.exists()


def test_another_process_sees_what_was_written(engine: WhooshEngine, folder: Path) -> None:
    reader = WhooshEngine(folder)
    assert found(reader, "cột điện") == []
    stored(engine, {7: ("Cột điện", "Cột điện bị nghiêng.")})
    assert found(reader, "cột điện") == [7]


def test_while_it_is_made_anew_the_old_index_answers(engine: WhooshEngine) -> None:
    def slowly() -> Iterator[Document]:
        assert found(engine, "vay vốn") == [3]
        yield from documents({8: ("Trường học", "Trường xa bản.")})
        assert found(engine, "trường học") == []

    engine.rebuild(slowly())
    assert found(engine, "vay vốn") == []
    assert found(engine, "trường học") == [8]


def test_a_failed_writing_leaves_the_index_as_it_was(engine: WhooshEngine) -> None:
    def broken_off() -> Iterator[Document]:
        yield from documents({8: ("Trường học", "Trường xa bản.")})
        raise OSError("no space left")

    with pytest.raises(EngineBroken):
        engine.rebuild(broken_off())
    assert found(engine, "vay vốn") == [3]
    assert found(engine, "trường học") == []
    stored(engine, {8: ("Trường học", "Trường xa bản.")})
    assert found(engine, "trường học") == [8]


def test_two_writers_do_not_write_at_once(engine: WhooshEngine, folder: Path) -> None:
    other = WhooshEngine(folder, lock_wait=0.2)

    def meanwhile() -> Iterator[Document]:
        with pytest.raises(EngineBusy):
            other.delete([1])
        yield from documents(NEAR_ALIKE)

    engine.rebuild(meanwhile())
    other.delete([3])
    assert found(engine, "vay vốn") == []


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_index_never_answers_wrongly_and_can_be_made_anew(
    engine: WhooshEngine, folder: Path, seed: int
) -> None:
    chance = random.Random(seed)
    file = chance.choice(sorted(folder.glob("*.toc")) + sorted(folder.glob("*.seg")))
    content = bytearray(file.read_bytes())
    for _ in range(max(1, len(content) // 3)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content[: chance.randrange(len(content) + 1)])

    reader = WhooshEngine(folder)
    try:
        assert found(reader, "vay vốn") in ([], [3])
    except EngineBroken as broken:
        assert str(broken)
    engine.rebuild(documents(NEAR_ALIKE))
    assert found(reader, "vay vốn") == [3]


def test_readers_do_not_hold_the_index_in_memory(engine: WhooshEngine, folder: Path) -> None:
    chance = random.Random(1)
    words = [f"từ{number}" for number in range(4_000)]
    many = {n: (f"Bài {n}", " ".join(chance.choices(words, k=60))) for n in range(1, 1_001)}
    engine.rebuild(documents(many))
    size = sum(file.stat().st_size for file in folder.glob("*.seg"))
    found(engine, "từ1 từ2")
    reader = WhooshEngine(folder)
    tracemalloc.start()
    try:
        for _ in range(3):
            found(reader, "từ1 từ2")
            stored(engine, {3_000: ("Mới", "Bài mới.")})
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < size / 2


def test_more_threads_than_searchers_find_the_same(engine: WhooshEngine) -> None:
    answers: list[list[int]] = []

    def search() -> None:
        for _ in range(20):
            answers.append(found(engine, "vay vốn"))

    threads = [threading.Thread(target=search) for _ in range(3 * SEARCHERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[3]] * (20 * len(threads))


def test_what_is_new_and_what_is_gone_change_in_one_commit(
    engine: WhooshEngine, folder: Path
) -> None:
    before = {file.name for file in folder.glob("*.toc")}
    engine.replace([3, 4], documents({3: ("Điện", "Cột điện.")}))
    after = {file.name for file in folder.glob("*.toc")}
    assert len(after) == 1 and after != before
    assert found(engine, "vay vốn") == found(engine, "nước sạch") == []
    assert found(engine, "cột điện") == [3]


def test_many_small_writes_leave_few_segments_and_all_texts(
    engine: WhooshEngine, folder: Path
) -> None:
    for number in range(10, 60):
        stored(engine, {number: (f"Bài {number}", f"Nội dung số{number}.")})
        assert len(list(folder.glob("*.seg"))) <= SEGMENTS + 5
    assert [found(engine, f"số{number}") for number in range(10, 60)] == [
        [number] for number in range(10, 60)
    ]
    assert found(engine, "vay vốn") == [3]


def test_loading_whoosh_does_not_quieten_the_warnings_of_others() -> None:
    with pytest.warns(DeprecationWarning, match="ours"):
        warnings.warn("ours", DeprecationWarning, stacklevel=1)
