"""Who may what: the table that the forum is held against. It asks no predicate of the forum.

A new route needs nothing here when its guard and what its address names are known. A new guard
word is a row in DOORS; a new name in an address a row in SEEN and a thing in ``access_world`` or
``access_things``; who may act on what can be seen, where that is not everybody, a row in MAY.
"""

from __future__ import annotations

from collections.abc import Mapping

PERSONS = frozenset({"member", "suspended", "moderator", "staff", "other staff", "administrator"})
REOPENING = "reopening"  # the owner of a closed account, between the password and the code
LEFT = ("closed", "deleted", REOPENING)  # the first two: accounts that ended while signed in
STRANGERS = ("guest", "letter", *LEFT)  # letter: a guest who gave a right tracking code
# Has every duty, and signs in with a password alone where a second step is asked for.
ONE_STEP = "one step"
ROLES = (*STRANGERS, *sorted(PERSONS), ONE_STEP)
EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()
BOARD = frozenset({"moderator"})
OFFICES = frozenset({"staff", "other staff"})  # one may do what another may: so the rules want it
RUNNING = frozenset({"administrator"})
SIGNED_IN = PERSONS | {ONE_STEP}
ACTIVE = PERSONS - {"suspended"}
WRITING = ACTIVE | {"letter"}

# Guard word → who comes in at the door; everybody else is sent to sign in, or told so.
DOORS: Mapping[str, frozenset[str]] = {
    "public": EVERYBODY,
    "public+signed": EVERYBODY,
    "static": EVERYBODY,
    "signed in": SIGNED_IN,
    "author": PERSONS | {"letter"},
    "review": BOARD,
    "answer": OFFICES,
    "hand_over": OFFICES | RUNNING,
    "administer": RUNNING,
    "lock": BOARD,
    "reshape": BOARD,
}
FRESH = "+fresh"
# What opens for ONE_STEP: the way to the second step and out, and what guests read. From all other
# pages it is led there, and what it sends to a form is kept until then.
ENROLLING = frozenset(
    {
        "accounts.second_step_settings",
        "accounts.prove_again",
        "accounts.recovery_codes",
        "accounts.recovery_codes_kept",
        "accounts.sign_out",
        "languages.choose",
        "pages.alive",
        "pages.ready",
        "site.emblem",
        "static",
    }
)
READ_BY_GUESTS = frozenset(
    {
        "board.members",
        "moderation.log",
        "official.explanation",
        "official.explanation_list",
        "official.questions",
        "official.summaries",
        "pages.about",
        "pages.accessibility",
        "pages.contact",
        "pages.help_page",
        "pages.privacy",
        "rules.in_force",
        "rules.version",
        "search.page",
        "threads.category",
        "threads.file",
        "threads.index",
        "threads.numbered",
        "threads.permalink",
        "threads.show",
        "threads.small_file",
        "threads.timeline",
    }
)

OWN_OR_STANDING = {
    "own waiting": EVERYBODY,
    "own public": EVERYBODY,
    "own hidden": EVERYBODY,
    "own removed": EVERYBODY,
    "other waiting": NOBODY,
    "other public": EVERYBODY,
    "other hidden": EVERYBODY,  # its place, not its words
    "other removed": EVERYBODY,
    "none": NOBODY,
}
OWN_ALONE = {"own": EVERYBODY, "other": NOBODY, "none": NOBODY}
OF_ANYBODY = {"own": RUNNING, "other": RUNNING, "none": NOBODY}
THERE = {"any": EVERYBODY, "none": NOBODY}

# What the address names → kind → who knows of it; for the others it does not exist.
SEEN: Mapping[str, Mapping[str, frozenset[str]]] = {
    "post_id": {**OWN_OR_STANDING, "question": EVERYBODY, "of an office": EVERYBODY},
    "thread_id": {**OWN_OR_STANDING, "with a summary": EVERYBODY, "of nobody": EVERYBODY},
    "revision_id": {
        **dict.fromkeys(("own waiting", "own judged", "other waiting", "other judged"), BOARD),
        "none": NOBODY,
    },
    "question_id": {
        **dict.fromkeys(("own letter", "other letter", "public"), OFFICES),
        "none": NOBODY,
    },
    "text_id": {
        **dict.fromkeys(("published", "draft", "summary"), OFFICES),
        "none": NOBODY,
    },
    **dict.fromkeys(("receipt_id", "draft_id", "subscription_id", "sign_in_id"), OWN_ALONE),
    **dict.fromkeys(("notice_id", "code_id"), OWN_ALONE),
    "person_id": {**OF_ANYBODY, "deleted": RUNNING},
    "grant_id": OF_ANYBODY,
    "tep name": {
        "own begun": EVERYBODY,
        "own waiting": EVERYBODY,
        "other begun": NOBODY,
        "other waiting": BOARD,
        "other public": EVERYBODY,
        "own letter": EVERYBODY,
        **dict.fromkeys(("other letter", "draft of an office"), OFFICES),
        "none": NOBODY,
    },
    "giai-thich slug": {"published": EVERYBODY, "draft": NOBODY, "none": NOBODY},
    **dict.fromkeys(("category_id", "board_id", "term_id", "invitation_id", "delivery_id"), THERE),
    **dict.fromkeys(("cai-dat name", "trang name", "phien-ban number", "chuyen-muc slug"), THERE),
    **dict.fromkeys(("ngon-ngu tag", "bieu-trung wanted", "static filename"), THERE),
    **dict.fromkeys(("dat-lai token", "xac-nhan-thu token", "loi-moi token", "huy token"), THERE),
}


