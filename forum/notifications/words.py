"""What a notice can say: one word for one piece of news, one sentence for one word."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l


class Word(enum.StrEnum):
    """Stored with the notice; ``ref_id`` beside it is the id named here."""

    TEXT_WAITS = "text_waits"  # to the board; revision
    TEXT_PUBLISHED = "text_published"  # to its author; revision
    TEXT_RETURNED = "text_returned"  # to its author; revision
    TEXT_REJECTED = "text_rejected"  # to its author; revision
    POST_HIDDEN = "post_hidden"  # to its author; post
    POST_RESTORED = "post_restored"  # to its author; post
    POST_REMOVED = "post_removed"  # to its author; post
    QUESTION_WAITS = "question_waits"  # to staff; question
    OFFICIAL_WAITS = "official_waits"  # to the other staff, who may approve it; official text
    OFFICIAL_RETURNED = "official_returned"  # to its writer; official text
    QUESTION_MADE = "question_made"  # to the author of the post; question
    QUESTION_ANSWERED = "question_answered"  # to the asker; official text
    REPLY_IN_THREAD = "reply_in_thread"  # to the author of the thread; the reply's post
    POSTS_IN_THREAD = "posts_in_thread"  # to who follows the thread; the first such post
    THREAD_IN_CATEGORY = "thread_in_category"  # to who follows the category; the opening post
    MENTIONED = "mentioned"  # to the person; post
    FOLLOWED_ANSWERED = "followed_answered"  # to who follows the question; official text
    FOLLOWED_WITHDRAWN = "followed_withdrawn"  # to who asked or follows it; official text
    EXPLANATION_CHANGED = "explanation_changed"  # to who follows it; official text
    THREAD_MOVED = "thread_moved"  # to who opened or follows it; thread
    THREAD_SUMMED_UP = "thread_summed_up"  # to who follows the thread; official text
    THREAD_MERGED = "thread_merged"  # likewise; the thread it is now part of
    POSTS_SPLIT = "posts_split"  # to the authors and to who follows the old thread; the new thread
    FACTOR_ON = "factor_on"  # to the owner of the account, as the next four; person
    FACTOR_OFF = "factor_off"
    FACTOR_TAKEN_OFF = "factor_taken_off"
    FACTOR_CODES_NEW = "factor_codes_new"
    FACTOR_CODE_USED = "factor_code_used"
    CLARIFIED = "clarified"  # to the author of the post it is about; official text
    ACCOUNT_REGAINED = "account_regained"  # to its owner; person
    PAPER_CODE_MADE = "paper_code_made"  # to the owner of the account; recovery code
    RECOVERY_CODES_MADE = "recovery_codes_made"  # to the owner of the account; person
    ACCOUNT_CONFIRMED = "account_confirmed"  # to its owner; person
    ADDRESS_CHANGED = "address_changed"  # to the account's owner, at both addresses; person
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (to the account's owner; person)
    ACCOUNT_CLOSED = "account_closed"  # to its owner; person
    ACCOUNT_SUSPENDED = "account_suspended"  # to the account's owner; the act, as the next five
    ACCOUNT_RESTORED = "account_restored"
    ROLE_GRANTED = "role_granted"
    ROLE_WITHDRAWN = "role_withdrawn"
    SIGNED_OUT = "signed_out"
    CONTACT_SHOWN = "contact_shown"


SENTENCES: Mapping[Word, object] = {
    Word.TEXT_WAITS: _l("A text is waiting for review."),
    Word.TEXT_PUBLISHED: _l("Your text was published."),
    Word.TEXT_RETURNED: _l("Your text was returned for changes."),
    Word.TEXT_REJECTED: _l("Your text was not published."),
    Word.POST_HIDDEN: _l("Your text was hidden."),
    Word.POST_RESTORED: _l("Your text can be read by everybody again."),
    Word.POST_REMOVED: _l("Your text was removed."),
    Word.QUESTION_WAITS: _l("A new question is waiting for an answer."),
    Word.OFFICIAL_WAITS: _l("An official text is waiting for approval."),
    Word.OFFICIAL_RETURNED: _l("Your official text was returned for changes."),
    Word.QUESTION_MADE: _l("Your text is now a question to the offices; they will answer it."),
    Word.QUESTION_ANSWERED: _l("Your question has an official reply."),
    Word.REPLY_IN_THREAD: _l("There is a new reply in your thread."),
    Word.POSTS_IN_THREAD: _l("There is a new post in a thread you follow."),
    Word.THREAD_IN_CATEGORY: _l("There is a new thread in a category you follow."),
    Word.MENTIONED: _l("You were mentioned in a post."),
    Word.FOLLOWED_ANSWERED: _l("A question you follow has an official reply."),
    Word.FOLLOWED_WITHDRAWN: _l(
        "The official reply to a question of yours, or one you follow, was withdrawn."
    ),
    Word.EXPLANATION_CHANGED: _l("An explanation you follow has changed."),
    Word.THREAD_MOVED: _l("A thread of yours, or one you follow, was moved to another category."),
    Word.THREAD_SUMMED_UP: _l("An office has summed up a thread you follow."),
    Word.THREAD_MERGED: _l("A thread of yours, or one you follow, was joined to another thread."),
    Word.POSTS_SPLIT: _l("Posts of a thread that concerns you now stand in a thread of their own."),
    Word.FACTOR_ON: _l("Two-step sign-in was switched on for your account."),
    Word.FACTOR_OFF: _l("Two-step sign-in was switched off for your account."),
    Word.FACTOR_TAKEN_OFF: _l("An administrator switched two-step sign-in off for your account."),
    Word.FACTOR_CODES_NEW: _l("Your account has new spare codes; the old ones open nothing."),
    Word.FACTOR_CODE_USED: _l("Somebody signed in to your account with a spare code."),
    Word.CLARIFIED: _l("An office has published a clarification about your text."),
    Word.ACCOUNT_REGAINED: _l(
        "A new password was set for your account with a code or a link. If that was not you, "
        "please tell the office that runs this forum at once."
    ),
    Word.PAPER_CODE_MADE: _l(
        "An officer handed over a one-time paper code for your account. If that was not to you, "
        "please tell the office that runs this forum at once."
    ),
    Word.RECOVERY_CODES_MADE: _l("Your account has new recovery codes; the old ones are void."),
    Word.ACCOUNT_CONFIRMED: _l("An officer confirmed in person that your account is yours."),
    Word.ADDRESS_CHANGED: _l(
        "The e-mail address of your account was changed or taken away. If that was not you, please "
        "change the password and tell the office that runs this forum at once."
    ),
    Word.PASSWORD_CHANGED: _l(
        "The password of your account was changed. If that was not you, please tell the office "
        "that runs this forum at once."
    ),
    Word.ACCOUNT_CLOSED: _l(
        "Your account was closed. If that was not you, please sign in at once, open it again and "
        "change the password."
    ),
    Word.ACCOUNT_SUSPENDED: _l("Your account was suspended: you can read, but not write."),
    Word.ACCOUNT_RESTORED: _l("Your account is open again: you can write."),
    Word.ROLE_GRANTED: _l("Your account was given another role."),
    Word.ROLE_WITHDRAWN: _l("A role was taken from your account."),
    Word.SIGNED_OUT: _l("An administrator signed your account out on all devices."),
    Word.CONTACT_SHOWN: _l("An administrator looked at your e-mail address and telephone number."),
}

# Several new posts of one thread are one notice while it is unread.
GATHERED = frozenset({Word.REPLY_IN_THREAD, Word.POSTS_IN_THREAD})

OUTDATED = _l("This notice is about something that has changed since then.")
