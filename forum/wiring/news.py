"""Who reacts to what, who writes down what is observed, what the worker looks after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from forum.accounts import reactions as accounts_reactions
from forum.accounts import service as accounts_service
from forum.accounts import throttle
from forum.accounts.service import seen as accounts_seen
from forum.drafts import service as drafts_service
from forum.following import reactions as following_reactions
from forum.following import service as following_service
from forum.notifications import digests
from forum.notifications import reactions as notifications_reactions
from forum.notifications import reading as notifications_reading
from forum.official import reactions as official_reactions
from forum.outbox import facts
from forum.outbox import service as outbox_service
from forum.outbox.facts import Fact
from forum.outbox.worker import Reactions
from forum.search import reactions as search_reactions
from forum.search import service as search_service
from forum.site import nameplate
from forum.threads import reactions as threads_reactions
from forum.threads import service as threads_service
from forum.web import observations, once
from forum.wiring import erasing

_told = notifications_reactions
_found = search_reactions
_followed = following_reactions

REACTIONS: dict[type[Fact], tuple[Any, ...]] = {
    facts.RevisionSubmitted: (_followed.follow_own, _told.tell_board),
    facts.RevisionApproved: (
        _found.reindex_wording,
        threads_reactions.find_documents,
        _followed.follow_own,
        _told.tell_author_published,
        _told.tell_readers,
    ),
    facts.DocumentPublished: (threads_reactions.read_document,),
    facts.DocumentRead: (_found.reindex_document,),
    facts.OfficeDocumentRead: (_found.reindex_office_document,),
    facts.RevisionReturned: (_told.tell_author_returned,),
    facts.RevisionRejected: (_told.tell_author_rejected,),
    facts.PostHidden: (_found.reindex_post, _told.tell_author_hidden),
    facts.PostRestored: (_found.reindex_post, _told.tell_author_restored),
    facts.PostRemoved: (_found.reindex_post, _told.tell_author_removed),
    facts.PostTakenBack: (_found.reindex_post,),
    facts.ThreadMoved: (_told.tell_moved,),
    facts.ThreadMerged: (
        official_reactions.settle_summary,
        _followed.join_marks,
        _told.tell_merged,
    ),
    facts.PostsSplit: (_told.tell_split,),
    facts.ThreadReshaped: (_found.reindex_threads,),
    facts.QuestionReceived: (_told.tell_staff,),
    facts.PostTakenUp: (_told.tell_taken_up,),
    facts.OfficialTextSubmitted: (_told.tell_approvers,),
    facts.OfficialTextReturned: (_told.tell_writer,),
    facts.OfficialTextPublished: (
        _found.reindex_official,
        official_reactions.find_documents,
        _told.tell_asker,
        _told.tell_clarified,
        _told.tell_summed_up,
    ),
    facts.OfficialTextWithdrawn: (_found.reindex_official, _told.tell_withdrawn),
    facts.NoticeWritten: (_told.mail_notice,),
    facts.DigestMade: (_told.mail_digest,),
    facts.MailTestWanted: (_told.mail_test,),
    facts.MailKeyWanted: (_told.mail_key,),
    facts.AccountChanged: (_told.tell_owner,),
    facts.AddressGivenUp: (_told.mail_former,),
    facts.ReceiptNews: (_told.mail_guest,),
    facts.AccountActed: (_told.tell_account,),
    facts.ThreadsImported: (_found.reindex_import,),
    facts.InvitationMailWanted: (_told.mail_invitation,),
    facts.SecondFactorChanged: (_told.tell_second_step,),
    facts.AccountDeleted: (accounts_reactions.remember_deleted,),
    facts.ContentReplaced: (
        _found.reindex_everything,
        _found.rewrite_files,
        erasing.delete_again,
    ),
    facts.IndexingWanted: (_found.reindex_part,),
    facts.DocumentsIndexed: (_found.write_files,),
}

# What is observed while people read, and who writes it down.
OBSERVERS: Mapping[str, observations.Observer] = {
    observations.READ: following_service.keep_read,
    observations.SEEN: accounts_seen.keep_seen,
    observations.NOTICED: notifications_reading.keep_noticed,
}


# What the worker looks after every half minute, whatever happened.
CHORES: tuple[Callable[[], None], ...] = (
    outbox_service.note_round,
    nameplate.follow_settings,
    search_service.mend_files,
    once.forget_old,
    throttle.forget_old,
    drafts_service.forget_old_drafts,
    threads_service.sweep_files,
    accounts_service.forget_old_sign_ins,
    accounts_service.forget_old_codes,
    erasing.delete_due,
    erasing.erase_late,
    notifications_reading.forget_old_notices,
    digests.make_digests,
)


def reactions() -> Reactions:
    """Fact → what the rooms do about it."""
    return REACTIONS
