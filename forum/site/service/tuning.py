"""A setting has another value than the shipped one, for a reason."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.site import policy
from forum.site.models import Site, TuningChange
from forum.site.tunables import Kind, Tunable, Value


def tune(
    actor: Actor,
    site: Site,
    tunable: Tunable,
    *,
    value: Value | None,
    reason: str,
    seen_version: int,
) -> TuningChange:
    """The setting has ``value``, or with None the shipped one. RuleBroken when it had it before, or
    when it lies outside of what the forum can live with; Conflict when any setting changed since
    ``seen_version``."""
    if not policy.may_run(actor) or not isinstance(actor, Person):
        raise Forbidden("run")
    if value is not None:
        tunable.check(value)
    if site.tuned_version == seen_version and value == (site.tuned or {}).get(tunable.name):
        raise RuleBroken(
            lazy_gettext("Nothing was changed: the setting has this value already."),
            "on" if tunable.kind is Kind.SWITCH else "value",
        )
    tuned = {name: kept for name, kept in (site.tuned or {}).items() if name != tunable.name}
    if value is not None:
        tuned[tunable.name] = value
    changed = db.session.execute(
        sa.update(Site)
        .where(Site.id == site.id, Site.tuned_version == seen_version)
        .values(tuned=tuned, tuned_version=seen_version + 1)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("tuned")
    db.session.refresh(site)
    change = TuningChange(
        name=tunable.name, value=value, reason=reason, by_id=actor.id, at=clock.now()
    )
    db.session.add(change)
    db.session.flush()
    act = "tune_back" if value is None else "tune"
    audit.record(actor, act, change, name=tunable.name, value=value)
    return change
