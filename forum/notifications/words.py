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
    CLARIFIED = "clarified"  # to the author of the post it is about; official text


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
    Word.CLARIFIED: _l("An office has published a clarification about your text."),
}

OUTDATED = _l("This notice is about something that has changed since then.")
