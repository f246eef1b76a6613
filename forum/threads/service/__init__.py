"""What a person can do with threads and posts, and what other rooms may have done to them, one file
a noun."""

from __future__ import annotations

from forum.threads.service.shaping import merge_threads, move_thread, split_thread
from forum.threads.service.standing import (
    apply_review,
    set_locked,
    set_mode,
    set_pinned,
    set_post_state,
)
from forum.threads.service.texts import (
    Wording,
    edit_post,
    issue_receipt,
    open_thread,
    publish_office_post,
    submit_reply,
    withdraw,
)

__all__ = [
    "Wording",
    "apply_review",
    "edit_post",
    "issue_receipt",
    "merge_threads",
    "move_thread",
    "open_thread",
    "publish_office_post",
    "set_locked",
    "set_mode",
    "set_pinned",
    "set_post_state",
    "split_thread",
    "submit_reply",
    "withdraw",
]
