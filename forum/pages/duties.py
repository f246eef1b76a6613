"""What a person who signed in should do now, in words: what ``components/duties.html`` draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from forum.accounts.actors import Actor
from forum.accounts.policy import is_administrator, is_moderator, is_staff
from forum.core.text import excerpt
from forum.moderation.lifecycle import Outcome
from forum.moderation.words import OUTCOMES, waiting_since
from forum.official.cards import address_of, heading_of
from forum.official.models import OfficialText
from forum.official.policy import may_ask
from forum.official.wordings import title_of
from forum.pages.queries import (
    FIRST,
    dead_deliveries,
    office_desk,
    own_desk,
    review_desk,
)
from forum.threads.models import Revision
from forum.threads.rows import title_or_hidden


@dataclass(frozen=True)
class Item:
    """One thing to open."""

    title: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Duty:
    """One kind of work. ``kind`` is the colour of its state, ``weight`` that of its button; where
    there is no ``count``, the icon stands."""

    kind: str
    icon_name: str
    title: str
    href: str
    action: str
    count: int = 0
    lines: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    weight: str = "quiet"


def duties_of(actor: Actor, unread: int) -> list[Duty]:
    """The panel of a person, the most urgent first; a guest has none."""
    if not actor.is_person:
        return []
    panel: list[Duty] = []
    if is_staff(actor):
        panel += [*_office(actor), _counter()]
    if is_moderator(actor):
        panel.append(_review(actor))
    if is_administrator(actor):
        panel.append(_installation())
    return panel or list(_own(actor, unread))


def _review(actor: Actor) -> Duty:
    desk = review_desk(actor)
    lines = []
    if desk.oldest:
        time = waiting_since(desk.oldest)
        lines.append(_("The oldest has waited for %(time)s.", time=time))
    lines += _yesterday(desk.yesterday)
    return Duty(
        kind="turmeric" if desk.count else "leaf",
        icon_name="clock" if desk.count else "check",
        title=_("Texts to review") if desk.count else _("No text waits for review. Thank you."),
        count=desk.count,
        href="/duyet-bai/hang-cho",
        action=_("Review queue"),
        lines=lines,
        items=[
            Item(title_or_hidden(row.title), f"/duyet-bai/{row.id}", waiting_since(row.created_at))
            for row in desk.first
        ],
        weight="primary" if desk.count else "quiet",
    )


def _yesterday(decided: dict[Outcome, int]) -> list[str]:
    """What became of yesterday's texts, in one line."""
    if not decided:
        return []
    counts = ", ".join(f"{OUTCOMES[outcome][0]}: {count}" for outcome, count in decided.items())
    return [_("Decided yesterday: %(counts)s.", counts=counts)]


def _office(actor: Actor) -> Iterator[Duty]:
    desk = office_desk(actor)
    if desk.awaiting:
        yield _texts("turmeric", _("Official texts to approve or publish"), [*desk.awaiting])
    if desk.returned:
        yield _texts("madder", _("Returned to you for changes"), desk.returned)
    yield Duty(
        kind="indigo" if desk.open else "leaf",
        icon_name="office" if desk.open else "check",
        title=_("Open questions") if desk.open else _("No question waits"),
        count=desk.open,
        href="/can-bo/hoi-dap",
        action=_("Questions to answer"),
        lines=_unassigned(desk.unassigned),
        items=[
            Item(
                row.title or title_of(row.letter_html or row.html or ""),
                f"/can-bo/hoi-dap/{row.id}/tra-loi",
                waiting_since(row.received_at),
            )
            for row in desk.first
        ],
        weight="primary" if desk.open else "quiet",
    )
    if desk.drafts:
        yield _texts("neutral", _("Your own drafts"), desk.drafts)


def _counter() -> Duty:
    return Duty(
        kind="neutral",
        icon_name="user",
        title=_("At the counter"),
        href="",
        action="",
        items=[
            Item(_("Hand over a paper code"), "/can-bo/ma-giay"),
            Item(_("Confirm an account in person"), "/can-bo/xac-nhan"),
        ],
    )


def _unassigned(count: int) -> list[str]:
    if not count:
        return []
    return [
        ngettext(
            "%(num)s is not yet given to an office",
            "%(num)s are not yet given to an office",
            count,
        )
    ]


def _texts(kind: str, title: str, texts: list[OfficialText]) -> Duty:
    icons = {"turmeric": "clock", "madder": "pencil", "neutral": "pencil"}
    return Duty(
        kind=kind,
        icon_name=icons[kind],
        title=title,
        count=len(texts),
        href="/can-bo/hoi-dap",
        action="" if len(texts) <= FIRST else _("See all"),
        items=[Item(heading_of(t), address_of(t), t.return_note) for t in texts[:FIRST]],
    )


def _installation() -> Duty:
    dead = dead_deliveries()
    return Duty(
        kind="madder" if dead else "neutral",
        icon_name="warning" if dead else "menu",
        title=_("Notices and mails that could not be delivered") if dead else _("Administration"),
        count=dead,
        href="/quan-tri",
        action=_("Administration"),
        weight="primary" if dead else "quiet",
    )


def _own(actor: Actor, unread: int) -> Iterator[Duty]:
    desk = own_desk(actor)
    if desk.returned:
        yield _own_texts("madder", "pencil", _("Texts to change"), desk.returned)
    if unread:
        yield Duty(
            kind="indigo",
            icon_name="bell",
            title=_("New notices"),
            count=unread,
            href="/thong-bao",
            action=_("My notices"),
        )
    if desk.answered:
        yield Duty(
            kind="leaf",
            icon_name="answered",
            title=_("Your questions that were answered"),
            count=len(desk.answered),
            href="",
            action="",
            items=[
                Item(
                    row.title or title_of(row.letter_html or row.html or ""),
                    f"/theo-doi/phieu/{row.receipt_id}",
                )
                for row in desk.answered[:FIRST]
            ],
        )
    if desk.waiting:
        yield _own_texts("turmeric", "clock", _("Your texts that wait for review"), desk.waiting)
    if may_ask(actor):
        yield _ask(alone=not (desk.returned or desk.waiting or desk.answered or unread))


def _own_texts(kind: str, icon_name: str, title: str, texts: list[Revision]) -> Duty:
    return Duty(
        kind=kind,
        icon_name=icon_name,
        title=title,
        count=len(texts),
        href="/bai-cua-toi",
        action=_("My texts"),
        items=[
            Item(text.title or excerpt(text.html, 60), f"/bai-cua-toi#bai-{text.post_id}")
            for text in texts[:FIRST]
        ],
        weight="primary" if kind == "madder" else "quiet",
    )


def _ask(*, alone: bool) -> Duty:
    return Duty(
        kind="leaf" if alone else "neutral",
        icon_name="check" if alone else "ask",
        title=_("Nothing waits for you") if alone else _("Do you have a question?"),
        href="/hoi-dap/gui",
        action=_("Send a question"),
        lines=[_("You can ask at any time; an office answers.")],
        weight="primary",
    )
