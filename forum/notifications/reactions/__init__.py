"""What this room does when a fact happened elsewhere, one file a noun."""

from __future__ import annotations

from forum.notifications.reactions.digests import mail_digest
from forum.notifications.reactions.followed import (
    tell_asker,
    tell_readers,
    tell_summed_up,
    tell_withdrawn,
)
from forum.notifications.reactions.keys import mail_former, mail_key, tell_owner
from forum.notifications.reactions.mails import mail_guest, mail_notice, mail_test
from forum.notifications.reactions.reshaped import tell_merged, tell_moved, tell_split
from forum.notifications.reactions.security import mail_invitation, tell_second_step
from forum.notifications.reactions.standing import tell_account
from forum.notifications.reactions.texts import (
    tell_approvers,
    tell_author_hidden,
    tell_author_published,
    tell_author_rejected,
    tell_author_removed,
    tell_author_restored,
    tell_author_returned,
    tell_board,
    tell_clarified,
    tell_staff,
    tell_taken_up,
    tell_writer,
)

__all__ = [
    "mail_digest",
    "mail_former",
    "mail_guest",
    "mail_invitation",
    "mail_key",
    "mail_notice",
    "mail_test",
    "tell_account",
    "tell_approvers",
    "tell_asker",
    "tell_author_hidden",
    "tell_author_published",
    "tell_author_rejected",
    "tell_author_removed",
    "tell_author_restored",
    "tell_author_returned",
    "tell_board",
    "tell_clarified",
    "tell_merged",
    "tell_moved",
    "tell_owner",
    "tell_readers",
    "tell_second_step",
    "tell_split",
    "tell_staff",
    "tell_summed_up",
    "tell_taken_up",
    "tell_withdrawn",
    "tell_writer",
]
