"""Who is told about citizens' texts, questions and the offices' texts: one function for each piece
of news. Everything up to the inbox is rows of one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from forum.accounts.lifecycle import Role
from forum.accounts.queries import people_with
from forum.notifications import queries
from forum.notifications.service import tell, tell_reader
from forum.notifications.words import Word
from forum.official.lifecycle import TextKind, TextState
from forum.outbox import facts
from forum.outbox.service import gathered


def tell_board(fact: facts.RevisionSubmitted) -> None:
    """Moderators, but not the author: nobody reviews an own text."""
    if not queries.still_waits(fact.revision_id):
        return
    author = queries.author_of_revision(fact.revision_id)
    _tell_all(Role.MODERATOR, author.person_id, Word.TEXT_WAITS, fact.revision_id)


@gathered
def tell_author_published(news: Sequence[facts.RevisionApproved]) -> None:
    """The authors of texts that had waited."""
    for revision_id in queries.held_before([fact.revision_id for fact in news]):
        author = queries.author_of_revision(revision_id)
        tell_reader(author, Word.TEXT_PUBLISHED, revision_id)


def tell_author_returned(fact: facts.RevisionReturned) -> None:
    """The author, with the reason and the clause."""
    author = queries.author_of_revision(fact.revision_id)
    tell_reader(author, Word.TEXT_RETURNED, fact.revision_id)


def tell_author_rejected(fact: facts.RevisionRejected) -> None:
    """The author, with the reason and the clause."""
    author = queries.author_of_revision(fact.revision_id)
    tell_reader(author, Word.TEXT_REJECTED, fact.revision_id)


def tell_author_hidden(fact: facts.PostHidden) -> None:
    """The author, with the reason and the clause."""
    tell_reader(queries.author_of_post(fact.post_id), Word.POST_HIDDEN, fact.post_id)


def tell_author_restored(fact: facts.PostRestored) -> None:
    """The author."""
    tell_reader(queries.author_of_post(fact.post_id), Word.POST_RESTORED, fact.post_id)


def tell_author_removed(fact: facts.PostRemoved) -> None:
    """The author, with the reason and the clause."""
    tell_reader(queries.author_of_post(fact.post_id), Word.POST_REMOVED, fact.post_id)


def tell_staff(fact: facts.QuestionReceived) -> None:
    """Everybody who may answer, but not the asker."""
    if not queries.still_open(fact.question_id):
        return
    asker = queries.asker_of(fact.question_id)
    _tell_all(Role.STAFF, asker.person_id, Word.QUESTION_WAITS, fact.question_id)


def tell_taken_up(fact: facts.PostTakenUp) -> None:
    """The author of the post, who did not ask for it."""
    tell_reader(queries.asker_of(fact.question_id), Word.QUESTION_MADE, fact.question_id)


def tell_approvers(fact: facts.OfficialTextSubmitted) -> None:
    """The staff but the writer: another person approves."""
    text = queries.official_text(fact.text_id)
    if text is not None and text.state is TextState.SUBMITTED:
        _tell_all(Role.STAFF, text.author_id, Word.OFFICIAL_WAITS, text.id)


def tell_writer(fact: facts.OfficialTextReturned) -> None:
    """The writer of the office's text."""
    text = queries.official_text(fact.text_id)
    if text is not None:
        tell(text.author_id, Word.OFFICIAL_RETURNED, text.id)


def tell_clarified(fact: facts.OfficialTextPublished) -> None:
    """The author of the post that a clarification is about."""
    text = queries.official_text(fact.text_id)
    if text is not None and text.kind is TextKind.CLARIFICATION and text.about_post_id:
        tell_reader(queries.author_of_post(text.about_post_id), Word.CLARIFIED, text.id)


def _tell_all(role: Role, but: int | None, word: Word, ref_id: int) -> None:
    for person in people_with(role):
        if person.id != but:
            tell(person.id, word, ref_id)
