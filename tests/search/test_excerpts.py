"""The excerpt is from where the words stand, and the link leads there: the text itself, what an
office says on top of its thread, a document sent with either."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.official.models import OfficialText
from forum.official.service import withdraw_text
from forum.search import service
from forum.search.models import Kind
from forum.search.queries import texts
from forum.threads.models import Attachment, Post
from tests.factories.enclosed import clarification_with_files
from tests.factories.files import make_post_with_files
from tests.factories.moderation import show_or_hide
from tests.factories.official import make_clarification, make_summary, publish
from tests.factories.people import make_staff
from tests.factories.threads import make_post, make_thread
from tests.files import samples
from tests.html_tree import Element
from tests.page import Client
from tests.threads.shapes import opening_of

Drain = Callable[[], int]
Say = Callable[..., str]
PAPER = "Hỗ trợ xóa nhà tạm cho hộ nghèo ở xã Xuân Nha"
ASKED = "xóa nhà tạm Xuân Nha"


def asked(client: Client, words: str) -> list[Element]:
    return client.get("/tim-kiem", query={"q": words}).find_all("article")


def only(client: Client, words: str) -> Element:
    (article,) = asked(client, words)
    return article


def marks(article: Element) -> list[str]:
    return [mark.text for mark in article.find_all("mark")]


def leads_to(article: Element) -> str:
    return article.find_all("a")[0].attrs["href"]


def withdraw(text: OfficialText) -> None:
    withdraw_text(make_staff(), text, seen_version=text.version, reason="Thiếu ý.")
    db.session.commit()


def test_words_of_a_summary_lead_to_it_and_are_said_to_be_the_offices(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    thread = make_thread(title="Chuyện chợ phiên", body="Chợ họp ngày nào?")
    text = publish(make_summary(thread, "Bà con trồng trám quả trên đồi chè."))
    drain_outbox()

    found = only(client, "chợ trám quả đồi chè")
    assert marks(found) == ["chợ", "trám", "quả", "đồi", "chè"]
    assert leads_to(found).endswith(f"/chu-de/{thread.id}-chuyen-cho-phien#tom-tat")
    assert say("Summary of a thread") in found.text and text.agency.name in found.text
    page = client.get(leads_to(found))
    assert page.find_all("section", id="tom-tat")
    near = say("No text has all these words. These come near:")
    assert near not in client.get("/tim-kiem", query={"q": "chợ trám quả đồi chè"})

    found = only(client, "chợ phiên")
    assert leads_to(found).endswith("-chuyen-cho-phien") and text.agency.name not in found.text

    withdraw(text)
    assert "trám" not in "".join(one.text for one in asked(client, "trám quả đồi chè"))


def test_a_summary_of_a_hidden_thread_is_not_even_shown_to_who_opened_it(
    app: Flask, drain_outbox: Drain, as_person: Callable[..., Client]
) -> None:
    """Before the worker took it out of the index."""
    thread = make_thread()
    publish(make_summary(thread, "Trám quả đồi chè."))
    drain_outbox()
    opening = db.session.get_one(Post, opening_of(thread))
    show_or_hide(opening, Outcome.HIDE)
    own = only(as_person(db.session.get_one(Person, opening.author_id)), "trám quả đồi chè")
    assert "trám" not in own.text.lower()


def test_a_clarification_and_its_document_are_found_with_the_post_while_both_stand(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    post = make_post(body="Nghe nói suối bị lấp.")
    text = clarification_with_files(post, samples.worded_pdf(PAPER))
    drain_outbox()
    assert asked(client, ASKED) == []
    publish(text)
    drain_outbox()

    place = f"#lam-ro-{text.id}"
    for words in (ASKED, "nguồn nước một cửa"):
        found = only(client, words)
        assert leads_to(found).endswith(place)
        assert say("Clarification") in found.text and text.agency.name in found.text
        assert client.get(leads_to(found)).find_all("section", id=place[1:])
    assert "Xuân Nha" in only(client, ASKED).text
    assert leads_to(only(client, "suối bị lấp")) == f"/bai/{post.id}"

    show_or_hide(post, Outcome.HIDE)
    drain_outbox()
    assert asked(client, ASKED) == []
    show_or_hide(post, Outcome.RESTORE)
    drain_outbox()
    assert leads_to(only(client, ASKED)).endswith(place)

    withdraw(text)
    assert "Xuân Nha" not in "".join(one.text for one in asked(client, ASKED))
    drain_outbox()
    assert asked(client, ASKED) == []
    assert "suối bị lấp" in texts.texts_among(Kind.POST, [post.id])[post.id][1]


def test_the_way_to_a_clarification_stays_open_when_the_thread_has_no_title(
    app: Flask, client: Client, drain_outbox: Drain
) -> None:
    """The words that open the thread are hidden; the post that was made clear stands."""
    thread = make_thread()
    text = publish(make_clarification(make_staff(), make_post(thread=thread), claim="Đồi chè Suối"))
    show_or_hide(db.session.get_one(Post, opening_of(thread)), Outcome.HIDE)
    drain_outbox()
    page = client.get(leads_to(only(client, "đồi chè suối")))
    assert page.find_all("section", id=f"lam-ro-{text.id}")


def test_a_clarification_that_waits_is_in_no_document_of_the_index(
    app: Flask, drain_outbox: Drain
) -> None:
    post = make_post()
    make_clarification(make_staff(), post, claim="Trám quả đồi chè")
    drain_outbox()
    assert "Trám" not in texts.texts_among(Kind.POST, [post.id])[post.id][1]


def test_words_of_a_document_are_shown_with_its_name(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    post = make_post_with_files(samples.worded_pdf("Trang đầu. " * 40 + PAPER))
    drain_outbox()

    found = only(client, ASKED)
    assert marks(found) == ["xóa", "nhà", "tạm", "Xuân", "Nha"]
    assert say("In the document “%(name)s”:", name="van-ban") in found.text
    assert leads_to(found) == f"/bai/{post.id}"

    shown = post.revisions[-1].attachments
    assert shown
    post.revisions[-1].attachments = [{**shown[0], "label": ""}]
    db.session.commit()
    assert say("In a PDF document sent with it:") in only(client, ASKED).text
    own = only(client, "xem tệp kèm theo")
    assert say("With a PDF document") in own.text


def test_of_a_page_only_a_few_documents_are_read_through(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    posts = [make_post_with_files(samples.pdf()) for _ in range(7)]
    db.session.execute(Attachment.__table__.update().values(words=PAPER))
    db.session.commit()
    drain_outbox()

    found = asked(client, ASKED)
    assert len(found) == len(posts)
    assert [bool(marks(one)) for one in found] == [True] * 5 + [False] * 2
    assert all(say("With a PDF document") in one.text for one in found[5:])


def test_the_page_does_not_say_that_nothing_has_all_words_when_the_second_result_has_them(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    near = say("No text has all these words. These come near:")
    whole = make_post(body="Trám quả bán ở bên suối, gần đồi trồng cây chè.").id
    make_post(body="Xã nhà có nhiều đồi chè; trám quả, đồi chè, trám quả.")
    service.index_between(Kind.POST, 1, 99)
    db.session.commit()
    drain_outbox()
    page = client.get("/tim-kiem", query={"q": "trám quả đồi chè suối"})
    assert [leads_to(one) for one in page.find_all("article")][-1] == f"/bai/{whole}"
    assert near not in page
    assert near in client.get("/tim-kiem", query={"q": "trám quả đồi chè xylophon"})
