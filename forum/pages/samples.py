"""Sample values for the style page: each component's arguments, in every state."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from forum.core import clock
from forum.core.text import render
from forum.moderation.rows import DecisionLine, QueueItem
from forum.official.cards import ClarificationCard, OfficialCard, QuestionCard, SummaryCard
from forum.pages.duties import Duty, Item
from forum.threads.rows import HeldView, PostView, ThreadView
from forum.web.squares import square

FILE = Path(__file__).with_name("samples.toml")
HELD = ("pending", "returned", "rejected", "withdrawn", "hidden", "removed")
POSTS = (("member", "public"), ("office", "public"), ("guest", "hidden"), ("member", "removed"))


@lru_cache
def _words() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def samples() -> dict[str, Any]:
    """Name of a component → what it is given."""
    words, now = _words(), clock.now()
    html = Markup(render(words["body"]))  # noqa: S704 (cleaned by render)
    return {
        "words": words,
        "html": html,
        "chips": words["chips"],
        "questions": [_question(chip, now) for chip in words["chips"]],
        "threads": [_thread(True, now), _thread(False, now)],
        "posts": [_post(n, pair, html) for n, pair in enumerate(POSTS, 1)],
        "held": [_held(state, html) for state in HELD],
        "replies": [_reply(html, now, None), _reply(html, now, now)],
        "summaries": [_summary(html, now, None), _summary(html, now, now)],
        "clarifications": [_clarification(html, now, None), _clarification(html, now, now)],
        "steps": [{"at": now, **step} for step in words["steps"]],
        "slip": {
            "code": words["code"],
            "qr_svg": square(words["code"]),
            "received_at": now,
            "lines": words["slip"],
        },
        "files": words["files"],
        "files_of_form": SimpleNamespace(
            listed=[(file, number) for number, file in enumerate(words["files"], 1)],
            numbers=[],
            off="detach",
            full=False,
            largest_paper=10_000_000,
        ),
        "sheets": [SimpleNamespace(offered=offered, draft=None) for offered in (True, False)],
        "queue": [_queue_item(urgent=True), _queue_item(urgent=False)],
        "decisions": [_decision(chip, now) for chip in words["chips"] if chip["kind"] != "indigo"],
        "duties": [_duty(chip) for chip in words["chips"]],
        "diff": words["diff"],
    }


def _question(chip: dict[str, str], now: datetime) -> QuestionCard:
    words = _words()
    return QuestionCard(
        id=0,
        href="#mau",
        title=words["long_title"],
        topic_name=words["topic"],
        area_name=words["place"],
        received_at=now,
        state_kind=chip["kind"],
        state_text=chip["text"],
        joined=3,
    )


def _thread(marked: bool, now: datetime) -> ThreadView:
    words = _words()
    return ThreadView(
        id=0,
        slug="mau",
        title=words["long_title"] if marked else words["summary"],
        category_name=words["topic"],
        category_slug="mau",
        author_name=words["name"],
        replies=12,
        last_at=now,
        pinned=marked,
        locked=marked,
        answered=marked,
    )


def _post(number: int, pair: tuple[str, str], html: Markup) -> PostView:
    words, (kind, state) = _words(), pair
    return PostView(
        id=number,
        number=number,
        author_name=words["office"] if kind == "office" else words["name"],
        author_kind=kind,
        role_mark=words["position"] if kind == "office" else None,
        place=words["place"],
        published_at=clock.now(),
        edited_at=clock.now() if number == 1 else None,
        html=html,
        lang="vi",
        state=state,
        placeholder_reason=words["clause"],
        is_question=number == 1,
        own=False,
    )


def _held(state: str, html: Markup) -> HeldView:
    words = _words()
    return HeldView(
        post_id=0,
        revision_id=0,
        state_word=state,
        reason=words["reason"],
        clause_title=None if state in {"pending", "withdrawn"} else words["clause"],
        clause_href="#mau",
        remedy=words["remedy"] if state in {"returned", "rejected"} else None,
        html=html,
        submitted_at=clock.now(),
        title=None,
        thread_id=0,
        anchor=state,
        may_edit=state in {"returned", "rejected"},
        may_withdraw=state == "pending",
    )


def _reply(html: Markup, now: datetime, withdrawn: datetime | None) -> OfficialCard:
    words = _words()
    return OfficialCard(
        text_id=0,
        post_id=None,
        office_name=words["office"],
        approver_position=words["position"],
        published_at=now,
        summary=words["summary"],
        html=html,
        about_number=1,
        about_href="#mau",
        withdrawn_at=withdrawn,
        withdraw_reason=words["reason"],
        document_number=words["sources"][0],
    )


def _summary(html: Markup, now: datetime, withdrawn: datetime | None) -> SummaryCard:
    words = _words()
    return SummaryCard(
        text_id=0,
        covers=12,
        office_name=words["office"],
        approver_position=words["position"],
        published_at=now,
        html=html,
        earlier=2,
        withdrawn_at=withdrawn,
        withdraw_reason=words["reason"],
    )


def _clarification(html: Markup, now: datetime, withdrawn: datetime | None) -> ClarificationCard:
    words = _words()
    return ClarificationCard(
        text_id=0,
        claim=words["claim"],
        summary=words["summary"],
        html=html,
        sources=words["sources"],
        office_name=words["office"],
        published_at=now,
        post_number=1,
        post_href="#mau",
        withdrawn_at=withdrawn,
        withdraw_reason=words["reason"],
    )


def _queue_item(*, urgent: bool) -> QueueItem:
    words = _words()
    return QueueItem(
        revision_id=1 if urgent else 2,
        href="#mau",
        title=words["long_title"],
        excerpt=words["summary"],
        reasons=[chip["text"] for chip in words["chips"][:2]],
        author_name=words["name"],
        author_line=words["topic"],
        waiting_text=words["steps"][1]["text"],
        kind_text=words["topic"],
        urgent=urgent,
    )


def _decision(chip: dict[str, str], now: datetime) -> DecisionLine:
    words = _words()
    return DecisionLine(
        at=now,
        outcome_text=chip["text"],
        outcome_kind=chip["kind"],
        clause_title=words["clause"],
        clause_href="#mau",
        reason=words["reason"],
        where_text=words["topic"],
        where_href="#mau",
        role_text=words["position"],
    )


def _duty(chip: dict[str, str]) -> Duty:
    words = _words()
    return Duty(
        kind=chip["kind"],
        icon_name=chip["icon"],
        title=chip["text"],
        href="#mau",
        action=words["topic"],
        count=12 if chip["kind"] in {"turmeric", "madder"} else 0,
        lines=[words["claim"]],
        items=[Item(words["long_title"], "#mau", words["place"])],
    )