def _only(noun: str, *kinds: str) -> Mapping[str, frozenset[str]]:
    """Of what is seen elsewhere only these kinds."""
    return {kind: seen if kind in kinds else NOBODY for kind, seen in SEEN[noun].items()}


# Endpoint, or method and endpoint → the same, where it differs from the row of the noun.
_OWN_TEXTS = _only("post_id", "own waiting", "own public", "own hidden", "own removed")
_PUBLISHED = _only("thread_id", *[kind for kind in SEEN["thread_id"] if "waiting" not in kind])
ASIDE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "threads.edit": _OWN_TEXTS,
    "threads.withdraw": _OWN_TEXTS,
    "threads.history": {**SEEN["post_id"], "other waiting": BOARD},  # who judges reads it
    "threads.numbered": _PUBLISHED,  # what was never published has no number
    "threads.arrange": _PUBLISHED,
    "threads.move": _PUBLISHED,
    "threads.merge": _PUBLISHED,
    "threads.split": _PUBLISHED,
    "official.summarise": _PUBLISHED,
    "official.summaries": _only("thread_id", "with a summary"),
    "official.explain": _only("text_id", "published", "draft"),
    "official.summary": _only("text_id", "summary"),
    "official.clarify": _only("post_id", "own public", "other public", "question"),
    "site.retry_delivery": {"any": EVERYBODY, "none": EVERYBODY},  # as one that was tried before
    "following.follow_question": _only("post_id", "question"),
    "moderation.visibility": _only(
        "post_id", *[kind for kind in SEEN["post_id"] if "waiting" not in kind]
    ),
}

# Endpoint, or method and endpoint → kind → who may, of those who see it; the others are refused.
MAY: Mapping[str, Mapping[str | None, frozenset[str]]] = {
    "threads.history": {kind: BOARD for kind in SEEN["post_id"] if "own" not in kind},
    "threads.edit": {
        "own waiting": WRITING,
        "own public": WRITING,
        "own hidden": NOBODY,
        "own removed": NOBODY,
    },
    "threads.withdraw": dict.fromkeys(("own public", "own hidden", "own removed"), NOBODY),
    "official.convert": {
        "own waiting": ACTIVE,
        "own public": ACTIVE,
        "other public": BOARD | OFFICES,
        **{
            kind: NOBODY for kind in SEEN["post_id"] if "public" not in kind and kind[:5] != "own w"
        },
    },
    "following.bookmark": {
        kind: NOBODY
        for kind in SEEN["post_id"]
        if kind.endswith((" waiting", " hidden", " removed"))
    },
    # What is out is taken back with a reason, not written anew.
    "POST official.explain": {"published": NOBODY},
    "POST official.summary": {"summary": NOBODY},
    "POST official.answer": {"public": NOBODY},
    "accounts.new_spare_codes": {None: NOBODY},  # nobody here has switched on the second step
}

# What a button sends besides the token.
BUTTONS: Mapping[str, Mapping[str, str]] = {
    "following.bookmark": {"act": "keep"},
    "following.follow_question": {"act": "follow"},
    "following.follow_thread": {"act": "follow"},
    "following.follow_category": {"act": "follow"},
    "following.follow_explanation": {"act": "follow"},
    "following.read_category": {"act": "read"},
    "threads.manage": {"act": "pin"},
}

# Forms that are looked through before it is asked who may: here they are filled in, for the version
# at which published texts stand; no draft has come so far, so no text is changed.
WORDS = {"body": "Chữ", "title": "Chữ", "summary": "Chữ", "agency": "1", "covers": "1"}
FILLED: Mapping[str, Mapping[str, str]] = {
    "official.answer": {**WORDS, "seen_version": "5"},
    "official.explain": {**WORDS, "seen_version": "4"},
    "official.summary": {**WORDS, "seen_version": "4"},
}

# Forms that act when nothing was typed into them: buttons.
ALONE: frozenset[str] = frozenset(BUTTONS) | {
    "accounts.confirm_address",
    "accounts.end_other_sign_ins",
    "accounts.end_sign_in",
    "accounts.language",
    "accounts.make_own_data",
    "accounts.recovery_codes_kept",
    "accounts.sign_out",
    "accounts.withdraw_invitation",
    "notifications.leave",
    "official.convert",
    "site.end_term",
    "site.retry_delivery",
    "threads.withdraw",
}
# What opens once is tried by the first who may.
ONCE: frozenset[str] = frozenset({"accounts.confirm_address"})
# These change what the others are asked about: they come last, in this order, each for browsers
# that were signed in anew.
LAST: tuple[str, ...] = (
    "official.convert",
    "accounts.end_other_sign_ins",
    "official.leave",
    "accounts.sign_out",
    "accounts.leave",
)
