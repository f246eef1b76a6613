"""Interleaved rounds: CPU time of an answer, divided by the baseline's just before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benching import baseline, load
from benching.figures import BASELINE, Result, of_samples
from benching.server import Server

CONNECTIONS = 8
ROUNDS = 7
WARMING = 3  # requests on each connection before anything counts
ROUND_SECONDS = 0.6  # of the server's CPU time in one round: what keeps the spread small
FEWEST, MOST = 2, 100  # requests on each connection in one round


class WrongAnswer(Exception):
    """A page that was measured was not the page that was asked for."""


@dataclass
class Subject:
    """A page that is measured: one request for each connection, and what its answer holds."""

    figure: str
    server: Server
    requests: Sequence[str]
    markers: Sequence[str]
    repeat: int = WARMING

    def warm(self) -> None:
        """It was answered some times, and a round's length is known."""
        self.cost()
        each = self.cost() * CONNECTIONS
        self.repeat = max(FEWEST, min(MOST, round(ROUND_SECONDS / max(each, 1e-6))))

    def cost(self) -> float:
        """CPU seconds of one answer, by ``repeat`` on every connection."""
        job = load.Job(
            self.server.port,
            [[request] for request in self.requests],
            repeat=self.repeat,
            markers=list(self.markers),
        )
        before = self.server.cpu()
        outcome = load.run(job)
        spent = self.server.cpu() - before
        if outcome.wrong:
            raise WrongAnswer(f"{self.figure}: {len(outcome.wrong)} x {outcome.wrong[0]}")
        return spent / len(outcome.latencies)


def page(
    figure: str, server: Server, path: str, *markers: str, cookies: Sequence[str] = ()
) -> Subject:
    """A page as a browser asks for it; with ``cookies`` each connection is another person's."""
    usual = {"Accept_Encoding": "gzip", "Accept_Language": "vi"}
    people = [{"Cookie": cookie} for cookie in cookies] or [{}] * CONNECTIONS
    requests = [load.request(path, **usual, **person) for person in people]
    return Subject(figure, server, requests, (*markers, "</html>"))


def of_baseline(server: Server) -> Subject:
    return Subject(BASELINE, server, [load.request(baseline.PATH)] * CONNECTIONS, ["</html>"])


def between(cost: float, before: float, after: float) -> float:
    """``cost`` divided by what b cost around it."""
    return 2 * cost / (before + after)


class Scale:
    """What b costs now: every sample of another figure stands between two of b."""

    def __init__(self, server: Server) -> None:
        self.subject = of_baseline(server)
        self.subject.warm()
        self.samples = [self.subject.cost()]

    def refresh(self) -> None:
        """The next ``share`` has a sample of now before it."""
        self.samples.append(self.subject.cost())

    def share(self, cost: float) -> float:
        """``cost``, measured since the last sample of b, divided by b."""
        self.samples.append(self.subject.cost())
        return between(cost, *self.samples[-2:])

    def result(self) -> Result:
        """Milliseconds of CPU."""
        return of_samples(BASELINE, [1000 * sample for sample in self.samples])


def measure(scale: Scale, subjects: Sequence[Subject], rounds: int = ROUNDS) -> list[Result]:
    """The figures of all subjects, and b's last ÷ first of the long thread where both are there."""
    for subject in subjects:
        subject.warm()
    shares: dict[str, list[float]] = {subject.figure: [] for subject in subjects}
    for number in range(rounds):
        # Each second time backwards: nobody stands always behind the same neighbour.
        for subject in subjects if number % 2 == 0 else subjects[::-1]:
            shares[subject.figure].append(scale.share(subject.cost()))
    return [of_samples(figure, samples) for figure, samples in shares.items()]


def ratio(results: Sequence[Result]) -> list[Result]:
    """The last page of the long thread against its first, round by round."""
    found = {result.figure.id: result.samples for result in results}
    first, last = found.get("thread.anon.cold.first"), found.get("thread.anon.cold.last")
    if not first or not last:
        return []
    pairs = [late / early for early, late in zip(first, last, strict=True)]
    return [of_samples("thread.anon.cold.ratio", pairs)]
