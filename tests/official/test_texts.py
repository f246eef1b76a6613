"""An office's text on its way: approved by another person, published once, withdrawn in public."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.official import service
from forum.official.lifecycle import Handling, TextState, Visibility
from forum.official.models import OfficialText
from forum.official.queries import cards_of_thread
from forum.outbox.models import FactRow
from forum.threads.lifecycle import AuthorKind, PostState
from forum.threads.models import Post
from tests.factories.official import (
    make_agency,
    make_clarification,
    make_draft,
    make_explanation,
    make_question,
    make_reply,
    publish,
    submit,
    wording,
)
from tests.factories.people import make_citizen, make_staff
from tests.factories.threads import approve, make_post
from tests.page import Client

AsPerson = Callable[..., Client]
Say = Callable[..., str]
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def facts() -> list[str]:
    names = db.session.scalars(sa.select(FactRow.name).order_by(FactRow.id))
    return [name for name in names if name.startswith("Official")]


def test_the_question_moves_with_the_reply(app: Flask) -> None:
    question = make_question()
    author, other = make_staff(), make_staff()
    text = make_draft(author, question)
    assert question.handling is Handling.IN_PROGRESS

    submit(text)
    assert question.handling is Handling.AWAITING_APPROVAL
    service.return_text(other, text, seen_version=text.version, note="Thiếu căn cứ.")
    assert (question.handling, text.return_note) == (Handling.IN_PROGRESS, "Thiếu căn cứ.")

    publish(text, other)
    assert question.handling is Handling.ANSWERED and question.answered_at
    assert facts() == [
        "OfficialTextSubmitted",
        "OfficialTextReturned",
        "OfficialTextSubmitted",
        "OfficialTextPublished",
    ]


def test_nobody_approves_an_own_text(app: Flask) -> None:
    author = make_staff()
    text = submit(make_draft(author))

    for verb in (service.approve_text, service.publish_text):
        with pytest.raises(Forbidden):
            verb(author, text, seen_version=text.version)
    text.state, text.approver_id, text.approved_at = TextState.APPROVED, author.id, clock.now()
    with pytest.raises(IntegrityError, match="approved_by_another"):
        db.session.commit()
    db.session.rollback()


def test_a_colleague_who_saved_last_is_the_author(app: Flask) -> None:
    text = make_draft()
    colleague = make_staff()

    service.save_text(colleague, text, wording=wording(), seen_version=text.version)
    submit(text)

    with pytest.raises(Forbidden):
        service.approve_text(colleague, text, seen_version=text.version)


def test_published_twice_is_published_once(app: Flask) -> None:
    question = make_question()
    approve(db.session.scalars(sa.select(Post)).one().revisions[0])
    text = publish(make_draft(question=question))

    service.publish_text(make_staff(), text, seen_version=1)
    db.session.commit()

    offices = sa.select(sa.func.count()).where(Post.author_kind == AuthorKind.OFFICE)
    assert db.session.scalar(offices) == 1 and facts().count("OfficialTextPublished") == 1
    assert text.post and text.post.number == 2


def test_two_officers_cannot_begin_two_replies(app: Flask) -> None:
    question = make_question()
    make_draft(question=question)

    with pytest.raises(Conflict):
        make_draft(question=question)


def test_a_stale_edit_is_told_and_keeps_the_words(app: Flask, as_person: AsPerson) -> None:
    text = make_draft()
    url = f"/can-bo/hoi-dap/{text.question_id}/tra-loi"
    first, second = as_person(make_staff()).get(url), as_person(make_staff()).get(url)

    first.submit("/tra-loi", body="Bản của tôi.", action="save")
    page = second.submit("/tra-loi", body="Bản chậm hơn.", action="save", status=409)

    assert "Bản chậm hơn." in page.html
    assert db.session.get_one(OfficialText, text.id).source == "Bản của tôi."


def test_a_return_needs_a_word_why(app: Flask) -> None:
    text = submit(make_draft())

    with pytest.raises(RuleBroken):
        service.return_text(make_staff(), text, seen_version=text.version, note="")
    service.return_text(text.author, text, seen_version=text.version, note="")

    assert text.state is TextState.DRAFT and "OfficialTextReturned" not in facts()


def test_a_withdrawn_reply_leaves_its_card_with_the_reason_alone(app: Flask) -> None:
    question = make_question()
    post = approve(question.post.revisions[0])
    text = publish(make_draft(question=question))

    with pytest.raises(RuleBroken):
        service.withdraw_text(text.author, text, seen_version=text.version, reason="")
    service.withdraw_text(text.author, text, seen_version=text.version, reason="Sai mức hỗ trợ.")
    db.session.commit()

    [card] = cards_of_thread(make_citizen(), post.thread_id).replies
    assert (card.withdraw_reason, str(card.html), card.summary) == ("Sai mức hỗ trợ.", "", "")
    assert text.post.state is PostState.REMOVED
    assert question.handling is Handling.IN_PROGRESS
    publish(make_draft(question=question))
    assert len(cards_of_thread(make_citizen(), post.thread_id)[0]) == 2


def test_a_reply_to_a_private_letter_is_no_post(app: Flask) -> None:
    text = make_reply(make_question(visibility=Visibility.PRIVATE))

    assert text.state is TextState.PUBLISHED and text.post_id is None
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Post)) == 0


def test_the_position_is_kept_from_the_last_approval(app: Flask) -> None:
    leader = make_staff()
    first, second = submit(make_draft()), submit(make_draft())

    service.approve_text(leader, first, seen_version=first.version, position="Trưởng phòng")
    service.approve_text(leader, second, seen_version=second.version)

    assert second.approver_position == "Trưởng phòng"


def test_a_clarification_stands_beside_the_post_which_stays(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    post = make_post(body="Nghe nói nước máy có độc.")
    page = as_person(make_staff()).get(f"/can-bo/lam-ro/{post.id}")
    page = page.submit(
        claim="Chất lượng nước máy",
        body="Kết quả xét nghiệm đạt quy chuẩn.",
        sources="https://example.org/ket-qua\nPhiếu số 5",
        action="submit",
    )
    as_person(make_staff()).get(page.url).submit(action="publish")

    thread = client.get(f"/bai/{post.id}")
    assert "Chất lượng nước máy" in thread and "Phiếu số 5" in thread
    assert "Nghe nói nước máy có độc." in thread


def test_an_explanation_is_public_only_once_published(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    office = make_agency("Sở Dân tộc và Tôn giáo")
    writer = as_person(make_staff())
    page = writer.get("/can-bo/giai-thich/moi").submit(
        title="Hỗ trợ nhà ở",
        body="Ai được hỗ trợ?",
        legal_basis="Văn bản mẫu",
        agency=office.id,
        action="save",
    )
    client.get("/giai-thich/ho-tro-nha-o", status=404)
    page = page.submit(action="submit")
    client.get("/giai-thich/ho-tro-nha-o", status=404)
    as_person(make_staff()).get(page.url).submit(action="publish", position="Phó Giám đốc")

    shown = client.get("/giai-thich").click("Hỗ trợ nhà ở")
    assert "Ai được hỗ trợ?" in shown and "Phó Giám đốc" in shown and "Văn bản mẫu" in shown
    assert "Sở Dân tộc và Tôn giáo" in shown
    writer.get(page.url).submit(action="withdraw", note="Chính sách đã thay đổi.")
    gone = client.get("/giai-thich/ho-tro-nha-o")
    assert "Chính sách đã thay đổi." in gone and "Ai được hỗ trợ?" not in gone
    assert "Hỗ trợ nhà ở" not in client.get("/giai-thich")


def test_two_explanations_of_one_title_have_two_addresses(app: Flask) -> None:
    slugs = {make_explanation(title="Nước sạch").slug for _ in range(3)}

    assert slugs == {"nuoc-sach", "nuoc-sach-2", "nuoc-sach-3"}


@one_database
@pytest.mark.parametrize("make", [make_citizen])
def test_the_staffs_pages_are_closed_to_others(
    app: Flask, as_person: AsPerson, make: Callable[[], object]
) -> None:
    question = make_question()
    browser = as_person(make())

    for url in ("", f"/{question.id}/tra-loi"):
        browser.get(f"/can-bo/hoi-dap{url}", status=403)


@one_database
def test_a_second_clarification_waits_until_the_first_is_withdrawn(app: Flask) -> None:
    post, staff = make_post(), make_staff()
    make_clarification(staff, post)

    with pytest.raises(Conflict):
        make_clarification(make_staff(), post)
