"""Reading the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext
from sqlalchemy.orm import joinedload, selectinload

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core.db import db, rows
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


_IN_FORCE = sa.select(
    RuleVersion.id,
    sa.exists()
    .where(Acceptance.version_id == RuleVersion.id)
    .where(Acceptance.person_id == sa.bindparam("person_id"))
    .label("accepted"),
).where(RuleVersion.state == RuleState.IN_FORCE)


def in_force_for(actor: Actor) -> tuple[int, bool]:
    """The id of the version in force, and whether this person accepted it: guests accept with
    each text. NotFound before set-up."""
    person_id = actor.id if isinstance(actor, Person) else None
    found = rows(_IN_FORCE, person_id=person_id)
    if not found:
        raise NotFound("rules")
    return found[0].id, found[0].accepted


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


def last_number() -> int:
    """The number of the newest version, also of a draft; 0 before set-up."""
    return db.session.scalar(sa.select(sa.func.max(RuleVersion.number))) or 0


def rules_lack() -> object | None:
    """What the rules still need before citizens write under them; None when nothing."""
    own = sa.select(RuleVersion.id).where(RuleVersion.state == RuleState.IN_FORCE)
    if db.session.scalar(own.where(~RuleVersion.is_model)) is not None:
        return None
    return lazy_gettext("The model text is in force; the authority has not issued it yet.")


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
