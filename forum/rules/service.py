"""Writing the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.accounts.policy import is_administrator
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.rules.models import Acceptance, Article, Clause, RuleState, RuleVersion
from forum.rules.queries import in_force_for, last_number

Row = TypeVar("Row", Article, Clause)


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


def issue(
    actor: Actor,
    model: RuleVersion,
    *,
    title: Mapping[str, str],
    decision: str,
    decided_on: date,
    signer: str,
) -> RuleVersion:
    """The model rules are the authority's own: a new version with the same articles, by this
    decision, in force from today. Conflict when ``model`` is no longer the model in force."""
    if not is_administrator(actor):
        raise Forbidden("issue")
    if not model.is_model or model.state is not RuleState.IN_FORCE:
        raise Conflict("rules")
    version = RuleVersion(
        number=last_number() + 1,
        state=RuleState.DRAFT,
        is_model=False,
        decision=decision,
        decided_on=decided_on,
        signer=signer,
        title=dict(title),
        note={},
    )
    version.articles = [_same_article(article) for article in model.articles]
    db.session.add(version)
    db.session.flush()
    audit.record(actor, "issue_rules", version)
    return set_in_force(actor, version)


def _same_article(article: Article) -> Article:
    copied = _same(article, ("number", "chapter", "chapter_title", "title"))
    names = ("number", "citable", "text", "label", "remedy", "points")
    copied.clauses = [_same(clause, names) for clause in article.clauses]
    return copied


def _same(row: Row, names: tuple[str, ...]) -> Row:
    return type(row)(**{name: getattr(row, name) for name in names})


def accept(actor: Actor, *, accepted: bool) -> int:
    """The id of the version in force, accepted by the actor now or before, to stamp a text with.

    RuleBroken at ``accept_rules`` when it is neither. Guests accept with each text; their
    acceptance is the stamp on the text itself. Nothing is read after the first write.
    """
    version_id, before = in_force_for(actor)
    if before or actor.kind == "system":
        return version_id
    if not accepted:
        raise RuleBroken(
            lazy_gettext("Please read the rules of use and tick this box."), "accept_rules"
        )
    if isinstance(actor, Person):
        version = db.session.get_one(RuleVersion, version_id)
        db.session.add(Acceptance(person_id=actor.id, version_id=version.id, at=clock.now()))
        audit.record(actor, "accept_rules", version)
    return version_id
