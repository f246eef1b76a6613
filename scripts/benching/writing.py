"""Posting: eight members send replies at once, each with a form of its own, while the worker works.

The forms are fetched beforehand and not counted; what counts is the POST until its 303, which says
that the text is durable and public.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benching import load
from benching.figures import BY_ID, Result, of_samples, percentile
from benching.members import Member
from benching.rounds import CONNECTIONS, Scale, WrongAnswer
from benching.seed import tell
from benching.server import Server
from benching.site import Site
from benching.texts import generator

ROUNDS = 6
EACH = 30  # posts of a member in one round; 1,440 in all make a p99 that can be relied on
FIRST_THREAD = 2  # each member writes in a thread of its own, none in the long one


@dataclass
class Tally:
    """Of all rounds."""

    shares: list[float] = field(default_factory=list)  # CPU of one post ÷ b
    rates: list[float] = field(default_factory=list)  # posts a second
    milliseconds: list[list[float]] = field(default_factory=list)  # of each post, by round
    wrong: list[str] = field(default_factory=list)

    def add(self, outcome: load.Outcome, share: float) -> None:
        """One round more."""
        self.wrong += outcome.wrong
        self.shares.append(share)
        self.rates.append(len(outcome.latencies) / outcome.seconds)
        self.milliseconds.append([1000 * second for second in outcome.latencies])

    def results(self) -> list[Result]:
        """What went wrong is a figure here, not the end of the run."""
        every = [post for posts in self.milliseconds for post in posts]
        rounds = [percentile(posts, 0.99) for posts in self.milliseconds]
        return [
            of_samples("post.write", self.shares),
            of_samples("post.write.rate", self.rates),
            Result(BY_ID["post.write.p99"], percentile(every, 0.99), rounds),
            Result(BY_ID["post.write.errors"], len(self.wrong)),
        ]


def measure(site: Site, scale: Scale) -> Tally:
    """Everything is on: the worker keeps both indexes and the notices up with the posts."""
    texts = generator().Text(seed=50)
    bodies = (texts.para() for _ in itertools.count())
    site.worker  # noqa: B018 (begun by being asked for)
    tally = Tally()
    send(site.shipped, _requests(site.members, bodies, 2))
    for _ in range(ROUNDS):
        requests = _requests(site.members, bodies, EACH)
        scale.refresh()
        before = site.shipped.cpu()
        outcome = send(site.shipped, requests)
        spent = site.shipped.cpu() - before
        if not outcome.latencies:
            raise WrongAnswer(f"post.write: {outcome.wrong[0]}")
        tally.add(outcome, scale.share(spent / len(outcome.latencies)))
    for fault in sorted(set(tally.wrong)):
        tell(f"a post was answered wrongly: {fault}")
    return tally


def send(server: Server, requests: Sequence[list[str]]) -> load.Outcome:
    """A published reply leads to its permanent address; a held one would lead elsewhere."""
    return load.run(load.Job(server.port, list(requests), status=303, markers=["Location: /bai/"]))


def _requests(members: Sequence[Member], bodies: Iterator[str], each: int) -> list[list[str]]:
    lines = []
    for thread, member in enumerate(members[:CONNECTIONS], FIRST_THREAD):
        path = f"/chu-de/{thread}/tra-loi"
        lines.append([member.sending(path, next(bodies)) for _ in range(each)])
        member.pause()
    return lines
