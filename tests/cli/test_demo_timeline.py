"""Sample data happens at hours at which people are awake, and in its order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.cli.demo_timeline import waking
from forum.core import clock

START, END = (datetime(2026, month, 1) for month in (1, 12))  # noqa: DTZ001 (hypothesis adds it)
moments = st.datetimes(START, END, timezones=st.just(UTC))
days_ago = st.lists(st.floats(0, 90), min_size=2, max_size=20)


@given(end=moments, days=days_ago)
def test_earlier_stays_earlier_and_nothing_is_to_come(end: datetime, days: list[float]) -> None:
    told = [waking(end - timedelta(days=ago), end) for ago in sorted(days, reverse=True)]

    assert told == sorted(told)
    assert told[-1] <= end + timedelta(seconds=1)


@given(end=moments, ago=st.floats(1, 90))
def test_nobody_writes_at_night(end: datetime, ago: float) -> None:
    told = clock.local(waking(end - timedelta(days=ago), end))

    assert told.replace(hour=7, minute=30) - timedelta(minutes=1) <= told
    assert told <= told.replace(hour=20, minute=31)
    assert told.date() == clock.local(end - timedelta(days=ago)).date()
