"""People, made through the service that the forum uses."""

from __future__ import annotations

import itertools

from forum.accounts import service
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.accounts.models import Person
from forum.accounts.passwords import hash_password
from forum.accounts.service import people
from forum.core.db import db

PASSWORD = "một câu chỉ mình tôi biết"
_numbers = itertools.count(1)
_hash = hash_password(PASSWORD)  # argon2 once, not once a person


def make_person(
    name: str = "", *, role: Role = Role.CITIZEN, username: str = "", language: str = "vi"
) -> Person:
    """An account with ``role``; its password is PASSWORD."""
    number = next(_numbers)
    username = username or f"nguoi{number}"
    patched, people.hash_password = people.hash_password, lambda _password: _hash
    try:
        person = service.create_person(
            System(),
            username=username,
            display_name=name or f"Người số {number}",
            password=PASSWORD,
            role=role,
        )
    finally:
        people.hash_password = patched
    person.language = language
    db.session.commit()
    return person


def make_citizen(name: str = "", **more: str) -> Person:
    return make_person(name, **more)  # type: ignore[arg-type]


def make_moderator(name: str = "", **more: str) -> Person:
    return make_person(name, role=Role.MODERATOR, **more)  # type: ignore[arg-type]


def make_staff(name: str = "", **more: str) -> Person:
    return make_person(name, role=Role.STAFF, **more)  # type: ignore[arg-type]


def make_administrator(name: str = "", **more: str) -> Person:
    return make_person(name, role=Role.ADMINISTRATOR, **more)  # type: ignore[arg-type]
