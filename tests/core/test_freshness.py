"""The content version: which acts raise it, and what is kept for as long as it stands."""

from __future__ import annotations

from flask import Flask

from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core.db import commit, content_changes, content_is_changing, db
from forum.core.freshness import Kept, read_version
from tests.factories.people import make_citizen


def test_every_act_raises_the_version_but_a_private_one(app: Flask) -> None:
    number = make_citizen().id
    engine = db.engine
    db.session.remove()  # the test's own session raises it at every commit; this one does not
    person = db.session.get_one(Person, number)
    for act, raised in (("an act invented tomorrow", 1), ("sign_in", 0), ("accept_rules", 0)):
        before = read_version(engine)
        audit.record(person, act, person)
        commit()
        assert read_version(engine) == (before or 0) + raised


def test_a_rollback_takes_the_mark_away(app: Flask) -> None:
    person = make_citizen()
    audit.record(person, "hide", person)
    assert content_is_changing()
    db.session.rollback()
    assert not content_is_changing()
    db.session.execute(db.select(1))
    assert not content_is_changing()


def test_a_value_is_loaded_once_a_version_and_never_from_an_open_change(app: Flask) -> None:
    loads: list[int] = []

    def load() -> int:
        loads.append(1)
        return len(loads)

    kept = Kept(load)
    db.session.remove()
    assert [kept.get(), kept.get()] == [1, 1]
    content_changes()
    assert kept.get() == 1  # what was kept is still what is committed
    commit()
    content_changes()
    assert [kept.get(), kept.get()] == [2, 3]  # uncommitted: loaded, not kept
    db.session.rollback()
    assert [kept.get(), kept.get()] == [4, 4]
