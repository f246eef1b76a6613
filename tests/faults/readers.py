"""People who read while others write and hide: each checks that every page is meant for them."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.writers import Answer, Writer

LANGUAGE = re.compile(r'<html lang="([^"]+)"')


class Curtain:
    """Which markers are hidden for sure: since the hiding was acknowledged, until it is undone."""

    def __init__(self) -> None:
        self._hidden: dict[str, int] = {}
        self.turns = 0
        self._lock = threading.Lock()

    def drawn(self, marker: str) -> None:
        """The server has said that the text is hidden."""
        with self._lock:
            self.turns += 1
            self._hidden[marker] = self.turns

    def opening(self, marker: str) -> None:
        """The text may be seen again from now on."""
        with self._lock:
            self._hidden.pop(marker, None)

    def state(self) -> dict[str, int]:
        with self._lock:
            return dict(self._hidden)

    def seen_through(self, before: dict[str, int], text: str) -> list[str]:
        """Markers in ``text`` that were hidden at ``before`` and have been ever since."""
        now = self.state()
        return [m for m, turn in before.items() if now.get(m) == turn and m in text]


@dataclass
class Reader:
    """One browser: its language, the person it shows (or ""), and all persons there are."""

    browser: Writer
    language: str
    name: str
    names: list[str]
    faults: list[str] = field(default_factory=list)
    read: Counter[int] = field(default_factory=Counter)

    def look(self, path: str, curtain: Curtain) -> None:
        before = curtain.state()
        answer = self.browser.ask(path)
        self.read[answer.status] += 1
        self.faults += [f"{path}: {fault}" for fault in self._wrong(answer)]
        self.faults += [f"{path}: shows {m}" for m in curtain.seen_through(before, answer.text)]

    def _wrong(self, answer: Answer) -> list[str]:
        found = LANGUAGE.search(answer.text)
        if answer.status != 200 or found is None:
            return [f"status {answer.status}"]
        wrong = [] if found.group(1) == self.language else [f"is in {found.group(1)}"]
        wrong += [f"is {n}'s" for n in self.names if n in answer.text and n != self.name]
        if self.name and self.name not in answer.text:
            wrong.append(f"is not {self.name}'s")
        if not self.name and "csrf_token" in answer.text:
            wrong.append("holds a form's token")
        return wrong


def for_a_while(seconds: float, works: list[Callable[[], None]]) -> None:
    """Each of ``works`` is done again and again, all at once; an error of one is raised."""
    end, errors = time.monotonic() + seconds, []

    def repeat(work: Callable[[], None]) -> None:
        try:
            while time.monotonic() < end:
                work()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=repeat, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 30)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    if errors:
        raise errors[0]
