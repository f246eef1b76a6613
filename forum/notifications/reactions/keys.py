"""What the owner of an account is told about it, and the links that open it."""

from __future__ import annotations

from collections.abc import Mapping

from forum.accounts.lifecycle import AccountNews
from forum.notifications import letters, post_office
from forum.notifications.service import tell
from forum.notifications.words import Word
from forum.outbox import facts
from forum.outbox.service import by_itself

WORDS: Mapping[AccountNews, Word] = {
    AccountNews.REGAINED: Word.ACCOUNT_REGAINED,
    AccountNews.PAPER_MADE: Word.PAPER_CODE_MADE,
    AccountNews.SHEET_MADE: Word.RECOVERY_CODES_MADE,
    AccountNews.CONFIRMED: Word.ACCOUNT_CONFIRMED,
    AccountNews.ADDRESS_CHANGED: Word.ADDRESS_CHANGED,
    AccountNews.PASSWORD_CHANGED: Word.PASSWORD_CHANGED,
    AccountNews.CLOSED: Word.ACCOUNT_CLOSED,
}


def tell_owner(fact: facts.AccountChanged) -> None:
    """The owner of the account, in the inbox and by mail."""
    tell(fact.person_id, WORDS[AccountNews(fact.what)], fact.ref_id)


def mail_key(fact: facts.MailKeyWanted) -> None:
    """The link itself, made now; nothing is sent when it would open nothing any more."""
    letter = letters.letter_of_key(fact.key_id)
    if letter is not None:
        by_itself()
        post_office.hand_over(post_office.written_key(letter))


def mail_former(fact: facts.AddressGivenUp) -> None:
    """To the address that was given up: it may have been a stranger who did it."""
    letter = letters.letter_of_former(fact.former_address_id)
    if letter is not None:
        by_itself()
        post_office.hand_over(post_office.written(letter))
