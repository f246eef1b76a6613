"""Writing the rules."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import RuleBroken
from forum.rules.models import Acceptance, Article, Clause, RuleState, RuleVersion
from forum.rules.queries import has_accepted, version_in_force


def draft_version(actor: Actor, *, content: dict[str, Any]) -> RuleVersion:
    """A draft stands with the articles and clauses of ``content`` (see ``model_rules.toml``)."""
    head = content["version"]
    version = RuleVersion(
        number=head["number"],
        state=RuleState.DRAFT,
        is_model=head.get("model", False),
        decision=head.get("decision", ""),
        title=head["title"],
        note=head.get("note", {}),
    )
    version.articles = [_article(row) for row in content["articles"]]
    db.session.add(version)
    db.session.flush()
    audit.record(actor, "draft_rules", version)
    return version


def _article(row: dict[str, Any]) -> Article:
    article = Article(
        number=row["number"],
        chapter=row["chapter"],
        chapter_title=row["chapter_title"],
        title=row["title"],
    )
    article.clauses = [
        Clause(
            number=clause["number"],
            citable=clause.get("citable", False),
            text=clause["text"],
            label=clause.get("label", {}),
            remedy=clause.get("remedy", {}),
            points=clause.get("points", []),
        )
        for clause in row["clauses"]
    ]
    return article


def set_in_force(actor: Actor, version: RuleVersion) -> RuleVersion:
    """``version`` holds from today; the one before is replaced and stays readable."""
    db.session.execute(
        sa.update(RuleVersion)
        .where(RuleVersion.state == RuleState.IN_FORCE)
        .values(state=RuleState.REPLACED)
    )
    version.state, version.effective_from = RuleState.IN_FORCE, clock.today()
    db.session.flush()
    audit.record(actor, "set_rules_in_force", version)
    return version


def accept(actor: Actor, *, accepted: bool) -> RuleVersion:
    """The version in force, accepted by the actor now or before; returned to stamp a text with.

    RuleBroken at ``accept_rules`` when it is neither. Guests accept with each text; their
    acceptance is the stamp on the text itself.
    """
    version = version_in_force()
    if has_accepted(actor, version.id) or actor.kind == "system":
        return version
    if not accepted:
        raise RuleBroken(
            lazy_gettext("Please read the rules of use and tick this box."), "accept_rules"
        )
    if isinstance(actor, Person):
        db.session.add(Acceptance(person_id=actor.id, version_id=version.id, at=clock.now()))
        audit.record(actor, "accept_rules", version)
    return version
