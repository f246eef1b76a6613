"""Routes of accounts, one file a matter."""

from __future__ import annotations

from flask import Blueprint

accounts = Blueprint("accounts", __name__)

from forum.accounts.views import entering, own  # noqa: E402,F401
