"""Everything that can happen and that another room may want to know: ids only, no text.

A reader re-reads the present state; by then a text may be hidden again.
"""

from __future__ import annotations

from forum.outbox.facts.accounts import (
    AccountActed,
    AccountChanged,
    InvitationMailWanted,
    MailKeyWanted,
    SecondFactorChanged,
)
from forum.outbox.facts.fact import Fact, read
from forum.outbox.facts.offices import (
    OfficialTextPublished,
    OfficialTextReturned,
    OfficialTextSubmitted,
    OfficialTextWithdrawn,
    PostTakenUp,
    QuestionReceived,
)
from forum.outbox.facts.texts import (
    PostHidden,
    PostRemoved,
    PostRestored,
    PostsSplit,
    RevisionApproved,
    RevisionRejected,
    RevisionReturned,
    RevisionSubmitted,
    ThreadMerged,
    ThreadMoved,
    ThreadReshaped,
    ThreadsImported,
)
from forum.outbox.facts.upkeep import (
    ContentReplaced,
    DigestMade,
    DocumentsIndexed,
    IndexingWanted,
    MailTestWanted,
    NoticeWritten,
    ReceiptNews,
)

__all__ = [
    "AccountActed",
    "AccountChanged",
    "ContentReplaced",
    "DigestMade",
    "DocumentsIndexed",
    "Fact",
    "IndexingWanted",
    "InvitationMailWanted",
    "MailKeyWanted",
    "MailTestWanted",
    "NoticeWritten",
    "OfficialTextPublished",
    "OfficialTextReturned",
    "OfficialTextSubmitted",
    "OfficialTextWithdrawn",
    "PostHidden",
    "PostRemoved",
    "PostRestored",
    "PostTakenUp",
    "PostsSplit",
    "QuestionReceived",
    "ReceiptNews",
    "RevisionApproved",
    "RevisionRejected",
    "RevisionReturned",
    "RevisionSubmitted",
    "SecondFactorChanged",
    "ThreadMerged",
    "ThreadMoved",
    "ThreadReshaped",
    "ThreadsImported",
    "read",
]
