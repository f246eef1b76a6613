"""Offices, questions and official texts, made through the services that the forum uses."""

from __future__ import annotations

import itertools

from forum.accounts.actors import Actor, Guest, System
from forum.accounts.models import Person
from forum.core.db import db
from forum.official import service
from forum.official.lifecycle import Visibility
from forum.official.models import OfficialText, Question
from forum.official.wordings import TextWording
from forum.places import service as places
from forum.places.models import Agency
from forum.threads.models import Category, Post, Thread
from forum.threads.service import Wording
from tests.factories.people import make_staff
from tests.factories.threads import make_category

LETTER = "Nhà tôi ở bản xa, xin hỏi thủ tục hỗ trợ nước sạch. Tôi cần giấy tờ gì?"
SAID = "Bà con hỏi về nước sạch. Đã có ba ý kiến."
REPLY = "Ông/bà nộp đơn tại bộ phận một cửa của xã."
_numbers = itertools.count(1)


def make_agency(name: str = "") -> Agency:
    number = next(_numbers)
    agency = places.set_agency(System(), key=f"co-quan-{number}", name=name or f"Phòng số {number}")
    db.session.commit()
    return agency


def make_question(
    actor: Actor | None = None,
    *,
    visibility: Visibility = Visibility.PUBLIC,
    body: str = LETTER,
    category: Category | None = None,
    contact: str | None = None,
) -> Question:
    """A question by a guest, or by ``actor``; a public one still waits for review."""
    question = service.ask(
        actor or Guest(),
        category or make_category(),
        wording=Wording(source=body, accepts_rules=True),
        visibility=visibility,
        contact=contact,
    )
    db.session.commit()
    return question


def wording(source: str = REPLY, agency: Agency | None = None, **more: object) -> TextWording:
    chosen = agency or make_agency()
    return TextWording(source=source, agency_id=chosen.id, summary="Nộp ở xã.", **more)  # type: ignore[arg-type]


def make_draft(author: Person | None = None, question: Question | None = None) -> OfficialText:
    """A reply that only staff see."""
    text = service.write_reply(
        author or make_staff(), question or make_question(), wording=wording()
    )
    db.session.commit()
    return text


def make_clarification(author: Person, post: Post, claim: str = "Nguồn nước") -> OfficialText:
    text = service.write_clarification(author, post, wording=wording(claim=claim))
    db.session.commit()
    return text


def make_explanation(author: Person | None = None, title: str = "Hỗ trợ nhà ở") -> OfficialText:
    text = service.write_explanation(author or make_staff(), wording=wording(title=title))
    db.session.commit()
    return text


def make_summary(thread: Thread, said: str = SAID, covers: int = 1) -> OfficialText:
    """A summary of the thread that only staff see."""
    text = service.write_summary(make_staff(), thread, wording=wording(said, covers=covers))
    db.session.commit()
    return text


def submit(text: OfficialText) -> OfficialText:
    service.submit_text(text.author, text, seen_version=text.version)
    db.session.commit()
    return text


def publish(text: OfficialText, approver: Person | None = None) -> OfficialText:
    """Submitted when it is a draft, then approved and published by another person."""
    if text.state.value == "draft":
        submit(text)
    service.publish_text(approver or make_staff(), text, seen_version=text.version)
    db.session.commit()
    return text


def make_reply(question: Question | None = None) -> OfficialText:
    """A published reply."""
    return publish(make_draft(question=question))
