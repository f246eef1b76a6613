"""What is mailed. Each ends its transaction before it speaks to the mail server, and says the same
Message-ID when it is run again."""

from __future__ import annotations

from forum.accounts.actors import System
from forum.notifications import letters, post_office
from forum.outbox import facts
from forum.outbox.service import by_itself
from forum.site.queries import the_site
from forum.site.service import keep_mail_taken


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
