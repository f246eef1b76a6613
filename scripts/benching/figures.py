"""The figures: what each must reach, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

BASELINE = "baseline.b"


@dataclass(frozen=True)
class Figure:
    """``most`` and ``least`` bound its value; neither: it is only told."""

    id: str
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def must(self) -> float | None:
        """The bound as reports name it; of two the upper one."""
        return self.least if self.most is None else self.most

    def holds(self, value: float) -> bool:
        return (self.most is None or value <= self.most) and (
            self.least is None or value >= self.least
        )


FIGURES = (
    Figure(BASELINE, "ms"),
    Figure("thread.anon.warm", "x b", most=0.6),
    Figure("thread.anon.cold.first", "x b", most=4.5),
    Figure("thread.anon.cold.last", "x b", most=4.5),
    Figure("thread.anon.cold.ratio", "last / first", most=1.1, least=0.9),
    Figure("thread.member", "x b", most=6),
    Figure("index.anon.cold", "x b", most=4.5),
    Figure("list.anon.cold", "x b", most=4.5),
    Figure("search.sql", "x b", most=10),
    Figure("search.whoosh", "x b", most=80),
    Figure("post.write", "x b", most=7),
    Figure("post.write.rate", "posts/s", least=100),
    Figure("post.write.p99", "ms", most=800),
    Figure("post.write.errors", "answers", most=0),
    Figure("thread.statements.anon", "statements", most=4),
    Figure("thread.statements.member", "statements", most=8),
    Figure("memory.pss", "MB", most=180),
    Figure("start.web", "s", most=3),
    Figure("start.run", "s", most=5),
    Figure("page.bytes.thread", "bytes", most=25_000),
    Figure("page.requests.thread", "requests", most=3),
)
BY_ID = {figure.id: figure for figure in FIGURES}


@dataclass(frozen=True)
class Result:
    """A measured figure."""

    figure: Figure
    value: float
    samples: Sequence[float] = field(default_factory=tuple)

    @property
    def ok(self) -> bool:
        return self.figure.holds(self.value)

    def as_json(self) -> dict[str, object]:
        """What ``--json`` writes for it."""
        return {
            "figure": self.figure.id,
            "value": round(self.value, 4),
            "unit": self.figure.unit,
            "must": self.figure.must,
            "ok": self.ok,
            "samples": [round(sample, 4) for sample in self.samples],
        }


def of_samples(figure_id: str, samples: Sequence[float]) -> Result:
    """The median of the samples."""
    return Result(BY_ID[figure_id], median(samples), list(samples))


def named(prefixes: Sequence[str]) -> list[str]:
    """Ids that begin with one of ``prefixes``, or all; ValueError for one that names none."""
    for prefix in prefixes:
        if not any(figure.id.startswith(prefix) for figure in FIGURES):
            raise ValueError(f"no figure begins with {prefix}")
    wanted = tuple(prefixes) or ("",)
    return [figure.id for figure in FIGURES if figure.id.startswith(wanted)]


def percentile(samples: Sequence[float], share: float) -> float:
    """The sample that this share of all samples does not exceed."""
    ranked = sorted(samples)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]
