"""Reading accounts, one file a noun."""

from __future__ import annotations

from forum.accounts.queries.people import (
    deciders_lack,
    get_person,
    living_sign_in,
    names_of_officials,
    people_with,
    person_named,
    token_hash,
    username_key,
    with_duties,
)

__all__ = [
    "deciders_lack",
    "get_person",
    "living_sign_in",
    "names_of_officials",
    "people_with",
    "person_named",
    "token_hash",
    "username_key",
    "with_duties",
]
