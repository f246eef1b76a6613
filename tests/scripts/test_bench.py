"""scripts/bench: its arithmetic, its arguments, its load, its seed. What it measures on a whole
forum is no test: docs/benchmarks.md."""

from __future__ import annotations

import gzip
import importlib
import json
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import psutil
import pytest
from waitress.server import create_server

from tests.fixtures.database import ROOT
from tests.fixtures.ports import free_port

GENERATOR = """
class Text:
    def __init__(self, seed=1):
        self.n = seed

    def para(self, chars=600):
        self.n += 1
        return f"Bà con hỏi về nước sạch, lần {self.n}.\\n\\nXin cảm ơn."

    def title(self):
        self.n += 1
        return f"Nước sạch {self.n}"


def plan(categories, threads, posts, long_thread):
    return [long_thread] + [(posts - long_thread) // (threads - 1)] * (threads - 1)
"""
Part = Callable[[str], ModuleType]


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Part:
    """A module of ``benching``, here and in the processes it starts."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "scripts"))
    return lambda name: importlib.import_module(f"benching.{name}")


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of the baseline's, which no clone of this repository brings."""
    (tmp_path / "vitext.py").write_text(GENERATOR, "utf-8")
    (tmp_path / "app.py").touch()
    monkeypatch.setenv("FORUM_BENCH_BASELINE", str(tmp_path))
    return tmp_path


def test_a_cost_is_divided_by_what_the_baseline_cost_around_it(part: Part) -> None:
    assert part("rounds").between(6.0, 1.0, 2.0) == 4.0


def test_a_figure_is_the_median_of_its_samples(part: Part) -> None:
    found = part("figures").of_samples("thread.member", [9.0, 5.0, 5.5, 4.0, 6.5])

    assert found.value == 5.5
    assert found.ok


@pytest.mark.parametrize(
    ("figure", "value", "ok"),
    [
        ("baseline.b", 99.0, True),
        ("search.sql", 10.0, True),
        ("search.sql", 10.1, False),
        ("post.write.rate", 99.0, False),
        ("post.write.rate", 100.0, True),
        ("thread.anon.cold.ratio", 1.11, False),
        ("thread.anon.cold.ratio", 0.89, False),
        ("thread.anon.cold.ratio", 1.0, True),
    ],
)
def test_a_figure_holds_within_its_bounds(part: Part, figure: str, value: float, ok: bool) -> None:
    figures = part("figures")

    assert figures.Result(figures.BY_ID[figure], value).ok is ok


def test_last_and_first_page_are_compared_round_by_round(part: Part) -> None:
    figures = part("figures")
    first = figures.of_samples("thread.anon.cold.first", [2.0, 4.0, 3.0])
    last = figures.of_samples("thread.anon.cold.last", [2.0, 2.0, 6.0])

    (found,) = part("rounds").ratio([first, last])

    assert (found.figure.id, found.samples) == ("thread.anon.cold.ratio", [1.0, 0.5, 2.0])
    assert part("rounds").ratio([first]) == []


@pytest.mark.parametrize(("share", "expected"), [(0.5, 51), (0.99, 100), (1.0, 100)])
def test_a_percentile_is_one_of_the_samples(part: Part, share: float, expected: int) -> None:
    assert part("figures").percentile(list(range(100, 0, -1)), share) == expected


def test_names_choose_by_their_beginning(part: Part) -> None:
    given = part("__main__").arguments(["thread.anon.cold", "search.sql", "--json", "x.json"])

    assert given.wanted == [
        "thread.anon.cold.first",
        "thread.anon.cold.last",
        "thread.anon.cold.ratio",
        "search.sql",
    ]
    assert given.json == Path("x.json")
    assert len(part("__main__").arguments([]).wanted) == len(part("figures").FIGURES)


