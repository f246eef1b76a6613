"""Who is there: members, staff of one office; and what an office has said, made by the services."""

from __future__ import annotations

from benching.members import PASSWORD, username
from forum.accounts import service as accounts
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.accounts.models import Person
from forum.accounts.queries import get_person
from forum.core.db import commit, db
from forum.official import service as official
from forum.official.lifecycle import Visibility
from forum.places import service as places
from forum.rules import service as rules
from forum.threads.categories import set_category
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Category, Post
from forum.threads.service import Wording

LAWFUL = "Ông/bà nộp đơn tại bộ phận một cửa của xã. Cán bộ xã hướng dẫn giấy tờ cần có."


def make_categories(names: list[str]) -> list[int]:
    """Ids of categories that publish at once; the one of the set-up is the first of them."""
    made = []
    for number, name in enumerate(names):
        slug = f"chuyen-muc-{number + 1}" if number else "trao-doi-chung"
        words = {"vi": name}
        category = set_category(
            System(), slug=slug, name=words, description=words, mode=CategoryMode.AFTER
        )
        made.append(category.id)
    commit()
    return made


def make_members(count: int) -> list[int]:
    """Ids of members who have accepted the rules."""
    made = []
    for number in range(1, count + 1):
        person = _person(username(number), f"Thành viên {number}", Role.CITIZEN)
        rules.accept(person, accepted=True)
        made.append(person.id)
    commit()
    return made


def make_replies(members: list[int], category_id: int, *, questions: int, about: list[int]) -> None:
    """So many public questions were answered, and an office made something clear about each of the
    posts ``about``."""
    agency = places.set_agency(System(), key="phong-chinh-sach", name="Phòng Chính sách dân tộc")
    staff = [_person(f"canbo{n}", f"Cán bộ {n}", Role.CITIZEN).id for n in (1, 2)]
    for person_id in staff:
        accounts.open_grant(System(), get_person(person_id), role=Role.STAFF, scope_id=agency.id)
    commit()
    agency_id = agency.id
    for number in range(questions):
        author, approver = map(get_person, staff)
        asker = get_person(members[number % len(members)])
        question = official.ask(
            asker,
            db.session.get_one(Category, category_id),
            wording=Wording(f"Bản tôi cần nước sạch, hỏi lần {number}.", accepts_rules=True),
            visibility=Visibility.PUBLIC,
        )
        official.assign(author, question, agency_id=agency_id, seen_version=question.version)
        _publish(official.write_reply(author, question, wording=_said(agency_id)), approver)
    for post_id in about:
        author, approver = map(get_person, staff)
        post = db.session.get_one(Post, post_id)
        _publish(official.write_clarification(author, post, wording=_said(agency_id)), approver)


def _said(agency_id: int) -> official.TextWording:
    return official.TextWording(
        source=LAWFUL,
        agency_id=agency_id,
        summary="Nộp đơn ở xã.",
        claim="Không rõ nộp đơn ở đâu.",
        sources=("Quy trình một cửa",),
    )


def _publish(text: official.OfficialText, approver: Person) -> None:
    official.submit_text(text.author, text, seen_version=text.version)
    official.publish_text(approver, text, seen_version=text.version, position="Trưởng phòng")
    commit()


def _person(name: str, shown: str, role: Role) -> Person:
    return accounts.create_person(
        System(), username=name, display_name=shown, password=PASSWORD, role=role
    )
