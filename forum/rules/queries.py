"""Reading the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core.db import db
from forum.core.errors import NotFound
from forum.rules.models import Acceptance, Article, Clause, RuleState, RuleVersion


def in_language(texts: Mapping[str, str], tag: str) -> str:
    """The text in ``tag``, else in Vietnamese: only that one is authoritative."""
    return texts.get(tag) or texts.get("vi", "")


def version_in_force() -> RuleVersion:
    """The version that every new text is stamped with; NotFound before set-up."""
    query = sa.select(RuleVersion).where(RuleVersion.state == RuleState.IN_FORCE)
    version = db.session.scalar(query)
    if version is None:
        raise NotFound("rules")
    return version


def whole_version(number: int | None = None) -> RuleVersion:
    """A version with all its articles and clauses: ``number``, or the one in force."""
    query = sa.select(RuleVersion).where(RuleVersion.state != RuleState.DRAFT)
    if number is None:
        query = query.where(RuleVersion.state == RuleState.IN_FORCE)
    else:
        query = query.where(RuleVersion.number == number)
    whole = selectinload(RuleVersion.articles).selectinload(Article.clauses)
    version = db.session.scalar(query.options(whole))
    if version is None:
        raise NotFound("rules")
    return version


def published_versions() -> Sequence[RuleVersion]:
    """All versions that are or were in force, newest first."""
    query = sa.select(RuleVersion).where(RuleVersion.state != RuleState.DRAFT)
    return db.session.scalars(query.order_by(RuleVersion.number.desc())).all()


def citable_clauses(version_id: int) -> Sequence[Clause]:
    """The clauses of a version that a decision can name, in order, with their articles."""
    query = (
        sa.select(Clause)
        .join(Article)
        .where(Article.version_id == version_id, Clause.citable)
        .options(joinedload(Clause.article))
        .order_by(Article.number, Clause.number)
    )
    return db.session.scalars(query).all()


def has_accepted(actor: Actor, version_id: int) -> bool:
    """Whether a person accepted this version; guests accept with each text."""
    if not isinstance(actor, Person):
        return False
    query = sa.select(Acceptance.id).where(
        Acceptance.person_id == actor.id, Acceptance.version_id == version_id
    )
    return db.session.scalar(query) is not None