def test_a_name_that_names_nothing_is_refused(
    part: Part, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        part("__main__").arguments(["threads"])

    assert refused.value.code == 2
    assert "threads" in capsys.readouterr().err


def test_the_json_lists_the_figures_with_the_baseline_first(part: Part, tmp_path: Path) -> None:
    figures, report = part("figures"), part("report")
    rate = figures.of_samples("post.write.rate", [90.0, 80.0, 85.0])
    found = report.ordered([rate, figures.of_samples("baseline.b", [1.0, 1.1])])

    report.write(tmp_path / "figures.json", found)

    baseline, rate = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert list(rate) == ["figure", "value", "unit", "must", "ok", "samples"]
    assert (baseline["figure"], baseline["value"], baseline["must"]) == ("baseline.b", 1.05, None)
    assert (rate["value"], rate["must"], rate["ok"]) == (85.0, 100, False)
    assert rate["samples"] == [90.0, 80.0, 85.0]
    assert "NO" in report.table(found).splitlines()[2]


def test_another_baseline_is_refused(part: Part) -> None:
    baseline = part("baseline")

    with pytest.raises(baseline.NoBaseline, match="5 bytes"):
        baseline.check(b"other")


def test_a_missing_baseline_is_named(
    part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORUM_BENCH_BASELINE", str(tmp_path / "nowhere"))
    baseline = part("baseline")

    with pytest.raises(baseline.NoBaseline, match="nowhere"):
        baseline.folder()


@pytest.fixture
def answering() -> Iterator[int]:
    """A server on a port: every third page is another one, compressed where that is asked for."""
    counted = iter(range(1, 10_000))

    def app(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            start("303 See Other", [("Location", "/bai/7"), ("Content-Length", "0")])
            return [b""]
        page = b"other" if next(counted) % 3 == 0 else b"<p>right</p>"
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            page = gzip.compress(page)
            start("200 OK", [("Content-Encoding", "gzip"), ("Content-Length", str(len(page)))])
        else:
            start("200 OK", [("Content-Length", str(len(page)))])
        return [page]

    server = create_server(app, host="127.0.0.1", port=free_port(), threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(5)


@pytest.mark.parametrize("headers", [{}, {"Accept_Encoding": "gzip"}])
def test_every_answer_is_looked_at(part: Part, answering: int, headers: dict[str, str]) -> None:
    load = part("load")
    lines = [[load.request("/", **headers)]] * 2

    outcome = load.run(load.Job(answering, lines, repeat=6, markers=["right"]))

    assert len(outcome.latencies) == 8
    assert outcome.wrong == ["no 'right' in the answer"] * 4


def test_a_post_is_right_by_where_it_leads(part: Part, answering: int) -> None:
    load = part("load")
    sent = [[load.sending("/chu-de/1/tra-loi", "body=x")]]

    right = load.run(load.Job(answering, sent, status=303, markers=["Location: /bai/"]))
    wrong = load.run(load.Job(answering, sent, status=200))

    assert (len(right.latencies), right.wrong) == (1, [])
    assert wrong.wrong == ["status 303"]


def test_the_cpu_time_of_a_process_is_read(part: Part, tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass\ntime.sleep(60)"
    server = part("server").Server([sys.executable, "-c", busy], {}, tmp_path / "log")
    try:
        known = psutil.Process(server.process.pid)
        while server.cpu() < 0.3:
            known.cpu_times()
        times = known.cpu_times()
        assert abs(server.cpu() - times.user - times.system) < 0.1
        assert server.memory() > 1
    finally:
        server.end()
    assert server.process.poll() is not None


@pytest.mark.slow
def test_the_seed_is_a_forum_as_the_services_would_have_made_it(part: Part, texts: Path) -> None:
    seed = part("seed")
    size = seed.Size(categories=2, threads=6, posts=60, longest=25, members=4, official=1)

    kept = seed.ready(texts / "bench", size)

    assert seed.command(kept, "check") == "Everything fits.\n"
    with sqlite3.connect(kept / "forum.sqlite3") as link:
        public = link.execute("SELECT count(*) FROM post WHERE state = 'public'").fetchone()
        assert public == (62,)  # and a question with its reply
        assert link.execute("SELECT last_number, replies FROM thread").fetchone() == (25, 24)
        assert link.execute("SELECT count(*) FROM search_document").fetchone() == (62,)
        assert link.execute("SELECT count(*) FROM official_text").fetchone() == (2,)
    assert _found(seed, kept, "whoosh") == _found(seed, kept, "sql") == "Nước sạch"
    made = (kept / seed.STAMP).stat().st_mtime_ns
    assert seed.ready(texts / "bench", size) == kept
    assert (kept / seed.STAMP).stat().st_mtime_ns == made


def _found(seed: ModuleType, folder: Path, engine: str) -> str:
    """The title, without its number, of what this engine finds first."""
    words = ("search", "query", "nuoc sach", "--limit", "1", "--json")
    answer = json.loads(seed.command(folder, *words, SEARCH_ENGINE=engine))
    assert answer["engine"] == engine
    return str(answer["results"][0]["title"]).rstrip("0123456789 ")
