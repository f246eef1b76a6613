"""Setting up the subjects of the forum."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core.db import db
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Category
from forum.threads.queries.threads import categories


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


def categories_lack() -> object | None:
    """What the categories still need before the forum opens; None when nothing."""
    found = categories()
    if not found:
        return lazy_gettext("There is no category yet.")
    mute = [category for category in found if not category.description.get("vi")]
    if mute:
        return lazy_gettext("“%(name)s” has no description.", name=mute[0].name.get("vi", ""))
    return None
