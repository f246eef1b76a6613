"""Files on the disk: whole or not there, under names of our own, gone when nobody claims them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from forum.core.errors import Busy, NotFound
from forum.files import service, storage
from forum.files.service import StoredFile
from tests.files import samples
from tests.files.conftest import lying_about
from tests.fixtures.database import ROOT, build_app

Send = Callable[..., StoredFile]
TWO_DAYS = 2 * 86_400


def grow_old(name: str) -> None:
    before = time.time() - TWO_DAYS
    for small in (False, True):
        os.utime(storage.path_of(name, small=small), (before, before))


def test_what_was_let_go_is_gone(send: Send) -> None:
    kept = send(samples.photo(20, 20, "PNG"))
    assert kept.name in set(storage.names())

    service.let_go(kept.name)
    service.let_go(kept.name)

    assert kept.name not in set(storage.names())
    for small in (False, True):
        with pytest.raises(NotFound):
            storage.path_of(kept.name, small=small)


def test_a_file_nobody_claims_goes_after_a_day(send: Send) -> None:
    old, claimed, young = (send(samples.photo(20, 20, "PNG")).name for _ in range(3))
    grow_old(old)
    grow_old(claimed)

    assert service.forget_unclaimed(lambda: {claimed}) == 1

    assert {claimed, young} <= set(storage.names())
    assert old not in set(storage.names())


def test_a_small_picture_whose_whole_one_never_came_goes_too(send: Send) -> None:
    name = send(samples.photo(20, 20, "PNG")).name
    grow_old(name)
    storage.path_of(name).unlink()

    assert service.forget_unclaimed(set) == 1
    assert name not in set(storage.names())


def test_what_a_killed_process_left_goes_after_a_day(app: Flask) -> None:
    with storage.begun() as young:
        killed = young.with_name("killed")
        killed.mkdir()
        (killed / "sent").write_bytes(b"half")
        before = time.time() - TWO_DAYS
        os.utime(killed, (before, before))

        service.forget_unclaimed(set)

        assert young.is_dir() and not killed.exists()


def test_an_empty_forum_has_no_files(app: Flask) -> None:
    assert service.forget_unclaimed(set) == 0


def test_a_nearly_full_disk_takes_no_file(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "FREE", 10**18)
    before = lying_about()

    with pytest.raises(Busy):
        send(samples.photo(20, 20, "PNG"))
    assert lying_about() == before


def test_a_file_that_cannot_be_written_leaves_nothing(send: Send) -> None:
    """As the disk's last byte is taken: no file of this process may grow."""
    program = (
        "import resource, signal, io, sys\n"
        "from pathlib import Path\n"
        "from tests.fixtures.database import build_app\n"
        "from forum.core.errors import Busy\n"
        "from forum.files.service import take\n"
        "folder = Path(sys.argv[1])\n"
        "with build_app(folder, f'sqlite:///{folder}/none').app_context():\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "    try:\n"
        "        take(io.BytesIO(b'GIF89a' + bytes(100_000)), sent_as='a.gif')\n"
        "    except Busy:\n"
        "        print(sorted(p.name for p in (folder / 'files').rglob('*')))\n"
    )
    own = storage.folder().parent / "own"
    own.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program, str(own)], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "['new']"


def test_the_web_server_knows_neither_pictures_nor_documents(app: Flask) -> None:
    """Their libraries are loaded where files are read, and nowhere else: 30 MB less."""
    program = (
        "import sys, forum.wiring, forum.files.service\n"
        "print([name for name in ('PIL', 'pypdf') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "[]"


def test_the_data_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Dữ liệu diễn đàn"
    folder.mkdir()
    with build_app(folder, f"sqlite:///{folder}/none").app_context():
        kept = service.take(io.BytesIO(samples.photo(20, 20, "PNG")), sent_as="anh.png")
        assert storage.path_of(kept.name).is_relative_to(folder)


def test_what_is_put_back_stands_whole_in_the_place_of_a_damaged_one(send: Send) -> None:
    name = send(samples.photo(20, 20, "PNG")).name
    whole, before = storage.path_of(name).read_bytes(), lying_about()
    storage.path_of(name).write_bytes(whole[:10])

    storage.put(name, io.BytesIO(whole))

    assert storage.path_of(name).read_bytes() == whole and lying_about() == before
    assert storage.path_of(name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["../x", "", "0" * 31, "G" * 32, "0" * 32 + "\n"])
def test_nothing_is_put_under_a_name_that_is_none_of_ours(app: Flask, name: str) -> None:
    with pytest.raises(NotFound):
        storage.put(name, io.BytesIO(b"x"))
    assert not storage.folder().exists()


def test_the_shelves_are_looked_through_once_in_a_while(send: Send) -> None:
    send(samples.photo(20, 20, "PNG"))

    assert [storage.is_time(seconds=3600) for _ in range(2)] == [True, False]
    assert storage.is_time(seconds=0)
