"""Every piece of news in words: whole in each language, and nobody's name in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from flask import Flask

from forum.core import clock
from forum.languages.domain import speaking
from forum.moderation.lifecycle import Outcome
from forum.notifications.letters import DigestLetter, Letter
from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.matters import LABELS, MATTERS, WAYS
from forum.notifications.post_office import written, written_digest
from forum.notifications.queries import Entry
from forum.notifications.subjects import FINDERS, Subject
from forum.notifications.words import SENTENCES, Word
from tests.factories.moderation import judge
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_pending_thread
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.notifications.test_mail import texts

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
in_each_language = pytest.mark.parametrize("lang", ["vi", "en"])
UNFILLED = re.compile(r"%\(|\{\{|\{%|\bNone\b|\(\)|“”|: *$")
SUBJECT = Subject("/bai/7", "Cầu treo bản Pá", "Xin nêu rõ nơi xảy ra.")


def faults(mail: EmailMessage) -> list[str]:
    """Placeholders, empty parts and double spaces in what a reader sees."""
    plain = mail.get_body(("plain",))
    assert plain is not None
    lines = [str(mail["Subject"]), *plain.get_content().splitlines()]
    return [line for line in lines if UNFILLED.search(line) or "  " in line.strip()]


@one_database
@in_each_language
@pytest.mark.parametrize("about", [SUBJECT, Subject("/bai/7")], ids=["with a title", "bare"])
def test_each_word_is_a_whole_mail(app: Flask, lang: str, about: Subject) -> None:
    app.config["FORUM_URL"] = "https://forum.example.org"
    wrong = {}
    for word in Word:
        mail = written(Letter("a@example.org", lang, word, about, "key", leave="/thong-bao/huy/x"))
        with speaking(lang):
            sentence = str(SENTENCES[word])
        plain, html = texts(mail)
        told = mail["Subject"] == sentence and sentence in plain and sentence in html
        linked = "https://forum.example.org/bai/7" in plain
        if not (told and linked) or faults(mail):
            wrong[word] = faults(mail) or plain

    assert wrong == {}


@one_database
@in_each_language
def test_a_digest_of_every_word_is_a_whole_mail(app: Flask, lang: str) -> None:
    entries = [
        Entry(number, word, clock.now(), True, SUBJECT, more=number % 2)
        for number, word in enumerate(Word)
    ]
    threads = {"Cầu treo bản Pá": entries, "": entries[:1]}
    mail = written_digest(DigestLetter("a@example.org", lang, threads, 2, "key", "/x"))

    assert faults(mail) == []
    with speaking(lang):
        assert all(str(SENTENCES[word]) in texts(mail)[0] for word in Word)


@one_database
@in_each_language
def test_what_can_be_chosen_has_a_name(app: Flask, lang: str) -> None:
    assert set(LABELS) == set(Matter) and set(WAYS) == set(Channel)
    with speaking(lang):
        names = [str(name) for name in [*LABELS.values(), *WAYS.values()]]
    assert len(set(names)) == len(names) and all(names)


def test_every_word_has_its_sentence_its_finder_and_its_matter() -> None:
    assert set(SENTENCES) == set(FINDERS) == set(MATTERS) == set(Word)


def test_only_news_of_the_account_itself_cannot_be_switched_off() -> None:
    beginnings = ("factor_", "account_", "paper_", "recovery_", "role_", "signed_", "contact_")
    beginnings += ("address_", "invitation_", "email_", "export_", "data_", "password_")
    fixed = [word for word, matter in MATTERS.items() if matter is Matter.SECURITY]

    assert [word for word in fixed if not word.startswith(beginnings)] == []


@pytest.mark.usefixtures("app")
def test_a_decision_names_nobody(smtp: Mailbox, drain_outbox: Callable[[], int]) -> None:
    moderator = make_moderator("Quàng Thị Vân")
    author = stories.with_mail(make_citizen())
    for outcome in (Outcome.RETURN, Outcome.REJECT, Outcome.APPROVE):
        judge(make_pending_thread(author), outcome, moderator)
    drain_outbox()

    assert len(smtp.messages) == 3
    for mail in smtp.messages:
        assert moderator.display_name not in "".join(texts(mail))
        assert moderator.username not in "".join(texts(mail))
