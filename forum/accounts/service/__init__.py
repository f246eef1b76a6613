"""What a person can do with an account, one file a noun."""

from __future__ import annotations

from forum.accounts.service.people import (
    close_grants,
    create_person,
    open_grant,
    prefer_language,
    register,
)
from forum.accounts.service.sign_ins import (
    change_password,
    check_password,
    forget_old_sign_ins,
    sign_in,
    sign_out,
)

__all__ = [
    "change_password",
    "check_password",
    "close_grants",
    "create_person",
    "forget_old_sign_ins",
    "open_grant",
    "prefer_language",
    "register",
    "sign_in",
    "sign_out",
]
