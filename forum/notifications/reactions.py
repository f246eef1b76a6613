"""Who is told what when a fact happened elsewhere: one function for each piece of news.

Everything up to the inbox is rows of one transaction. ``mail_notice`` and ``mail_guest`` end it
before they speak to the mail server, and say the same Message-ID when they are run again.
"""

from __future__ import annotations

from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.accounts.queries import people_with
from forum.notifications import letters, post_office, queries
from forum.notifications.service import tell, tell_reader
from forum.notifications.words import Word
from forum.official.lifecycle import TextKind, TextState
from forum.outbox import facts
from forum.outbox.service import by_itself
from forum.site.queries import the_site
from forum.site.service import keep_mail_taken


def tell_board(fact: facts.RevisionSubmitted) -> None:
    """Moderators, but not the author: nobody reviews an own text."""
    if not queries.still_waits(fact.revision_id):
        return
    author = queries.author_of_revision(fact.revision_id)
    _tell_all(Role.MODERATOR, author.person_id, Word.TEXT_WAITS, fact.revision_id)


def tell_author_published(fact: facts.RevisionApproved) -> None:
    """The author of a text that had waited."""
    if queries.was_held(fact.revision_id):
        author = queries.author_of_revision(fact.revision_id)
        tell_reader(author, Word.TEXT_PUBLISHED, fact.revision_id)


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


def tell_opener(fact: facts.RevisionApproved) -> None:
    """Whoever opened the thread, of somebody else's new reply; not of its later wordings."""
    post_id = queries.first_publication(fact.revision_id)
    if post_id is not None:
        tell_reader(queries.opener_beside(post_id), Word.REPLY_IN_THREAD, post_id)


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


def tell_asker(fact: facts.OfficialTextPublished) -> None:
    """The asker, and whoever opened the thread the question was asked in."""
    text = queries.official_text(fact.text_id)
    if text is None or text.question is None:
        return
    asker = queries.asker_of(text.question.id)
    tell_reader(asker, Word.QUESTION_ANSWERED, text.id)
    if text.post_id is not None:
        opener = queries.opener_beside(text.post_id)
        if not asker.is_same_as(opener):
            tell_reader(opener, Word.REPLY_IN_THREAD, text.post_id)


def tell_clarified(fact: facts.OfficialTextPublished) -> None:
    """The author of the post that a clarification is about."""
    text = queries.official_text(fact.text_id)
    if text is not None and text.kind is TextKind.CLARIFICATION and text.about_post_id:
        tell_reader(queries.author_of_post(text.about_post_id), Word.CLARIFIED, text.id)


def mail_notice(fact: facts.NoticeWritten) -> None:
    """A mail to the person of the notice, in that person's language, if there is an address and
    still something to say."""
    _send(letters.letter_of_notice(fact.notice_id))


def mail_guest(fact: facts.ReceiptNews) -> None:
    """A mail with the tracking code to the address a guest left, if there is still something to
    say."""
    _send(letters.letter_of_receipt(fact))


def mail_test(fact: facts.MailTestWanted) -> None:
    """A test mail to an administrator's address; the site's row says that the server took it."""
    row = the_site()
    if row.mail_taken_at or not row.mail_address or not letters.mail_is_on():
        return
    post_office.hand_over(post_office.test_mail(row.mail_address, f"test {row.mail_wanted_at}"))
    keep_mail_taken(System(), the_site())


def _send(letter: letters.Letter | None) -> None:
    if letter is not None:
        by_itself()  # before it is written, for that takes longer than to see whom it is for
        post_office.hand_over(post_office.written(letter))


def _tell_all(role: Role, but: int | None, word: Word, ref_id: int) -> None:
    for person in people_with(role):
        if person.id != but:
            tell(person.id, word, ref_id)
