"""What of the access table belongs to nobody in particular: places, offices, links of mails."""

from __future__ import annotations

from datetime import date, timedelta

from forum.accounts.actors import System
from forum.accounts.lifecycle import KeyPurpose, Recognition, Role
from forum.accounts.models import Person
from forum.accounts.queries.keys import token_of
from forum.accounts.service.counter import hand_over_paper
from forum.accounts.service.invitations import invite
from forum.accounts.service.keys import new_key
from forum.board.queries import boards
from forum.board.service import seat_person
from forum.core.db import db
from forum.notifications.leaving import ALL_DIGESTS, PATH, leave_path
from forum.official import service
from forum.site.models import PageName
from forum.site.tunables import TUNABLES
from forum.threads.models import Category
from forum.threads.queries.posts import newest_revision
from tests.factories.official import (
    make_explanation,
    make_question,
    make_reply,
    publish,
    wording,
)
from tests.factories.people import make_citizen, make_staff
from tests.factories.threads import approve, make_thread
from tests.site.test_outbox import make_delivery

Things = dict[str, dict[str, object]]  # noun → kind → what stands in the address
NUMBERLESS = 999_999  # an id that no row has
COMPANIONS = {"words": "x", "number": 1}  # parameters that only follow another


def noun_of(rule: str, parameter: str) -> str:
    """``post_id`` is the same thing everywhere; a ``slug`` is one of what stands before it."""
    if parameter.endswith("_id"):
        return parameter
    before = rule.split("<")[0].rstrip("/").rpartition("/")[2]
    return f"{before} {parameter}"


def everybodys(administrator: Person, category: Category) -> Things:
    """Noun → kind → value; whatever has a number also has one that is nobody's."""
    things = {**_shelves(administrator, category), **_offices(category), **_links(administrator)}
    for name in ("receipt_id", "draft_id", "subscription_id", "sign_in_id", "notice_id"):
        things[name] = {}
    for name in ("person_id", "grant_id", "revision_id"):
        things[name] = {}
    for noun, kinds in things.items():
        if noun.endswith("_id"):
            kinds["none"] = NUMBERLESS
    db.session.commit()
    return things


def _shelves(administrator: Person, category: Category) -> Things:
    """What the administrator's pages are about."""
    (board,) = boards()
    term = seat_person(
        System(), board.seats[0], name="Bà Mẫu", position="Phó Giám đốc", since=date(2026, 1, 5)
    )
    invitation, _token = invite(administrator, role=Role.STAFF, scope_id=None, note="Phòng")
    db.session.flush()
    return {
        "category_id": {"any": category.id},
        "board_id": {"any": board.id},
        "term_id": {"any": term.id},
        "invitation_id": {"any": invitation.id},
        "delivery_id": {"any": make_delivery().id},
        "cai-dat name": {"any": next(iter(TUNABLES)), "none": "KHONG_CO"},
        "trang name": {"any": PageName.HELP.value, "none": "khong-co"},
        "phien-ban number": {"any": 1, "none": NUMBERLESS},
        "chuyen-muc slug": {"any": category.slug, "none": "khong-co"},
        "ngon-ngu tag": {"any": "vi", "none": "xx"},
        "tep name": {"none": "0" * 32 + ".jpg"},
        "bieu-trung wanted": {"none": "0" * 16},
        "static filename": {"any": "css/forum.css", "none": "khong-co.css"},
    }


def _offices(category: Category) -> Things:
    """Questions and texts of offices, before and after publication."""
    question = make_question(category=category)
    assert question.post is not None
    approve(newest_revision(question.post))
    reply = make_reply(question)
    published = publish(make_explanation(title="Đã đăng"))
    draft = make_explanation(title="Còn là nháp")
    thread, writer = make_thread(category=category), make_staff()
    said = wording(covers=1)
    summary = publish(service.write_summary(writer, thread, wording=said))
    paper = hand_over_paper(
        make_staff(),
        username=make_citizen().username,
        reason="Quên mật khẩu.",
        recognised=Recognition.KNOWN,
    )
    return {
        "question_id": {"public": question.id},
        "post_id": {"question": question.post_id, "of an office": reply.post_id},
        "thread_id": {"with a summary": thread.id},
        "text_id": {"published": published.id, "draft": draft.id, "summary": summary.id},
        "giai-thich slug": {"published": published.slug, "draft": draft.slug, "none": "khong-co"},
        "code_id": {"other": paper.id},
    }


def _links(administrator: Person) -> Things:
    """What stands in the links of mails; whoever holds one comes in."""
    person = make_citizen()
    person.email = "bac.mau@example.org"
    db.session.flush()
    keys = {
        purpose: token_of(purpose, new_key(person, purpose, timedelta(days=1)).nonce, person)
        for purpose in KeyPurpose
    }
    _row, invited = invite(administrator, role=Role.STAFF, scope_id=None, note="Khách")
    return {
        "dat-lai token": {"any": keys[KeyPurpose.RESET], "none": "khong-co"},
        "xac-nhan-thu token": {"any": keys[KeyPurpose.CONFIRM], "none": "khong-co"},
        "loi-moi token": {"any": invited, "none": "khong-co"},
        "huy token": {
            "any": leave_path(person.id, ALL_DIGESTS).removeprefix(PATH),
            "none": "khong-co",
        },
    }
