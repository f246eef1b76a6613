"""The one way into the audit table."""

from __future__ import annotations

from typing import Any, Protocol

from forum.audit.models import AuditRow
from forum.core import clock
from forum.core.db import append, content_changes

# Acts that change no page a guest can see. Every other act raises the content version: an act that
# is missing here costs a few pages, one too many would leave hidden words standing.
PRIVATE = frozenset(
    {
        "accept_invitation",
        "accept_rules",
        "ask_confirmation",
        "ask_reset",
        "backup_created",
        "change_address",
        "change_password",
        "change_phone",
        "choose_text_size",
        "close_account",
        "confirm_address",
        "confirm_in_person",
        "end_mails",
        "end_other_sign_ins",
        "end_sign_in",
        "excuse_second_factor",
        "export_own_data",
        "hand_over_paper",
        "invite",
        "issue_receipt",
        "keep_recovery_codes",
        "prefer_language",
        "prove_again",
        "regain_by_code",
        "regain_by_mail",
        "register",
        "renew_recovery_codes",
        "renew_spare_codes",
        "reopen_account",
        "restore_person",
        "retry_deliveries",
        "second_factor_off",
        "second_factor_on",
        "second_factor_taken_off",
        "show_contact",
        "sign_in",
        "sign_out",
        "sign_out_person",
        "suspend_person",
        "use_spare_code",
        "wish_notices",
        "withdraw_invitation",
    }
)


class Acting(Protocol):
    """Whoever acts: a person, a guest, the system."""

    @property
    def kind(self) -> str: ...

    @property
    def actor_id(self) -> int | None: ...


def record(actor: Acting, act: str, thing: Any, **detail: Any) -> None:
    """The act stands in the audit table when the caller's transaction is committed.

    ``thing`` is a flushed row; ``detail`` holds ids and words only, never a person's text. Unless
    the act is one of PRIVATE, what was kept of public pages is no longer shown after that commit.
    """
    append(
        AuditRow,
        at=clock.now(),
        actor_kind=actor.kind,
        actor_id=actor.actor_id,
        act=act,
        thing_kind=thing.__tablename__,
        thing_id=thing.id,
        detail=detail,
    )
    if act not in PRIVATE:
        content_changes()
