"""What a person chooses about the own account: the name others see, language, size of text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor
from forum.accounts.lifecycle import TextSize
from forum.accounts.models import Person
from forum.accounts.names import looks_official
from forum.accounts.queries import names_of_officials
from forum.audit import service as audit
from forum.core import clock
from forum.core.errors import Forbidden, RuleBroken
from forum.core.settings import setting
from forum.core.text import skeleton
from forum.languages.formatting import local_date


def change_name(actor: Actor, *, display_name: str, official_names: Iterable[str] = ()) -> bool:
    """The name stands beside all texts of the person from now on; False when it is the same.

    RuleBroken for a name that could be taken for an office, as at registration, for a suspended
    account, and when the last change is not NAME_DAYS old: readers should know again who speaks."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if display_name == actor.display_name:
        return False
    if not policy.is_active(actor):
        raise RuleBroken(
            lazy_gettext("The name stays as it is while the account is suspended."), "display_name"
        )
    until = (actor.renamed_at or actor.created_at) + timedelta(days=setting("NAME_DAYS"))
    if actor.renamed_at and clock.now() < until:
        raise RuleBroken(
            lazy_gettext("The name can be changed again on %(day)s.", day=local_date(until)),
            "display_name",
        )
    # Officials keep their own name when they change how it is written.
    own = skeleton(actor.display_name)
    taken = [name for name in names_of_officials() if skeleton(name) != own]
    if looks_official(display_name, [*official_names, *taken]):
        raise RuleBroken(
            lazy_gettext("This name looks like the name of an office. Please choose another."),
            "display_name",
        )
    actor.display_name, actor.display_key = display_name, skeleton(display_name)[:160]
    actor.renamed_at = clock.now()
    audit.record(actor, "change_name", actor)
    return True


def choose_pages(actor: Actor, *, language: str, text_size: TextSize | None) -> None:
    """Pages, mails and notices come in this language, and pages in this size, on every device."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if language != actor.language:
        actor.language = language
        audit.record(actor, "prefer_language", actor, tag=language)
    if text_size is not actor.text_size:
        actor.text_size = text_size
        audit.record(actor, "choose_text_size", actor)


def note_export(actor: Actor) -> None:
    """It is on record that everything stored about the person was handed over."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    audit.record(actor, "export_own_data", actor)
