"""What is taken away when an account is deleted, a row a room, and what stays of it."""

from __future__ import annotations

from collections.abc import Mapping

from forum.accounts import service as accounts_service
from forum.accounts.departed import departed
from forum.accounts.models import Person
from forum.accounts.queries.leaving import addresses_of, just_deleted
from forum.accounts.service import Eraser
from forum.accounts.service import erasing as accounts_erasing
from forum.board import erasing as board_erasing
from forum.core.db import db
from forum.drafts import service as drafts_service
from forum.following import erasing as following_erasing
from forum.notifications import erasing as notifications_erasing
from forum.official.service import erasing as official_erasing
from forum.outbox import erasing as outbox_erasing
from forum.outbox.facts import ContentReplaced
from forum.outbox.service import by_itself
from forum.rules import erasing as rules_erasing
from forum.web import erasing as web_erasing


def _addresses(person: Person, _with_texts: bool) -> None:
    outbox_erasing.forget_addresses(addresses_of(person))


def _answers(person: Person, _with_texts: bool) -> None:
    web_erasing.forget_answers(person.id)


def _drafts(person: Person, _with_texts: bool) -> None:
    drafts_service.discard_all(person)


# In this order: texts first, names last, for some rooms find by them what is the person's.
ERASERS: Mapping[str, Eraser] = {
    "threads, official": official_erasing.forget_asker,
    "drafts": _drafts,
    "following": following_erasing.forget_person,
    "notifications": notifications_erasing.forget_person,
    "rules": rules_erasing.forget_person,
    "board": board_erasing.forget_person,
    "web": _answers,
    "outbox": _addresses,
    "accounts": accounts_erasing.forget_person,
}

# Where the bare number stays: who wrote what is public, who decided, who did what with a role.
# ``check`` and a test hold every other column that refers to a person against this list.
STAYS: frozenset[str] = frozenset(
    {
        "account_act.by_id",
        "account_closing.person_id",
        "attachment.person_id",
        "decision.decided_by_id",
        "invitation.created_by_id",
        "official_text.approver_id",
        "official_text.author_id",
        "page_text.by_id",
        "post.author_id",
        "recovery_code.made_by_id",
        "revision.decided_by_id",
        "role_grant.opened_by_id",
        "role_grant.person_id",
        "tuning_change.by_id",
    }
)


def delete_due() -> None:
    """Closed accounts whose time is over are deleted."""
    accounts_service.delete_due(ERASERS.values())


def delete_again(_fact: ContentReplaced) -> None:
    """A backup that was restored brought accounts back that had been deleted since."""
    by_itself()
    for one in departed():
        person = db.session.get(Person, one.person_id)
        if person is not None and one.is_of(person):
            accounts_service.delete_again(
                person, with_texts=one.with_texts, erasers=ERASERS.values()
            )


def erase_late() -> None:
    """What was under way in another request when an account was deleted goes as well."""
    for row, person in just_deleted():
        for eraser in ERASERS.values():
            eraser(person, row.with_texts)
    notifications_erasing.forget_notices_to_nobody()
