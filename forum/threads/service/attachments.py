"""Files of a text: added to its form, taken off it, sent with it.

Adding and taking off is not recorded in the audit table, as little as drafts are: nobody learns of
a file before it is sent (docs/decisions/0016).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.files import limits
from forum.files.service import StoredFile
from forum.threads import policy
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment, Post
from forum.threads.queries.attachments import begun, taken_by

_FILE = cast(sa.Table, Attachment.__table__)
_BEGUN = _FILE.c.state == AttachmentState.BEGUN


class Shows(Protocol):
    """A wording: of a post, or of another room's text."""

    attachments: Any


@dataclass(frozen=True)
class Enclosed:
    """What a form says of its files: the numbers of those added to it, and the names of those of
    the wording before that stay."""

    place: str
    begun: Sequence[int] = ()
    kept: Sequence[str] = ()


@dataclass(frozen=True)
class Gathered:
    """The files of a wording before it is written: what readers will know of them, and the numbers
    of those that the post does not have yet."""

    listed: list[dict[str, Any]] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)

    @property
    def labels(self) -> str:
        """Words that people gave them: looked at like those of the text."""
        return "\n".join(entry["label"] for entry in self.listed)


def check_room(actor: Actor, place: str, *, kept: int = 0) -> None:
    """One more file has room in the form of this place, which has ``kept`` files of the wording
    before, and among all files of the person; RuleBroken at ``file`` otherwise."""
    if not isinstance(actor, Person) or not policy.may_attach(actor):
        raise Forbidden("attach")
    limits.check_number(len(begun(actor, place)) + kept)
    limits.check_allowance(actor.roles, taken_by(actor))


def attach(actor: Actor, place: str, file: StoredFile) -> Attachment:
    """The file belongs to the form of this place. ``check_room`` was asked in this request."""
    if not isinstance(actor, Person) or not policy.may_attach(actor):
        raise Forbidden("attach")
    row = Attachment(person_id=actor.id, place=place, state=AttachmentState.BEGUN)
    row.name, row.kind, row.label = file.name, file.kind, file.label
    row.bytes, row.taken = file.bytes, file.taken
    row.width, row.height, row.pages = file.width, file.height, file.pages
    row.created_at = clock.now()
    db.session.add(row)
    db.session.flush()
    return row


def detach(actor: Actor, place: str, number: int) -> None:
    """A file that was not sent is gone from its form; one that is gone already stays so."""
    if not isinstance(actor, Person):
        raise Forbidden("detach")
    own = sa.update(_FILE).where(_FILE.c.person_id == actor.id, _FILE.c.place == place)
    _let_go(own.where(_FILE.c.id == number, _BEGUN))


def gather(actor: Actor, enclosed: Enclosed | None, before: Shows | None = None) -> Gathered:
    """The files of a wording that is about to be sent, read before anything is written.

    RuleBroken at ``file`` when one that the form showed was taken off on another page.
    """
    if enclosed is None:
        return Gathered()
    earlier = before.attachments or [] if before else []
    kept = [entry for entry in earlier if entry["name"] in enclosed.kept]
    added = begun(actor, enclosed.place, enclosed.begun) if enclosed.begun else []
    if len(added) != len(set(enclosed.begun)):
        raise RuleBroken(
            lazy_gettext(
                "The files of this text were changed on another page. "
                "Please look at the list once more, then send again."
            ),
            "file",
        )
    listed = [*kept, *(entry_of(row) for row in added)]
    limits.check_number(len(listed) - 1)
    return Gathered(listed, [row.id for row in added])


def bind(gathered: Gathered, post: Post | None) -> None:
    """The files belong to the post, or, without one, to the room that asks and keeps rows for them.
    Conflict when another sending was quicker."""
    if not gathered.begun:
        return
    sending = sa.update(_FILE).where(_FILE.c.id.in_(gathered.begun), _BEGUN)
    post_id = post.id if post is not None else None
    sent = db.session.execute(sending.values(state=AttachmentState.SENT, post_id=post_id))
    if sent.rowcount != len(gathered.begun):  # type: ignore[attr-defined]
        raise Conflict("files")


def hand_over(names: Collection[str], post: Post) -> None:
    """Files that another room had belong to the post in which its text stands now."""
    theirs = sa.update(_FILE).where(_FILE.c.name.in_(names), _FILE.c.post_id.is_(None))
    if names:
        db.session.execute(theirs.values(post_id=post.id))


def release(names: Collection[str]) -> None:
    """Files that another room had, and that no post ever showed, are gone."""
    theirs = sa.update(_FILE).where(_FILE.c.name.in_(names), _FILE.c.post_id.is_(None))
    if names:
        _let_go(theirs)


def entry_of(row: Attachment) -> dict[str, Any]:
    """What a wording says of one of its files; ``small`` are bytes of the small picture."""
    return {
        "name": row.name,
        "kind": row.kind.value,
        "label": row.label,
        "bytes": row.bytes,
        "small": row.taken - row.bytes,
        "width": row.width,
        "height": row.height,
        "pages": row.pages,
    }


def forget_files(actor: Actor, place: str) -> None:
    """What the actor added to the form of this place and did not send is gone."""
    if not isinstance(actor, Person):
        raise Forbidden("forget_files")
    own = sa.update(_FILE).where(_FILE.c.person_id == actor.id, _FILE.c.place == place)
    _let_go(own.where(_BEGUN))


def _let_go(those: sa.Update) -> None:
    """The rows stay and name nobody's words; the worker takes the files away."""
    db.session.execute(those.values(state=AttachmentState.GONE, label="", words=None))
