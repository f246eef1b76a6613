"""The texts of pages: a version for each change, none is lost."""

from __future__ import annotations

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, in_our_words
from forum.core.errors import Conflict, Forbidden
from forum.core.text import RENDERER, render
from forum.site import policy
from forum.site.models import PageName, PageText
from forum.site.queries.page_texts import versions_of


def write_page(
    actor: Actor, page: PageName, *, language: str, source: str, seen_number: int
) -> PageText:
    """The page says ``source`` in this language, or with "" the shipped text. ``seen_number`` is
    the version that stood when the actor began, 0 for none; Conflict when there is a newer one."""
    if not policy.may_run(actor) or not isinstance(actor, Person):
        raise Forbidden("run")
    html = render(source) if source else ""
    versions = versions_of(page, language)
    newest = versions[0].number if versions else 0
    if newest != seen_number:
        raise Conflict("page")
    text = PageText(
        page=page,
        language=language,
        number=newest + 1,
        source=source if html else "",
        html=html,
        renderer=RENDERER,
        by_id=actor.id,
        at=clock.now(),
    )
    db.session.add(text)
    with in_our_words():  # of two at once the database takes one
        db.session.flush()
    audit.record(actor, "write_page", text, page=page.value, language=language)
    return text
