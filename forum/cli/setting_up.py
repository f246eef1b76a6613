"""``setup``: migrate and install reference data; safe to run at every start."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from flask_migrate import upgrade

from forum.accounts.actors import System
from forum.board import service as board
from forum.board.models import Board
from forum.core.db import commit, db
from forum.core.settings import setting
from forum.places import service as places
from forum.places.queries import agencies_now
from forum.rules import service as rules
from forum.rules.models import RuleVersion
from forum.screening import service as screening
from forum.screening.finders import DEFAULTS
from forum.screening.models import Trigger
from forum.threads.categories import set_category
from forum.threads.lifecycle import CategoryMode
from forum.threads.queries.threads import categories

ROOMS = Path(__file__).resolve().parent.parent


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def install_reference_data() -> None:
    """Triggers, the model rules in force and a board with vacant seats exist; what an
    administrator changed since stays as it is."""
    system = System()
    present = set(db.session.scalars(sa.select(Trigger.key)))
    for finding, threshold in DEFAULTS.items():
        if finding.value not in present:
            screening.set_trigger(system, key=finding.value, threshold=threshold)
    if db.session.scalar(sa.select(sa.func.count()).select_from(RuleVersion)) == 0:
        content = read_toml(ROOMS / "rules" / "model_rules.toml")
        rules.set_in_force(system, rules.draft_version(system, content=content))
    if db.session.scalar(sa.select(sa.func.count()).select_from(Board)) == 0:
        board.found_board(system, content=read_toml(ROOMS / "board" / "model_board.toml"))
    _install_beginning(system)
    commit()


def _install_beginning(system: System) -> None:
    """One office and one category, so that a new forum can be asked something; the sample data
    brings its own."""
    if setting("FORUM_DEMO"):
        return
    if not agencies_now():
        places.set_agency(system, key="owner", name=setting("SITE_AUTHORITY"))
    if not categories():
        set_category(
            system,
            slug="trao-doi-chung",
            name={"vi": "Trao đổi chung", "en": "General"},
            description={
                "vi": "Câu hỏi và ý kiến về chính sách dân tộc và đời sống ở bản.",
                "en": "Questions and opinions on ethnic policy and village life.",
            },
            mode=CategoryMode.BEFORE,
        )


@click.command("setup")
@with_appcontext
def setup() -> None:
    """Migrate the database and install what every installation needs."""
    upgrade()
    install_reference_data()
