"""Acts, things, roles and states in words, for the administrator who reads about them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forum.accounts.lifecycle import AccountState, ActKind, Role
from forum.outbox.queries import Lot

ROLES: Mapping[Role, object] = {
    Role.CITIZEN: _l("Member"),
    Role.MODERATOR: _l("Moderator"),
    Role.STAFF: _l("Staff"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
STATES: Mapping[AccountState, object] = {
    AccountState.ACTIVE: _l("In use"),
    AccountState.SUSPENDED: _l("Suspended: reads, writes nothing"),
    AccountState.CLOSED: _l("Closed"),
}
ACTS_ON_ACCOUNTS: Mapping[ActKind, object] = {
    ActKind.SUSPENDED: _l("Suspended"),
    ActKind.RESTORED: _l("Restored"),
    ActKind.GRANTED: _l("Role given"),
    ActKind.WITHDRAWN: _l("Role withdrawn"),
    ActKind.SIGNED_OUT: _l("Signed out everywhere"),
    ActKind.CONTACT_SHOWN: _l("Contact shown"),
}
ACTORS: Mapping[str, object] = {
    "guest": _l("A guest"),
    "system": _l("The forum itself"),
}
# As what somebody acted → its words; the roles are those of that moment.
ACTED_AS: Mapping[str, object] = {**{role.value: ROLES[role] for role in Role}, **ACTORS}
UNNAMED = _l("Somebody whose name is not shown")
# Table → what one row of it is.
THINGS: Mapping[str, object] = {
    "agency": _l("agency"),
    "area": _l("area"),
    "board": _l("board"),
    "board_term": _l("seat on the board"),
    "category": _l("category"),
    "decision": _l("decision about a text"),
    "invitation": _l("invitation"),
    "mail_key": _l("link in a mail"),
    "outbox_delivery": _l("delivery"),
    "official_text": _l("official text"),
    "page_text": _l("text of a page"),
    "person": _l("account"),
    "post": _l("post"),
    "question": _l("question"),
    "receipt": _l("receipt"),
    "recovery_code": _l("code on paper"),
    "revision": _l("wording"),
    "rule_version": _l("version of the rules"),
    "screening_trigger": _l("what holds a text"),
    "sign_in": _l("sign-in"),
    "site": _l("installation"),
    "thread": _l("thread"),
    "tuning_change": _l("setting"),
}
LOTS: Mapping[Lot, object] = {
    Lot.DEAD: _l("Given up"),
    Lot.FAILING: _l("Failing, tried again"),
    Lot.WAITING: _l("Waiting"),
}
# Beginning of a reaction's name → what it brings.
REACTIONS: Mapping[str, object] = {
    "notifications.mail": _l("A mail"),
    "notifications.": _l("A notice in an inbox"),
    "search.": _l("A text into the search index"),
    "following.": _l("A notice to those who follow"),
}


def reaction_words(name: str) -> object:
    """What the reaction brings, or its own name."""
    return next((words for start, words in REACTIONS.items() if name.startswith(start)), name)
