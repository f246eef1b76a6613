"""What is left of a deleted account: every column that refers to a person is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from forum import wiring
from forum.accounts import service
from forum.accounts.actors import Guest
from forum.accounts.lifecycle import Role
from forum.accounts.models import Closing, Invitation, Person, Throttle
from forum.accounts.service import standing
from forum.cli.leftovers import leftovers
from forum.core import clock
from forum.core.db import commit, db
from forum.core.errors import Conflict
from forum.drafts.models import Draft
from forum.moderation.lifecycle import Outcome
from forum.notifications.models import Notice
from forum.official.lifecycle import Visibility
from forum.outbox.models import Delivery
from forum.search.queries.finding import search
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Revision
from forum.threads.queries.posts import newest_revision
from forum.threads.service import edit_post
from forum.web.models import AnsweredForm
from forum.wiring import erasing
from tests.factories.drafts import make_draft
from tests.factories.moderation import judge, show_or_hide
from tests.factories.official import make_question
from tests.factories.people import make_administrator, make_citizen
from tests.factories.threads import (
    approve,
    make_pending_reply,
    make_pending_thread,
    make_post,
    seen,
    words,
)
from tests.migrations.rows import fill
from tests.page import Client

NAME, USERNAME, MAIL = "Lường Thị Hạnhxyz", "hanhxyz", "hanhxyz@example.org"
PHONE, WORDS = "0987654321", "chữ chưa ai đọc"


@pytest.fixture
def person(app: Flask) -> Person:
    found = make_citizen(NAME, username=USERNAME)
    found.email, found.phone, found.new_email = MAIL, PHONE, f"moi-{MAIL}"
    commit()
    return found


def delete(person: Person, *, with_texts: bool = False) -> None:
    erasers = wiring.ERASERS.values()
    service.delete_account(person, with_texts=with_texts, seated=False, erasers=erasers)
    commit()


def columns() -> Iterator[sa.Column[object]]:
    """Every column that refers to a person."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == "person.id" for key in column.foreign_keys):
                yield column


def held(person: Person) -> set[str]:
    """Those in which the person's number stands."""
    return {
        str(column)
        for column in columns()
        if db.session.scalar(
            sa.select(sa.func.count()).select_from(column.table).where(column == person.id)
        )
    }


def everything() -> str:
    """All that is stored, without the pages' and the rules' own texts."""
    return "\n".join(
        str(row)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(sa.select(table)).all()
    )


def give_rows_in_every_table(person: Person) -> None:
    """Each column that refers to a person refers to this one, where the table's rules allow it."""
    make_question(person)
    make_question(person, visibility=Visibility.PRIVATE)
    make_post(person)
    standing.suspend(make_administrator(), person, reason="Quấy rối")
    commit()
    fill(db.engine)
    db.session.execute(sa.delete(Closing))
    commit()
    for column in columns():
        setting = sa.update(column.table).where(column.is_(None)).values({column.name: person.id})
        try:
            db.session.execute(setting)
            commit()
        except (sa.exc.IntegrityError, Conflict):
            db.session.rollback()


def test_no_row_is_left_but_where_the_list_says_so(person: Person) -> None:
    assert person.id == 1  # what ``fill`` refers to
    give_rows_in_every_table(person)
    going = {str(column) for column in columns()} - wiring.STAYS
    assert going - held(person) == {"invitation.person_id"}  # the one above is open
    delete(person)
    # The newest notice of all waits for a newer one.
    assert held(person) - wiring.STAYS <= {"notice.person_id"}
    newer = {"id": 99, "person_id": make_citizen().id, "word": "x", "ref_id": 1, "at": clock.now()}
    db.session.execute(sa.insert(Notice).values(newer))
    erasing.erase_late()
    commit()
    assert held(person) <= wiring.STAYS
    assert list(leftovers()) == []


def test_the_list_names_columns_that_there_are() -> None:
    assert {str(column) for column in columns()} >= wiring.STAYS


def invite(person: Person) -> None:
    """As if the person had come by an invitation, whose note says for whom it was."""
    row, _token = service.invite(
        make_administrator(), role=Role.STAFF, scope_id=None, note=f"Cho {NAME}"
    )
    row.used_at, row.person_id = clock.now(), person.id
    commit()


