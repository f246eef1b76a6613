"""Files made to hurt: refused within a second of work, and nothing of them stays."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from forum.core.errors import Busy
from forum.files import storage, workshop
from forum.files.kinds import Kind
from forum.files.refusals import Refusal, Refused
from forum.files.service import StoredFile
from tests.files import samples
from tests.files.conftest import lying_about

Refuse = Callable[..., Refusal]
Send = Callable[..., StoredFile]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SCRIPT = b"*/=1;alert(1)//<script>alert(1)</script>"

BAD: dict[str, tuple[Callable[[], bytes], Refusal]] = {
    "nothing": (lambda: b"", Refusal.EMPTY),
    "an SVG": (lambda: SVG, Refusal.KIND),
    "a page": (lambda: b"<!doctype html><script>alert(1)</script>", Refusal.KIND),
    "a program": (lambda: b"MZ" + bytes(400), Refusal.KIND),
    "a TIFF": (lambda: b"II*\x00" + bytes(400), Refusal.KIND),
    "a sound": (lambda: b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), Refusal.KIND),
    "a script that begins as a GIF": (lambda: b"GIF89a/*" + SCRIPT, Refusal.DAMAGED),
    "a script that begins as a JPEG": (lambda: b"\xff\xd8\xff\xfe\x09/*" + SCRIPT, Refusal.DAMAGED),
    "half a JPEG": (lambda: samples.photo(800, 600, "JPEG")[:9_000], Refusal.DAMAGED),
    "half a PNG": (lambda: samples.photo(800, 600, "PNG")[:9_000], Refusal.DAMAGED),
    "half a WebP": (lambda: samples.photo(800, 600, "WEBP")[:9_000], Refusal.DAMAGED),
    "half a GIF": (lambda: samples.photo(800, 600, "GIF")[:9_000], Refusal.DAMAGED),
    "only the beginning": (lambda: b"\x89PNG\r\n\x1a\n", Refusal.DAMAGED),
    "no width": (lambda: samples.png(1, 1).replace(b"\0\0\0\1", b"\0\0\0\0", 1), Refusal.DAMAGED),
    "400 million pixels": (lambda: samples.png(20_000, 20_000), Refusal.PIXELS),
    "a line of a mile": (lambda: samples.png(40_000, 2), Refusal.PIXELS),
    "10,000 frames": (lambda: samples.gif(10_000), Refusal.FRAMES),
    "400,000 frames": (lambda: samples.gif(400_000), Refusal.FRAMES),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_within_a_second_of_work(refuse: Refuse, name: str) -> None:
    made, why = BAD[name]
    data = made()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert refuse(data) is why

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_a_picture_that_is_also_a_script_is_drawn_again_without_it(send: Send) -> None:
    kept = send(samples.gif(comment=SCRIPT) + SCRIPT)

    for path in (storage.path_of(kept.name), storage.path_of(kept.name, small=True)):
        data = path.read_bytes()
        assert data.startswith(b"RIFF") and b"alert" not in data


def test_a_file_is_refused_as_soon_as_it_is_too_large(refuse: Refuse) -> None:
    assert refuse(samples.photo(20, 20, "JPEG") + bytes(8_000_000)) is Refusal.LARGE
    assert refuse(samples.pdf() + bytes(5_000_000)) is Refusal.LARGE


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "C:\\anh\\..\\x.jpg", "a\x00b.jpg", "", "." * 300]
)
def test_the_senders_name_is_never_the_name_of_a_file(send: Send, name: str) -> None:
    before = lying_about()
    kept = send(samples.photo(20, 20, "PNG"), name)

    made = {path.relative_to(storage.folder()) for path in lying_about() - before}
    shelf = Path(kept.name[:2])
    assert made == {shelf, shelf / kept.name, shelf / f"{kept.name}.small"}
    assert not {"/", "\\", "\x00"} & set(kept.label)


LARGEST = {
    "PNG": lambda: samples.png(8_000, 5_000, colour=6, depth=8),
    "JPEG": lambda: samples.written(Image.new("RGB", (8_000, 5_000)), "JPEG"),
    "progressive JPEG": lambda: samples.written(
        Image.new("RGB", (8_000, 5_000)), "JPEG", progressive=True, subsampling=0
    ),
    "WebP": lambda: samples.written(Image.new("RGB", (4_000, 3_000)), "WEBP"),
    "GIF": lambda: samples.written(Image.new("P", (8_000, 5_000)), "GIF"),
}


def held() -> float:
    """MB of this process's own memory."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:")) / 1000


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_picture_costs_the_server_no_memory(send: Send, name: str) -> None:
    sent = LARGEST[name]()
    before, most, done = held(), 0.0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, held())

    watcher = threading.Thread(target=watch)
    watcher.start()
    kept = send(sent)
    done.set()
    watcher.join()

    assert kept.width in {1600, 1280} or kept.height == 1600
    assert most - before < 30


def test_a_third_file_at_once_is_asked_to_come_again(send: Send) -> None:
    with storage.begun() as first, workshop._turn(first.parent / "turn"):
        entered, left = threading.Event(), threading.Event()

        def second() -> None:
            with workshop._PLACES:
                entered.set()
                left.wait(10)

        waiting = threading.Thread(target=second)
        waiting.start()
        entered.wait(10)
        with pytest.raises(Busy):
            send(samples.photo(20, 20, "PNG"))
        left.set()
        waiting.join()
    assert send(samples.photo(20, 20, "PNG")).bytes


def test_the_reading_process_sees_nothing_of_ours_and_cannot_grow(tmp_path: Path) -> None:
    """Told by itself: the same bounds, then what it can still do."""
    probe = tmp_path / "probe.py"
    inside = workshop.PROGRAM.read_text("utf-8").split('if __name__ == "__main__":')[0]
    probe.write_text(
        f"{inside}\nbounded()\n"
        "try:\n    bytearray(MEMORY)\n    grown = True\n"
        "except MemoryError:\n    grown = False\n"
        'print(json.dumps({"grown": grown, "keys": sorted(os.environ)}))\n',
        "utf-8",
    )
    program, workshop.PROGRAM = workshop.PROGRAM, probe
    try:
        found = workshop.examine(Kind.IMAGE, probe, tmp_path)
    finally:
        workshop.PROGRAM = program
    assert found["grown"] is False
    assert not [key for key in found["keys"] if not key.startswith("LC_")]


@pytest.mark.slow
def test_a_process_that_never_ends_is_ended(tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    inside = workshop.PROGRAM.read_text("utf-8").split('if __name__ == "__main__":')[0]
    endless.write_text(f"{inside}\nSECONDS = 1\nbounded()\nwhile True:\n    pass\n", "utf-8")
    program, workshop.PROGRAM = workshop.PROGRAM, endless
    try:
        with pytest.raises(Refused) as caught:
            workshop.examine(Kind.PDF, endless, tmp_path)
    finally:
        workshop.PROGRAM = program
    assert caught.value.why is Refusal.HEAVY
