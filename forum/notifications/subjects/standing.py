"""What an administrator did to an account: for its owner alone, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import ActKind
from forum.accounts.queries.directory import acts_with
from forum.notifications.subjects.subject import Finder, Subject, Subjects
from forum.notifications.words import Word

ACCOUNT = "/tai-khoan"


def _acts(kind: ActKind, actor: Actor, ids: Sequence[int]) -> Subjects:
    return {
        act.id: Subject(ACCOUNT, reason=act.reason)
        for act in acts_with(ids)
        if act.kind is kind and actor.is_person and act.person_id == actor.actor_id
    }


WORDS: Mapping[ActKind, Word] = {
    ActKind.SUSPENDED: Word.ACCOUNT_SUSPENDED,
    ActKind.RESTORED: Word.ACCOUNT_RESTORED,
    ActKind.GRANTED: Word.ROLE_GRANTED,
    ActKind.WITHDRAWN: Word.ROLE_WITHDRAWN,
    ActKind.SIGNED_OUT: Word.SIGNED_OUT,
    ActKind.CONTACT_SHOWN: Word.CONTACT_SHOWN,
}
FINDERS: Mapping[Word, Finder] = {word: partial(_acts, kind) for kind, word in WORDS.items()}
