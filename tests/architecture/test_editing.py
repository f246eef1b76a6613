"""Whoever changes what stands already says what they saw. Of two at once the later is told, and a
form that says nothing, or nothing that can be read, changes nothing; what was typed comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from wtforms.fields.core import UnboundField

from forum.audit.models import AuditRow
from forum.core.db import db
from forum.web.forms import BaseForm, SeenField
from tests.architecture.editing import EDITING
from tests.page import Client, Page

NOTHING_SEEN: tuple[object, ...] = (None, "", "abc", "-1", "1.0", "٣", "10" * 30, ["1", "1"])


def forms(base: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    """Every form of the forum that people meet, which none stands on."""
    for form in base.__subclasses__():
        if not form.__subclasses__() and form.__module__.startswith("forum."):
            yield form
        yield from forms(form)


def fields(form: type[BaseForm]) -> dict[str, Any]:
    found = ((name, getattr(form, name)) for name in dir(form))
    return {name: one.field_class for name, one in found if isinstance(one, UnboundField)}


def acts() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) or 0


def kept(page: Page, words: str) -> bool:
    """Where the person sees it, or in what the page sends again."""
    areas = [area.text for area in page.find_all("textarea")]
    values = [one.attrs.get("value", "") for one in page.find_all("input")]
    return any(words in one for one in [*areas, *values])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_form_that_says_what_was_seen_is_in_the_list(app: Flask) -> None:
    found = {form: fields(form) for form in forms()}
    seeing = {form for form, has in found.items() if SeenField in has.values()}
    odd = [
        f"{form.__name__}.{name} is no SeenField"
        for form, has in found.items()
        for name, kind in has.items()
        if name.startswith("seen") and kind is not SeenField
    ]

    assert odd == []
    assert seeing == set(EDITING), "add it to EDITING in tests/architecture/editing.py"


@pytest.mark.parametrize("form", EDITING, ids=lambda form: form.__name__)
def test_two_editors_at_once_and_one_who_saw_nothing(
    app: Flask, as_person: Callable[..., Client], form: type[BaseForm]
) -> None:
    made = EDITING[form]()
    opened = [
        as_person(one).get(made.page).form(made.action, having=(made.seen,)) for one in made.people
    ]
    late, before = opened[1], acts()
    for nothing in NOTHING_SEEN:
        sent = {**late.values, **made.second, made.seen: nothing}
        sent = {name: value for name, value in sent.items() if value is not None}
        page = late.page.client.post(late.action, sent, status=409)
        assert kept(page, made.keeps), nothing
    assert acts() == before

    opened[0].submit(**made.first)

    between = acts()
    assert between > before
    assert kept(late.submit(**made.second, status=409), made.keeps)
    assert acts() == between
