"""Where each draft is written on: its place as the address of its form."""

from __future__ import annotations

THREAD, ASK = "thread", "ask"
_FIXED = {THREAD: "/chu-de/moi", ASK: "/hoi-dap/gui"}


def reply_to(thread_id: int) -> str:
    """The place of a reply in this thread."""
    return f"reply:{thread_id}"


def edit_of(post_id: int) -> str:
    """The place of a new wording of this post."""
    return f"edit:{post_id}"


def number_in(place: str, kind: str) -> int | None:
    """The thread's or the post's number, when the place is of this kind."""
    found, _colon, number = place.partition(":")
    return int(number) if found == kind and number.isdecimal() else None


def address_of(place: str) -> str:
    """The form in which a draft of this place opens."""
    if (thread_id := number_in(place, "reply")) is not None:
        return f"/chu-de/{thread_id}/tra-loi"
    if (post_id := number_in(place, "edit")) is not None:
        return f"/bai/{post_id}/sua"
    return _FIXED[place]
