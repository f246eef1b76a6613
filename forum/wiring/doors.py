"""Where each room answers, what is open, what is kept, who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint

from forum.accounts import policy as accounts_policy
from forum.accounts.views import accounts
from forum.board.views import board
from forum.drafts.views import drafts
from forum.following.views import following
from forum.languages.views import languages
from forum.moderation import policy as moderation_policy
from forum.moderation.views import moderation
from forum.notifications.views import notifications
from forum.official import policy as official_policy
from forum.official.views import official
from forum.pages.views import pages
from forum.rules.views import rules
from forum.search.views import search
from forum.site.views import site
from forum.threads import policy as threads_policy
from forum.threads.views import threads

BLUEPRINTS: tuple[tuple[Blueprint, str], ...] = (
    (accounts, ""),
    (languages, "/ngon-ngu"),
    (rules, "/quy-che"),
    (board, "/ban-dieu-hanh"),
    (threads, ""),
    (drafts, ""),
    (moderation, ""),
    (official, ""),
    (following, ""),
    (search, ""),
    (notifications, ""),
    (site, ""),
    (pages, ""),
)

PUBLIC: frozenset[str] = frozenset(
    {
        "accounts.register",
        "accounts.sign_in",
        "accounts.forgotten",
        "accounts.regain",
        "accounts.reset_password",
        "accounts.confirm_address",
        "accounts.enter_code",
        "accounts.reopen",
        "accounts.accept_invitation",
        "languages.choose",
        "rules.in_force",
        "rules.version",
        "board.members",
        "threads.index",
        "threads.category",
        "threads.show",
        "threads.permalink",
        "threads.numbered",
        "threads.timeline",
        "threads.file",
        "threads.small_file",
        "moderation.log",
        "notifications.leave",
        "search.page",
        "site.emblem",
        "official.ask",
        "official.track",
        "official.receipt",
        "official.leave",
        "official.questions",
        "official.explanation_list",
        "official.explanation",
        "official.summaries",
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

# Forms in which files may be chosen: their bodies may be larger than any other.
UPLOADING: frozenset[str] = frozenset(
    {
        "threads.new",
        "threads.reply",
        "threads.edit",
        "official.ask",
        "official.answer",
        "official.clarify",
        "official.explain",
        "official.new_explanation",
    }
)

# What a form may do without the token of its page: the address itself is signed.
SIGNED: frozenset[str] = frozenset({"notifications.leave"})

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
    "threads.timeline": frozenset(),
    "moderation.log": frozenset({"truoc"}),
    "official.questions": frozenset({"trang-thai", "truoc"}),
    "official.explanation_list": frozenset({"truoc"}),
    "official.explanation": frozenset(),
    "official.summaries": frozenset(),
}

PREDICATES: Mapping[str, Callable[[Any, Any], bool]] = {
    "author": accounts_policy.is_known,
    "review": accounts_policy.is_moderator,
    "answer": accounts_policy.is_staff,
    "administer": accounts_policy.is_administrator,
    "hand_over": accounts_policy.may_hand_over,
    "administer_account": accounts_policy.may_administer,
    "open_thread": threads_policy.may_open_thread,
    "reply": threads_policy.may_reply,
    "edit": threads_policy.may_edit,
    "withdraw": threads_policy.may_withdraw,
    "see_history": threads_policy.may_see_history,
    "lock": threads_policy.may_lock,
    "reshape": threads_policy.may_reshape,
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
