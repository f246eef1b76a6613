"""Setting up the subjects of the forum."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core.db import db
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Category


def set_category(
    actor: Actor,
    *,
    slug: str,
    name: Mapping[str, str],
    description: Mapping[str, str],
    mode: CategoryMode = CategoryMode.BEFORE,
) -> Category:
    """The category ``slug`` exists with these words; a new one stands behind all others."""
    category = db.session.scalar(sa.select(Category).where(Category.slug == slug))
    if category is None:
        last = db.session.scalar(sa.select(sa.func.max(Category.position)))
        category = Category(slug=slug, position=0 if last is None else last + 1)
        db.session.add(category)
    category.name, category.description, category.mode = dict(name), dict(description), mode
    db.session.flush()
    audit.record(actor, "set_category", category)
    return category
