"""What an office's summary leaves in a thread's time line; called by official only."""

from __future__ import annotations

from forum.threads.happenings import note
from forum.threads.models import By, Happening


def note_summary(thread_id: int, *, covers: int) -> None:
    """An office summed the thread up, to the post with the number ``covers``."""
    note(thread_id, Happening.SUMMARISED, By.OFFICE, number=covers)


def note_summary_withdrawn(thread_id: int, *, of_merged: int | None = None) -> None:
    """The thread's summary stands no longer; or that of the thread ``of_merged``, which was joined
    to it."""
    if of_merged is None:
        note(thread_id, Happening.SUMMARY_WITHDRAWN, By.OFFICE)
    else:
        note(thread_id, Happening.SUMMARY_WITHDRAWN, By.BOARD, thread=of_merged)
