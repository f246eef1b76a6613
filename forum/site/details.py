"""What the audit table keeps beside an act, in words: a line of whole words for each detail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.accounts.lifecycle import Role
from forum.languages.catalogue import LANGUAGES
from forum.site.tunables import TUNABLES
from forum.site.words import ROLES

# Detail → what it is. Every name given to ``audit.record`` stands here or in UNSHOWN.
LABELS: Mapping[str, object] = {
    "active": _l("In use"),
    "agency_id": _l("Office"),
    "answers": _l("News of answers"),
    "count": _l("How many"),
    "delivery": _l("Delivery"),
    "duties": _l("News of work that waits"),
    "first_id": _l("First thread"),
    "followed": _l("News of what is followed"),
    "from_id": _l("From category"),
    "held": _l("Held because of"),
    "into_id": _l("Into thread"),
    "key": _l("Trigger"),
    "kind": _l("Kind"),
    "language": _l("Language"),
    "last_id": _l("Last thread"),
    "mentions": _l("News of being mentioned"),
    "mode": _l("Reading of texts"),
    "name": _l("Setting"),
    "named": _l("What was changed"),
    "new_id": _l("New thread"),
    "outcome": _l("Decision"),
    "own": _l("News of own texts"),
    "page": _l("Page"),
    "person_id": _l("Account"),
    "posts": _l("Posts"),
    "recognised": _l("How the person was recognised"),
    "role": _l("Role"),
    "scope_id": _l("For the office"),
    "tag": _l("Language"),
    "threads": _l("Threads"),
    "threshold": _l("Threshold"),
    "to_id": _l("To category"),
    "value": _l("Value"),
    "visibility": _l("Wish of the sender"),
    "with_texts": _l("Texts taken back, too"),
}
# Lists of numbers for the command that takes the sample data away; nobody reads them.
UNSHOWN = frozenset({"made"})

_FINDINGS: Mapping[str, object] = {
    "guest": _l("Guest"),
    "new_account": _l("New account"),
    "category_mode": _l("Reviewed category"),
}
_WAYS: Mapping[str, object] = {
    "inbox": _l("No mail: only under “My notices”"),
    "at_once": _l("By mail at once"),
    "daily": _l("In one mail a day"),
    "weekly": _l("In one mail a week, on Monday"),
}
_FIELDS: Mapping[str, object] = {
    "name": _l("Name of the forum"),
    "short_name": _l("Short name"),
    "authority": _l("Owning agency"),
    "content_officer": _l("Person responsible for content"),
    "content_officer_position": _l("Position of that person"),
    "address": _l("Address"),
    "telephone": _l("Telephone"),
    "email": _l("E-mail"),
    "office_hours": _l("Office hours"),
    "licence": _l("Reuse of the content"),
    "data_contact": _l("For questions about personal data"),
    "legal_contact": _l("For administrative complaints and denunciations"),
    "indigo": _l("Colour of the header, links and buttons"),
    "leaf": _l("Colour of official replies"),
    "emblem": _l("Emblem"),
}
_LANGUAGES = {tag: language.autonym for tag, language in LANGUAGES.items()}
# Detail → value → its words. A value that has none is shown as it was recorded: a number, a name.
VALUES: Mapping[str, Mapping[str, object]] = {
    **dict.fromkeys(("answers", "duties", "followed", "mentions", "own"), _WAYS),
    "held": _FINDINGS,
    "key": _FINDINGS,
    "kind": {
        "sheet": _l("Recovery code"),
        "paper": _l("Paper code"),
    },
    **dict.fromkeys(("language", "tag"), _LANGUAGES),
    "mode": {
        "before": _l("Every text is read before publication."),
        "after": _l("Texts of known authors are published at once and read afterwards."),
    },
    "name": {name: tunable.label for name, tunable in TUNABLES.items()},
    "named": _FIELDS,
    "outcome": {
        "approve": _l("Published"),
        "return": _l("Returned for changes"),
        "reject": _l("Not published"),
        "hide": _l("Hidden"),
        "restore": _l("Restored"),
        "remove": _l("Removed"),
    },
    "page": {
        "about": _l("About this forum"),
        "accessibility": _l("Accessibility"),
        "contact": _l("Contact"),
        "help": _l("Help"),
        "privacy": _l("Privacy"),
    },
    "recognised": {
        "document": _l("An identity document was shown."),
        "known": _l("The officer knows the person."),
        "witness": _l("A village head or another trusted person vouched."),
    },
    "role": {role.value: ROLES[role] for role in Role},
    "visibility": {
        "public": _l("Public, with the sender's name"),
        "unnamed": _l("Public, without the sender's name"),
        "private": _l("Answer only the sender"),
    },
}


def in_words(detail: Mapping[str, Any]) -> list[str]:
    """One part for each detail that says something; what nobody reads is left out."""
    told = ((name, value) for name, value in detail.items() if name not in UNSHOWN)
    return [_part(name, value) for name, value in told if value not in (None, [], "")]


def _part(name: str, value: Any) -> str:
    listed = value if isinstance(value, list) else [value]
    said = ", ".join(_value(name, one) for one in listed)
    return _("%(what)s: %(value)s", what=LABELS.get(name, name), value=said)


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and name.endswith("_id"):
        return f"№ {value}"
    return str(VALUES.get(name, {}).get(str(value), value)).rstrip(".")
