"""Who is mentioned in a text: ``@`` and the name that others see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sqlalchemy as sa

from forum.accounts.lifecycle import AccountState
from forum.accounts.models import Person
from forum.accounts.queries import with_duties
from forum.core.db import db
from forum.core.text import plain, skeleton

MOST = 10  # in one text
_WORD = r"\w[\w'’.-]*"
_MENTION = re.compile(rf"(?<![\w@./])@({_WORD}(?: {_WORD}){{0,5}})")
# Somebody else's words, and what is shown as it was typed, call nobody.
_QUOTED = re.compile(r"<(blockquote|pre|code)>(?:(?!<\1>).)*?</\1>", re.DOTALL)


def mentioned(html: str) -> list[int]:
    """The people whom this text calls by a name that is theirs alone, in its order: active members
    without duties. A name that two people share calls neither."""
    calls = [list(_names(found)) for found in _called(html)]
    known = _people({key for call in calls for key in call})
    found = (next((known[key] for key in call if key in known), None) for call in calls)
    return list(dict.fromkeys(person for person in found if person is not None))


def _called(html: str) -> list[str]:
    before = ""
    while before != html:
        before, html = html, _QUOTED.sub(" ", html)
    return _MENTION.findall(plain(html))[:MOST]


def _names(words: str) -> Iterator[str]:
    """What may be the name: the longest first, for nothing but a space ends it."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        yield skeleton(" ".join(parts[:length]))[:160]


def _people(keys: set[str]) -> dict[str, int]:
    keys.discard("")
    if not keys:
        return {}
    official = sa.func.max(sa.case((with_duties(), 1), else_=0))
    query = sa.select(Person.display_key, sa.func.min(Person.id), official)
    query = query.where(Person.display_key.in_(keys), Person.state == AccountState.ACTIVE)
    alone = query.group_by(Person.display_key).having(sa.func.count() == 1)
    return {key: person for key, person, duties in db.session.execute(alone) if not duties}