def test_names_and_contact_stand_nowhere(person: Person, drain_outbox: Callable[[], int]) -> None:
    make_draft(person, body=f"Bài của {NAME}")
    make_post(person)
    invite(person)
    db.session.add(Throttle(kind="sign_in", key=USERNAME, window_start=clock.now(), count=1))
    db.session.add(
        AnsweredForm(owner=f"person:{person.id}", key="k", url=f"/x?{USERNAME}", at=clock.now())
    )
    drain_outbox()
    delivery = db.session.scalars(sa.select(Delivery)).first()
    assert delivery
    delivery.last_error = f"SMTPRecipientsRefused: {MAIL}"
    commit()
    assert all(word in everything() for word in (NAME, USERNAME, MAIL, PHONE))
    delete(person)
    left = everything()
    assert [word for word in (NAME, USERNAME, MAIL, PHONE) if word in left] == []
    assert db.session.scalars(sa.select(Invitation)).all() == []


def test_public_texts_stay_and_all_that_nobody_read_is_empty(person: Person) -> None:
    post = make_post(person, body="Lời công khai.")
    waiting = edit_post(person, post, wording=words(WORDS), seen_wording=seen(post))
    returned = make_pending_thread(person, title=WORDS, body=WORDS)
    judge(returned, Outcome.RETURN)
    pending = make_pending_reply(person, body=WORDS)
    commit()
    delete(person)
    db.session.expire_all()
    assert post.state is PostState.PUBLIC and "Lời công khai" in everything()
    assert WORDS not in everything()
    assert {waiting.state, pending.state} == {RevisionState.WITHDRAWN}
    assert returned.state is RevisionState.RETURNED and returned.title is None


def test_with_its_texts_only_places_stay(
    person: Person, client: Client, drain_outbox: Callable[[], int], say: Callable[..., str]
) -> None:
    opening = make_pending_thread(person, title="Cầu treo hoa ban", body="Cầu treo hoa ban hỏng.")
    judge(opening, Outcome.APPROVE)
    thread = opening.post.thread
    replies = (person, "Tôi thêm: dây cáp đứt hoa ban."), (make_citizen(), "Xã biết rồi, hoa ban.")
    sent = [make_pending_reply(who, thread=thread, body=what) for who, what in replies]
    for reply in sent:
        judge(reply, Outcome.APPROVE)
    own, other = [reply.post for reply in sent]
    hidden = make_post(person, thread=thread, body="Lời đã bị ẩn.")
    show_or_hide(hidden, Outcome.HIDE)
    drain_outbox()
    assert len(search(Guest(), "hoa ban", limit=9).rows) == 3
    delete(person, with_texts=True)
    drain_outbox()
    db.session.expire_all()
    assert own.state is PostState.REMOVED and (own.number, other.number) == (2, 3)
    assert [row.id for row in search(Guest(), "hoa ban", limit=9).rows] == [other.id]
    assert hidden.state is PostState.REMOVED
    assert not [word for word in ("dây cáp", "Lời đã bị ẩn") if word in everything()]
    assert say("Its author took it back.") in client.get(f"/bai/{other.id}")


def test_a_question_that_waits_is_owed_still(person: Person) -> None:
    question = make_question(person, body="Đường vào bản bao giờ sửa?")
    letter = make_question(person, visibility=Visibility.PRIVATE, contact=MAIL)
    delete(person, with_texts=True)
    db.session.expire_all()
    assert question.post and question.asked_by_id is None
    assert newest_revision(question.post).state is RevisionState.PENDING
    assert "Đường vào bản" in everything()
    assert letter.letter_source and letter.receipt.contact is None
    post = approve(newest_revision(question.post))
    assert post.state is PostState.PUBLIC


def test_a_moderator_who_decides_at_the_same_moment_is_told(person: Person) -> None:
    pending = make_pending_reply(person)
    saw = pending.version
    delete(person)
    with pytest.raises(Conflict):
        judge(pending, Outcome.APPROVE)
    db.session.rollback()
    assert db.session.get_one(Revision, pending.id).version == saw + 1


def test_the_codes_of_letters_are_told_before_and_open_afterwards(
    person: Person, client: Client, as_person: Callable[..., Client]
) -> None:
    letter = make_question(person, visibility=Visibility.PRIVATE, body="Thư của tôi về đất.")
    page = as_person(person).get("/tai-khoan/xoa")
    (code,) = [found.text for found in page.find_all("span", **{"class": "code"})]
    page.submit("/tai-khoan/xoa", way="delete", understood="y")
    page = client.get("/theo-doi").submit(code=code)
    assert page.url == f"/theo-doi/phieu/{letter.receipt_id}"


def test_what_was_under_way_goes_as_well(person: Person) -> None:
    delete(person)
    db.session.add(Draft(person_id=person.id, place="thread", fields={}, changed_at=clock.now()))
    commit()
    erasing.erase_late()
    commit()
    assert db.session.scalars(sa.select(Draft)).all() == []
