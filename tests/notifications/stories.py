"""What happens in the other rooms before somebody is told: each act by the service that does it."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from forum.accounts.actors import Actor, Guest, System
from forum.accounts.models import Person
from forum.core.db import db
from forum.following import service as following
from forum.following.lifecycle import Kind
from forum.notifications.models import Notice
from forum.notifications.service import tell
from forum.notifications.words import Word
from forum.official import service as official
from forum.official.lifecycle import Visibility
from forum.official.models import OfficialText, Question
from forum.places.models import Agency
from forum.places.service import set_agency
from forum.threads.models import Post
from tests.factories.people import make_staff
from tests.factories.threads import make_category, make_post, make_thread, words

# A Sunday, 20:00 in Vietnam; seven o'clock is eleven hours later.
SUNDAY = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
TO_THE_HOUR = {"hours": 11, "minutes": 2}


def with_mail(person: Person) -> Person:
    person.email = f"{person.username}@example.org"
    db.session.commit()
    return person


def ask(
    actor: Actor | None = None,
    *,
    visibility: Visibility = Visibility.PUBLIC,
    contact: str | None = None,
    body: str = "Xin hỏi khi nào làm đường vào bản?",
) -> Question:
    """A question, by a guest when nobody is named."""
    question = official.ask(
        actor or Guest(),
        make_category(),
        wording=words(body),
        visibility=visibility,
        contact=contact,
    )
    db.session.commit()
    return question


def office() -> Agency:
    return set_agency(System(), key="phong-1", name="Phòng Chính sách")


def _written(summary: str) -> official.TextWording:
    return official.TextWording(
        source="Cơ quan xin trả lời như sau.",
        agency_id=office().id,
        summary=summary,
        claim="Có tin nói sẽ cắt hỗ trợ",
    )


def submitted_reply(question: Question, writer: Person) -> OfficialText:
    """A reply that waits for another person's approval."""
    text = official.write_reply(writer, question, wording=_written("Tóm tắt"))
    official.submit_text(writer, text, seen_version=text.version)
    db.session.commit()
    return text


def submitted_clarification(post: Post, writer: Person) -> OfficialText:
    """A clarification about a post that waits for another person's approval."""
    text = official.write_clarification(writer, post, wording=_written("Tóm tắt"))
    official.submit_text(writer, text, seen_version=text.version)
    db.session.commit()
    return text


def publish(text: OfficialText, approver: Person | None = None) -> OfficialText:
    """Another person approves the text and publishes it."""
    official.publish_text(approver or make_staff(), text, seen_version=text.version)
    db.session.commit()
    return text


def give_back(text: OfficialText, approver: Person | None = None) -> OfficialText:
    """Another person wants something changed first."""
    official.return_text(
        approver or make_staff(), text, seen_version=text.version, note="Xin nêu căn cứ."
    )
    db.session.commit()
    return text


def told(person: Person) -> list[tuple[str, int, int]]:
    """Word, what it is about, how many more, of each of the person's notices."""
    db.session.rollback()
    query = sa.select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)
    return [(row.word, row.ref_id, row.more) for row in db.session.scalars(query)]


def follow(person: Person, kind: Kind, ref_id: int) -> None:
    following.follow(person, kind, ref_id)
    db.session.commit()


def followed(reader: Person, *, title: str = "Cầu treo bản Pá", body: str = "Đã sửa.") -> Post:
    """News of a thread that the reader follows."""
    post = make_post(thread=make_thread(title=title), body=body)
    tell(reader.id, Word.POSTS_IN_THREAD, post.id)
    db.session.commit()
    return post
