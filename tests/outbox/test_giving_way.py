"""Between two transactions the worker leaves SQLite's lock to people who write."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from forum.core.db import commit, content_changes
from forum.outbox import worker


def publish() -> None:
    content_changes()
    commit()


def test_one_pause_is_made_while_nobody_writes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[float] = []
    monkeypatch.setattr(worker.time, "sleep", made.append)
    worker._give_way()

    assert made == [worker.PAUSE_SECONDS]


def test_pauses_go_on_while_texts_are_published(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[float] = []

    def pause(seconds: float) -> None:
        made.append(seconds)
        if len(made) <= 3:
            publish()

    monkeypatch.setattr(worker.time, "sleep", pause)
    monkeypatch.setattr(worker, "AWAY_SECONDS", 60)
    worker._give_way()

    assert len(made) == 4


def test_they_end_even_if_people_never_stop(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker.time, "sleep", lambda _seconds: publish())
    begun = time.monotonic()

    worker._give_way()

    assert worker.AWAY_SECONDS <= time.monotonic() - begun < 10 * worker.AWAY_SECONDS
