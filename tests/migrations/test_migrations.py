"""The migrations make exactly the models' schema, step by step, forwards and back, with data."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from forum.core import heads
from forum.core.db import db
from tests.fixtures.database import Database
from tests.migrations.conftest import MIGRATIONS, chain
from tests.migrations.rows import counts, fill, own_business

Step = Callable[[str, str], None]


def differences(engine: sa.Engine) -> list[Any]:
    """What Alembic would still change."""

    def ours(item: Any, name: str | None, kind: str, *_rest: Any) -> bool:
        return not (kind == "table" and own_business(name or ""))

    options = {"compare_type": True, "include_object": ours}
    with engine.connect() as link:
        return list(compare_metadata(MigrationContext.configure(link, opts=options), db.metadata))


def test_there_is_one_head_and_no_branch() -> None:
    directory = ScriptDirectory(str(MIGRATIONS))

    assert directory.get_heads() == [heads.head_of_code()]  # which reads the files' names alone
    assert [
        script.revision for script in directory.walk_revisions() if script.is_branch_point
    ] == []


def test_files_are_numbered_in_their_order() -> None:
    names = {
        script.revision: script.path.rsplit("/", 1)[-1]
        for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    }

    for number, revision in enumerate(chain(), 1):
        assert re.fullmatch(rf"{number:04d}_[a-z]+(_[a-z0-9]+)+\.py", names[revision])


def test_the_migrated_schema_is_the_models(app: Flask, database: Database) -> None:
    assert differences(db.engine) == []


def test_a_difference_would_be_seen(app: Flask, database: Database) -> None:
    with db.engine.begin() as link:
        link.exec_driver_sql("CREATE TABLE planted (id integer)")

    assert [difference[0] for difference in differences(db.engine)] == ["remove_table"]


def test_every_check_of_the_models_stands_in_the_database(app: Flask, database: Database) -> None:
    """Alembic does not compare CHECK constraints; a lost one would let illegal states in."""
    inspector = sa.inspect(db.engine)
    lost = []
    for table in db.metadata.sorted_tables:
        present = {check["name"] for check in inspector.get_check_constraints(table.name)}
        named = {c.name for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        lost += [f"{table.name}: {name}" for name in named - present]

    assert lost == []


def test_each_step_goes_up_down_and_up_again(empty_app: Flask, step: Step) -> None:
    before = "base"
    for revision in chain():
        step("upgrade", revision)
        step("downgrade", before)
        step("upgrade", revision)
        before = revision

    with empty_app.app_context():
        assert differences(db.engine) == []


def test_each_step_carries_the_rows_there_are(empty_app: Flask, step: Step) -> None:
    """Every earlier schema with a row in each table becomes the next one; no row is lost."""
    for revision in chain()[:-1]:
        step("upgrade", revision)
        with empty_app.app_context():
            filled = fill(db.engine)
            db.engine.dispose()
        step("upgrade", "+1")
        with empty_app.app_context():
            after = counts(db.engine)
        kept = {name: count for name, count in filled.items() if name in after}
        assert {name: after[name] for name in kept} == kept


def test_the_last_step_goes_back_with_rows(empty_app: Flask, step: Step) -> None:
    step("upgrade", "head")
    with empty_app.app_context():
        filled = fill(db.engine)
        db.engine.dispose()
    assert sum(count > 0 for count in filled.values()) > len(filled) / 2, filled

    before = chain()[-2] if len(chain()) > 1 else "base"
    step("downgrade", before)
    step("upgrade", "head")

    with empty_app.app_context():
        assert differences(db.engine) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_foreign_keys_hold_on_sqlite(app: Flask, database: Database) -> None:
    with db.engine.connect() as link:
        assert link.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert link.exec_driver_sql("PRAGMA foreign_key_check").all() == []
