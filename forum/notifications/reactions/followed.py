"""Who is told of what they follow, and who is called by name."""

from __future__ import annotations

from collections.abc import Set

from forum.following import queries as following
from forum.following.lifecycle import Kind
from forum.notifications import audience, queries
from forum.notifications.service import tell_gathered, tell_many, tell_reader
from forum.notifications.words import GATHERED, Word
from forum.official.lifecycle import TextKind
from forum.outbox import facts
from forum.outbox.service import by_itself

MANY = 200  # people: more of them are told in a transaction of their own
Piece = tuple[Word, list[int], int]  # the word, the people, what it is about


def tell_readers(fact: facts.RevisionApproved) -> None:
    """Of a post's first publication: the mentioned, the opener, the followers."""
    post = audience.first_publication(fact.revision_id)
    if post is not None:
        _tell_all(_of_post(post, set()), _guest_who_opened(post))


def tell_asker(fact: facts.OfficialTextPublished) -> None:
    """The asker; where the reply stands in a thread, also who follows the question or it."""
    text = queries.official_text(fact.text_id)
    if text is None or text.question is None:
        return
    asker, opener = queries.asker_of(text.question.id), queries.NOBODY
    news: list[Piece] = []
    post = audience.publication_of(text.post_id) if text.post_id is not None else None
    if post is not None:
        followers = set(following.followers(Kind.QUESTION, text.question.id)) - {asker.person_id}
        news = [(Word.FOLLOWED_ANSWERED, sorted(followers), text.id)]
        news += _of_post(post, {asker.person_id, *followers})
        opener = _guest_who_opened(post)
    _tell_all(news, queries.NOBODY if asker.is_same_as(opener) else opener)
    tell_reader(asker, Word.QUESTION_ANSWERED, text.id)


def tell_withdrawn(fact: facts.OfficialTextWithdrawn) -> None:
    """Who asked or follows the question whose reply no longer stands; who follows the
    explanation."""
    text = queries.official_text(fact.text_id)
    if text is None:
        return
    if text.kind is TextKind.EXPLANATION:
        people = following.followers(Kind.EXPLANATION, text.id)
        _tell_all([(Word.EXPLANATION_CHANGED, list(people), text.id)], queries.NOBODY)
    elif text.question is not None and text.post_id is not None:
        asker = queries.asker_of(text.question.id).person_id
        concerned = {asker, *following.followers(Kind.QUESTION, text.question.id)}
        told = sorted(person for person in concerned if person is not None)
        _tell_all([(Word.FOLLOWED_WITHDRAWN, told, text.id)], queries.NOBODY)


def tell_summed_up(fact: facts.OfficialTextPublished) -> None:
    """Who follows the thread, but not who wrote or approved its summary; nobody, while not
    everybody reads it."""
    text = queries.official_text(fact.text_id)
    if text is None or text.about_thread_id is None or not queries.summary_stands(text.id):
        return
    followers = following.followers(Kind.THREAD, text.about_thread_id)
    told = [person for person in followers if person not in {text.author_id, text.approver_id}]
    _tell_all([(Word.THREAD_SUMMED_UP, told, text.id)], queries.NOBODY)


def _of_post(post: audience.Publication, told: Set[int | None]) -> list[Piece]:
    return [
        (word, [person for person in people if person not in told], post.post_id)
        for word, people in audience.audience_of(post).items()
    ]


def _guest_who_opened(post: audience.Publication) -> queries.Reader:
    return post.opener if post.opener.person_id is None else queries.NOBODY


def _tell_all(news: list[Piece], guest: queries.Reader) -> None:
    if sum(len(people) for _word, people, _about in news) > MANY:
        by_itself()
    for word, people, about in news:
        tell = tell_gathered if word in GATHERED else tell_many
        tell(people, word, about)
        if word is Word.REPLY_IN_THREAD:
            tell_reader(guest, word, about)
