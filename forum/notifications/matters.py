"""Which piece of news belongs to which matter, and what the matters and the ways are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.words import Word

_OF: Mapping[Matter, tuple[Word, ...]] = {
    Matter.OWN: (
        Word.TEXT_PUBLISHED,
        Word.TEXT_RETURNED,
        Word.TEXT_REJECTED,
        Word.POST_HIDDEN,
        Word.POST_RESTORED,
        Word.POST_REMOVED,
        Word.REPLY_IN_THREAD,
        Word.CLARIFIED,
    ),
    Matter.ANSWERS: (Word.QUESTION_MADE, Word.QUESTION_ANSWERED),
    Matter.FOLLOWED: (
        Word.POSTS_IN_THREAD,
        Word.THREAD_IN_CATEGORY,
        Word.FOLLOWED_ANSWERED,
        Word.FOLLOWED_WITHDRAWN,
        Word.EXPLANATION_CHANGED,
        Word.THREAD_MOVED,
        Word.THREAD_SUMMED_UP,
        Word.THREAD_MERGED,
        Word.POSTS_SPLIT,
    ),
    Matter.MENTIONS: (Word.MENTIONED,),
    Matter.DUTIES: (
        Word.TEXT_WAITS,
        Word.QUESTION_WAITS,
        Word.OFFICIAL_WAITS,
        Word.OFFICIAL_RETURNED,
    ),
}
# Everything else happened to the account itself.
MATTERS: Mapping[Word, Matter] = {
    **dict.fromkeys(Word, Matter.SECURITY),
    **{word: matter for matter, words in _OF.items() for word in words},
}

LABELS: Mapping[Matter, object] = {
    Matter.OWN: _l("Decisions about your texts, and replies in your threads"),
    Matter.ANSWERS: _l("Answers to your questions"),
    Matter.FOLLOWED: _l("News of threads, categories, questions and explanations you follow"),
    Matter.MENTIONS: _l("Posts that mention you by name"),
    Matter.DUTIES: _l("Work that waits for you: texts to review, questions to answer"),
    Matter.SECURITY: _l("The security of your account"),
}

WAYS: Mapping[Channel, object] = {
    Channel.AT_ONCE: _l("By mail at once"),
    Channel.DAILY: _l("In one mail a day"),
    Channel.WEEKLY: _l("In one mail a week, on Monday"),
    Channel.INBOX: _l("No mail: only under “My notices”"),
}
