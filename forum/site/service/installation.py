"""Writing what the installation says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.outbox.facts import MailTestWanted
from forum.outbox.service import emit
from forum.site import colours, policy
from forum.site import emblem as pictures
from forum.site.models import WORDS, Site
from forum.site.opening import Line, open_lines
from forum.site.queries import site_words, the_site


def describe_site(
    actor: Actor,
    site: Site,
    *,
    words: Mapping[str, str],
    seen_version: int | None = None,
    emblem: bytes | None = None,
    without_emblem: bool = False,
    sample: bool = False,
) -> Site:
    """``words`` (names of ``models.WORDS``) and the emblem stand; what is not named stays.

    ``seen_version`` is what the actor saw, None for whoever saw nothing; Conflict when the row was
    saved since. RuleBroken names the field when a colour or the emblem is refused. ``sample`` says
    that sample data is there: every page then says so, until ``forget_site``.
    """
    if not policy.may_describe(actor, site):
        raise Forbidden("describe")
    values: dict[str, object] = {name: words[name] for name in WORDS if name in words}
    for name in ("indigo", "leaf"):
        if name in words:
            values[name] = colours.checked(words[name], name)
    if emblem is not None:
        values |= {"emblem": pictures.checked(emblem), "emblem_hash": pictures.hash_of(emblem)}
    elif without_emblem:
        values |= {"emblem": None, "emblem_hash": ""}
    _write(site, {**values, "sample": sample or site.sample}, seen_version)
    audit.record(actor, "describe_site", site, named=sorted(values))
    return site


def _write(site: Site, values: Mapping[str, object], seen_version: int | None) -> None:
    """One conditional UPDATE: of two administrators who saw the same row, one is told."""
    seen = site.version if seen_version is None else seen_version
    changed = db.session.execute(
        sa.update(Site)
        .where(Site.id == site.id, Site.version == seen)
        .values(**values, version=seen + 1)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("site")
    db.session.refresh(site)


def forget_site(actor: Actor) -> Site:
    """The row says nothing again, as after set-up: the settings and defaults hold."""
    site = the_site()
    if not policy.may_describe(actor, site):
        raise Forbidden("describe")
    empty: dict[str, object] = {**dict.fromkeys(WORDS, ""), "emblem": None, "emblem_hash": ""}
    empty |= {"sample": False, "opened_at": None, "mail_address": ""}
    empty |= {"mail_wanted_at": None, "mail_taken_at": None, "tuned": None}
    _write(site, empty, None)
    audit.record(actor, "forget_site", site)
    return site


def want_test_mail(actor: Actor, site: Site, *, address: str) -> Site:
    """A real mail to ``address`` goes out with the next delivery; an earlier success counts no
    more until this one was taken."""
    if not policy.may_describe(actor, site):
        raise Forbidden("describe")
    site.mail_address, site.mail_wanted_at, site.mail_taken_at = address, clock.now(), None
    db.session.flush()
    audit.record(actor, "want_test_mail", site)
    emit(MailTestWanted(site.id))
    return site


def keep_mail_taken(actor: Actor, site: Site) -> Site:
    """The mail server has taken the test mail: mail works."""
    site.mail_taken_at = clock.now()
    db.session.flush()
    audit.record(actor, "test_mail_taken", site)
    return site


def open_to_citizens(actor: Actor, site: Site, *, lines: Iterable[Line]) -> Site:
    """The forum is officially open since now; RuleBroken while a line of the list is open."""
    if not policy.may_open(actor, site):
        raise Forbidden("open")
    if site_words().demo:
        raise RuleBroken(lazy_gettext("A forum with sample data is not opened to citizens."))
    if open_lines(lines):
        raise RuleBroken(
            lazy_gettext("The forum cannot be opened yet: something on this list is missing.")
        )
    opened = db.session.execute(
        sa.update(Site)
        .where(Site.id == site.id, Site.opened_at.is_(None))
        .values(opened_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if opened.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("opened")
    db.session.refresh(site)
    audit.record(actor, "open_to_citizens", site)
    return site
