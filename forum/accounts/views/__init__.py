"""Routes of accounts, one file a matter."""

from __future__ import annotations

from flask import Blueprint

accounts = Blueprint("accounts", __name__)

from forum.accounts.views import (  # noqa: E402
    codes,  # noqa: F401
    counter,  # noqa: F401
    entering,  # noqa: F401
    factor,  # noqa: F401
    invitations,  # noqa: F401
    leaving,  # noqa: F401
    own,  # noqa: F401
    own_data,  # noqa: F401
    recovery,  # noqa: F401
    sign_ins,  # noqa: F401
)
