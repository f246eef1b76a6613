"""Everything that can happen and that another room may want to know: ids only, no text.

A reader re-reads the present state; by then a text may be hidden again.
"""

from __future__ import annotations

from forum.outbox.facts.accounts import (
    AccountActed,
    AccountChanged,
    AccountDeleted,
    AddressGivenUp,
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
    PostTakenBack,
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
    DocumentPublished,
    DocumentRead,
    DocumentsIndexed,
    IndexingWanted,
    MailTestWanted,
    NoticeWritten,
    OfficeDocumentRead,
    ReceiptNews,
)

__all__ = [
    "AccountActed",
    "AccountChanged",
    "AccountDeleted",
    "AddressGivenUp",
    "ContentReplaced",
    "DigestMade",
    "DocumentPublished",
    "DocumentRead",
    "DocumentsIndexed",
    "Fact",
    "IndexingWanted",
    "InvitationMailWanted",
    "MailKeyWanted",
    "MailTestWanted",
    "NoticeWritten",
    "OfficeDocumentRead",
    "OfficialTextPublished",
    "OfficialTextReturned",
    "OfficialTextSubmitted",
    "OfficialTextWithdrawn",
    "PostHidden",
    "PostRemoved",
    "PostRestored",
    "PostTakenBack",
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
