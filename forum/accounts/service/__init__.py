"""What a person can do with an account, one file a noun."""

from __future__ import annotations

from forum.accounts.service.confirmation import (
    ask_confirmation,
    change_address,
    change_phone,
    confirm_address,
)
from forum.accounts.service.counter import confirm_in_person, hand_over_paper
from forum.accounts.service.factor import (
    excuse,
    prove,
    renew_spare_codes,
    switch_off,
    switch_off_for,
    switch_on,
    take_code,
)
from forum.accounts.service.invitations import (
    accept_invitation,
    check_invitation,
    invite,
    withdraw_invitation,
)
from forum.accounts.service.leaving import (
    Eraser,
    close_account,
    delete_account,
    delete_again,
    delete_due,
    reopen_account,
)
from forum.accounts.service.people import (
    close_grants,
    create_person,
    open_grant,
    prefer_language,
    register,
)
from forum.accounts.service.profile import change_name, choose_pages, note_export
from forum.accounts.service.recovery import (
    ask_reset,
    forget_old_codes,
    keep_sheet,
    regain,
    renew_sheet,
    renew_sheet_for,
    reset_password,
)
from forum.accounts.service.sign_ins import (
    change_password,
    check_password,
    end_other_sign_ins,
    end_sign_in,
    forget_old_sign_ins,
    sign_in,
    sign_out,
)

__all__ = [
    "Eraser",
    "accept_invitation",
    "ask_confirmation",
    "ask_reset",
    "change_address",
    "change_name",
    "change_password",
    "change_phone",
    "check_invitation",
    "check_password",
    "choose_pages",
    "close_account",
    "close_grants",
    "confirm_address",
    "confirm_in_person",
    "create_person",
    "delete_account",
    "delete_again",
    "delete_due",
    "end_other_sign_ins",
    "end_sign_in",
    "excuse",
    "forget_old_codes",
    "forget_old_sign_ins",
    "hand_over_paper",
    "invite",
    "keep_sheet",
    "note_export",
    "open_grant",
    "prefer_language",
    "prove",
    "regain",
    "register",
    "renew_sheet",
    "renew_sheet_for",
    "renew_spare_codes",
    "reopen_account",
    "reset_password",
    "sign_in",
    "sign_out",
    "switch_off",
    "switch_off_for",
    "switch_on",
    "take_code",
    "withdraw_invitation",
]
