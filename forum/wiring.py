"""The forum on one screen: where each room answers, what is open, who may, who reacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from forum.accounts import policy as accounts_policy
from forum.accounts import queries as accounts_queries
from forum.accounts import service as accounts_service
from forum.accounts import throttle
from forum.accounts.views import accounts
from forum.board import queries as board_queries
from forum.board.views import board
from forum.languages.views import languages
from forum.moderation import policy as moderation_policy
from forum.moderation.views import moderation
from forum.notifications import reactions as notifications_reactions
from forum.notifications.views import notifications
from forum.official import policy as official_policy
from forum.official.views import official
from forum.outbox import facts
from forum.outbox.facts import Fact
from forum.outbox.worker import Reactions
from forum.pages.views import pages
from forum.rules import queries as rules_queries
from forum.rules.views import rules
from forum.search import reactions as search_reactions
from forum.search import service as search_service
from forum.search.views import search
from forum.site import queries as site_queries
from forum.site.opening import Line
from forum.site.views import site
from forum.threads import policy as threads_policy
from forum.threads.categories import categories_lack
from forum.threads.views import threads
from forum.web import once

BLUEPRINTS: tuple[tuple[Blueprint, str], ...] = (
    (accounts, ""),
    (languages, "/ngon-ngu"),
    (rules, "/quy-che"),
    (board, "/ban-dieu-hanh"),
    (threads, ""),
    (moderation, ""),
    (official, ""),
    (search, ""),
    (notifications, "/thong-bao"),
    (site, ""),
    (pages, ""),
)

PUBLIC: frozenset[str] = frozenset(
    {
        "accounts.register",
        "accounts.sign_in",
        "languages.choose",
        "rules.in_force",
        "rules.version",
        "board.members",
        "threads.index",
        "threads.category",
        "threads.show",
        "threads.permalink",
        "moderation.log",
        "search.page",
        "site.emblem",
        "official.ask",
        "official.track",
        "official.receipt",
        "official.leave",
        "official.questions",
        "official.explanation_list",
        "official.explanation",
        "pages.home",
        "pages.help_page",
        "pages.about",
        "pages.contact",
        "pages.privacy",
        "pages.accessibility",
        "pages.alive",
        "pages.ready",
    }
)

# Public pages that are kept once made, with the query arguments that they know; any other argument
# is answered and not kept. They hold nothing of their reader but the language.
CACHED: Mapping[str, frozenset[str]] = {
    "pages.home": frozenset(),
    "pages.help_page": frozenset(),
    "pages.about": frozenset(),
    "pages.contact": frozenset(),
    "pages.privacy": frozenset(),
    "pages.accessibility": frozenset(),
    "rules.in_force": frozenset(),
    "rules.version": frozenset(),
    "board.members": frozenset(),
    "threads.index": frozenset({"truoc"}),
    "threads.category": frozenset({"truoc"}),
    "threads.show": frozenset({"sau", "truoc", "cuoi"}),
    "moderation.log": frozenset({"truoc"}),
    "official.questions": frozenset({"trang-thai", "truoc"}),
    "official.explanation_list": frozenset({"truoc"}),
    "official.explanation": frozenset(),
}

PREDICATES: Mapping[str, Callable[[Any, Any], bool]] = {
    "author": accounts_policy.is_known,
    "review": accounts_policy.is_moderator,
    "answer": accounts_policy.is_staff,
    "administer": accounts_policy.is_administrator,
    "open_thread": threads_policy.may_open_thread,
    "reply": threads_policy.may_reply,
    "edit": threads_policy.may_edit,
    "withdraw": threads_policy.may_withdraw,
    "see_history": threads_policy.may_see_history,
    "lock": threads_policy.may_lock,
    "decide": moderation_policy.may_review,
    "change_visibility": moderation_policy.may_change_visibility,
    "ask": official_policy.may_ask,
    "convert": official_policy.may_convert,
    "assign": official_policy.may_assign,
    "clarify": official_policy.may_clarify,
    "write_text": official_policy.may_write_text,
    "approve_text": official_policy.may_approve_text,
    "publish_text": official_policy.may_publish_text,
    "return_text": official_policy.may_return_text,
    "withdraw_text": official_policy.may_withdraw_text,
}

SETUP = "/quan-tri/thiet-lap"
_told = notifications_reactions
_found = search_reactions

REACTIONS: dict[type[Fact], tuple[Any, ...]] = {
    facts.RevisionSubmitted: (_told.tell_board,),
    facts.RevisionApproved: (
        _found.reindex_wording,
        _told.tell_author_published,
        _told.tell_opener,
    ),
    facts.RevisionReturned: (_told.tell_author_returned,),
    facts.RevisionRejected: (_told.tell_author_rejected,),
    facts.PostHidden: (_found.reindex_post, _told.tell_author_hidden),
    facts.PostRestored: (_found.reindex_post, _told.tell_author_restored),
    facts.PostRemoved: (_found.reindex_post, _told.tell_author_removed),
    facts.QuestionReceived: (_told.tell_staff,),
    facts.PostTakenUp: (_told.tell_taken_up,),
    facts.OfficialTextSubmitted: (_told.tell_approvers,),
    facts.OfficialTextReturned: (_told.tell_writer,),
    facts.OfficialTextPublished: (
        _found.reindex_official,
        _told.tell_asker,
        _told.tell_clarified,
    ),
    facts.OfficialTextWithdrawn: (_found.reindex_official,),
    facts.NoticeWritten: (_told.mail_notice,),
    facts.MailTestWanted: (_told.mail_test,),
    facts.ReceiptNews: (_told.mail_guest,),
    facts.ThreadsImported: (_found.reindex_import,),
    facts.ContentReplaced: (_found.reindex_everything, _found.rewrite_files),
    facts.IndexingWanted: (_found.reindex_part,),
    facts.DocumentsIndexed: (_found.write_files,),
}


# Before opening to citizens: what must stand, who says what is missing, where it is mended.
OPENING: tuple[Line, ...] = (
    Line("rules", _l("The rules are issued."), rules_queries.rules_lack, "/quan-tri/quy-che"),
    Line("board", _l("The board is seated."), board_queries.seats_lack, "/quan-tri/ban-dieu-hanh"),
    Line(
        "deciders",
        _l("Two people can review, and two of one office can reply."),
        accounts_queries.deciders_lack,
        "/quan-tri/ban-dieu-hanh",
    ),
    Line("owner", _l("Readers learn who answers for this forum."), site_queries.owner_lacks, SETUP),
    Line(
        "contacts",
        _l("Readers learn whom to ask about data and about the law."),
        site_queries.contacts_lack,
        SETUP,
    ),
    Line("mail", _l("Mail works."), site_queries.mail_lacks, "/quan-tri/mo-cua#thu-dien-tu"),
    Line("backup", _l("A backup was made."), site_queries.backup_lacks, "/quan-tri/mo-cua#sao-luu"),
    Line(
        "categories",
        _l("There are categories, each with a description."),
        categories_lack,
        "/chuyen-muc",
    ),
)


# What the worker looks after every half minute, whatever happened.
CHORES: tuple[Callable[[], None], ...] = (
    search_service.mend_files,
    once.forget_old,
    throttle.forget_old,
    accounts_service.forget_old_sign_ins,
)


def reactions() -> Reactions:
    """Fact → what the rooms do about it."""
    return REACTIONS
