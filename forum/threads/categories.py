"""The subjects of the forum: made, described, put in order, archived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, NotFound, RuleBroken
from forum.core.text import slug as slug_of
from forum.threads import policy
from forum.threads.lifecycle import CategoryMode, Posting
from forum.threads.models import Category, FormerSlug
from forum.threads.queries.threads import categories

LONGEST_SLUG = 64


@dataclass(frozen=True)
class Description:
    """What an administrator says of a category; texts by language tag."""

    name: Mapping[str, str]
    description: Mapping[str, str]
    mode: CategoryMode
    posting: Posting
    parent_id: int | None = None
    slug: str = ""  # "": made of the name, or left as it is


def get_category_by_id(category_id: int) -> Category:
    """The category; NotFound when there is none."""
    category = db.session.get(Category, category_id)
    if category is None:
        raise NotFound("category")
    return category


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
        category = Category(slug=slug, position=_behind_all())
        db.session.add(category)
    category.name, category.description, category.mode = dict(name), dict(description), mode
    db.session.flush()
    audit.record(actor, "set_category", category)
    return category


def create_category(actor: Actor, *, said: Description) -> Category:
    """A new category stands behind all others; RuleBroken names the field that is refused."""
    if not policy.may_arrange(actor):
        raise Forbidden("arrange")
    slug = _free_slug(said.slug or slug_of(said.name["vi"])[:LONGEST_SLUG].strip("-"), None)
    _check_parent(said.parent_id, None)
    _hold(said.parent_id)
    category = Category(slug=slug, position=_behind_all(), name={}, description={})
    _describe(category, said)
    db.session.add(category)
    db.session.flush()
    audit.record(actor, "create_category", category)
    return category


def edit_category(
    actor: Actor, category: Category, *, said: Description, seen_version: int
) -> Category:
    """The category says ``said``; a former address leads to the new one. Conflict when somebody
    changed it since ``seen_version``."""
    if not policy.may_arrange(actor):
        raise Forbidden("arrange")
    slug = _free_slug(said.slug or category.slug, category)
    _check_parent(said.parent_id, category)
    before = category.slug
    _raise_version(category, seen_version)
    _hold(said.parent_id)
    _describe(category, said)
    category.slug = slug
    if slug != before:
        db.session.execute(sa.delete(FormerSlug).where(FormerSlug.slug == slug))
        db.session.add(FormerSlug(slug=before, category_id=category.id))
    db.session.flush()
    audit.record(actor, "edit_category", category)
    return category


def move_category(actor: Actor, category: Category, *, up: bool, seen_version: int) -> Category:
    """The category stands one place higher or lower among those beside it."""
    if not policy.may_arrange(actor):
        raise Forbidden("arrange")
    beside = [one for one in categories() if one.parent_id == category.parent_id]
    place = beside.index(category)
    other = place - 1 if up else place + 1
    if 0 <= other < len(beside):
        _raise_version(category, seen_version)
        beside[place], beside[other] = beside[other], beside[place]
        for position, one in enumerate(beside):
            one.position = position
        db.session.flush()
        audit.record(actor, "move_category", category)
    return category


def set_archived(
    actor: Actor, category: Category, *, archived: bool, seen_version: int
) -> Category:
    """Nothing new begins in an archived category, which stays readable at the end of the lists."""
    if not policy.may_arrange(actor):
        raise Forbidden("arrange")
    if (category.archived_at is not None) == archived:
        raise Conflict("archived")
    _raise_version(category, seen_version)
    category.archived_at = clock.now() if archived else None
    db.session.flush()
    audit.record(actor, "archive_category" if archived else "reopen_category", category)
    return category


def possible_parents(category: Category | None = None) -> Sequence[Category]:
    """Categories that may hold this one, or a new one: those that stand in none themselves."""
    found = categories()
    if category is not None and any(one.parent_id == category.id for one in found):
        return []
    return [one for one in found if one.parent_id is None and one is not category]


def categories_lack() -> object | None:
    """What the categories still need before the forum opens; None when nothing."""
    found = [category for category in categories() if category.archived_at is None]
    if not found:
        return lazy_gettext("There is no category yet.")
    mute = [category for category in found if not category.description.get("vi")]
    if mute:
        return lazy_gettext("“%(name)s” has no description.", name=mute[0].name.get("vi", ""))
    return None


def _behind_all() -> int:
    last = db.session.scalar(sa.select(sa.func.max(Category.position)))
    return 0 if last is None else last + 1


def _describe(category: Category, said: Description) -> None:
    category.name = {tag: text for tag, text in said.name.items() if text}
    category.description = {tag: text for tag, text in said.description.items() if text}
    category.mode, category.posting = said.mode, said.posting
    category.parent_id = said.parent_id


def _raise_version(category: Category, seen: int) -> None:
    """One conditional UPDATE: of two administrators who saw the same row, one is told."""
    raised = db.session.execute(
        sa.update(Category)
        .where(Category.id == category.id, Category.version == seen)
        .values(version=seen + 1)
        .execution_options(synchronize_session=False)
    )
    if raised.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("category")
    db.session.refresh(category)


def _hold(parent_id: int | None) -> None:
    """Whoever meanwhile puts the parent itself into another category is told, or we are."""
    if parent_id is None:
        return
    held = db.session.execute(
        sa.update(Category)
        .where(Category.id == parent_id, Category.parent_id.is_(None))
        .values(version=Category.version + 1)
        .execution_options(synchronize_session=False)
    )
    if held.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("parent")


def _check_parent(parent_id: int | None, category: Category | None) -> None:
    """One level: whatever holds another stands in none, and none holds itself."""
    if parent_id is None:
        return
    if category is not None and parent_id == category.id:
        raise RuleBroken(lazy_gettext("A category cannot stand in itself."), "parent")
    parent = get_category_by_id(parent_id)
    holds = sa.select(Category.id).where(Category.parent_id == (category.id if category else 0))
    if parent.parent_id is not None or db.session.scalar(holds.limit(1)) is not None:
        raise RuleBroken(lazy_gettext("Categories are nested one level deep, not two."), "parent")


def _free_slug(slug: str, category: Category | None) -> str:
    """``slug``, which no other category has or had."""
    if not slug or slug != slug_of(slug) or len(slug) > LONGEST_SLUG:
        raise RuleBroken(
            lazy_gettext("An address has small letters a to z, digits and dashes: y-te."), "slug"
        )
    own = category.id if category else 0
    taken = sa.select(Category.id).where(Category.slug == slug, Category.id != own)
    former = sa.select(FormerSlug.slug).where(
        FormerSlug.slug == slug, FormerSlug.category_id != own
    )
    if db.session.scalar(taken) is not None or db.session.scalar(former) is not None:
        raise RuleBroken(lazy_gettext("Another category has or had this address."), "slug")
    return slug
