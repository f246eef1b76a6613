"""What a person can do with threads and posts, and what other rooms may have done to them, one file
a noun."""

from __future__ import annotations

from forum.threads.service.attachments import (
    Enclosed,
    Gathered,
    attach,
    bind,
    check_room,
    detach,
    forget_files,
    gather,
    release,
)
from forum.threads.service.erasing import forget_author, forget_contacts
from forum.threads.service.shaping import merge_threads, move_thread, split_thread
from forum.threads.service.standing import (
    apply_review,
    set_locked,
    set_mode,
    set_pinned,
    set_post_state,
)
from forum.threads.service.telling import note_summary, note_summary_withdrawn
from forum.threads.service.texts import (
    Wording,
    edit_post,
    issue_receipt,
    open_thread,
    publish_office_post,
    submit_reply,
    withdraw,
)
from forum.threads.service.upkeep import keep_words, sweep_files

__all__ = [
    "Enclosed",
    "Gathered",
    "Wording",
    "apply_review",
    "attach",
    "bind",
    "check_room",
    "detach",
    "edit_post",
    "forget_author",
    "forget_contacts",
    "forget_files",
    "gather",
    "issue_receipt",
    "keep_words",
    "merge_threads",
    "move_thread",
    "note_summary",
    "note_summary_withdrawn",
    "open_thread",
    "publish_office_post",
    "release",
    "set_locked",
    "set_mode",
    "set_pinned",
    "set_post_state",
    "split_thread",
    "submit_reply",
    "sweep_files",
    "withdraw",
]
