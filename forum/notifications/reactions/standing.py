"""Who is told what an administrator did to an account."""

from __future__ import annotations

from forum.accounts.queries.directory import acts_with
from forum.notifications.service import tell
from forum.notifications.subjects.standing import WORDS
from forum.outbox import facts


def tell_account(fact: facts.AccountActed) -> None:
    """The owner of the account."""
    for act in acts_with([fact.act_id]):
        tell(act.person_id, WORDS[act.kind], act.id)
