"""Sending, changing and taking back a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden
from forum.core.settings import secret
from forum.core.text import RENDERER, render
from forum.outbox import facts
from forum.outbox.service import emit
from forum.rules import service as rules
from forum.screening.finders import Draft
from forum.screening.queries import findings
from forum.threads import policy
from forum.threads.happenings import note, note_opening
from forum.threads.lifecycle import AuthorKind, Basis, CategoryMode, PostState, RevisionState
from forum.threads.models import By, Category, Happening, Post, Receipt, Revision, Thread
from forum.threads.publishing import find_place, move_revision, publish
from forum.threads.queries.posts import approved_posts_of, newest_revision
from forum.threads.receipts import code_key, code_of, new_nonce
from forum.threads.service.attachments import Enclosed, Gathered, bind, gather, hand_over

TRUST_COUNTED = 50  # no trigger asks for more approved texts than this


@dataclass(frozen=True)
class Wording:
    """What a person wrote: Markdown source, its language, a title for an opening post, whether the
    box "I accept the rules" was ticked with it, and the files that go along."""

    source: str
    language: str = "vi"
    title: str | None = None
    accepts_rules: bool = False
    enclosed: Enclosed | None = None


@dataclass(frozen=True)
class _Examined:
    """A wording as it will be stored, the rules it was sent under, and why it is held."""

    wording: Wording
    html: str
    rule_version_id: int
    hold_reasons: list[str]
    files: Gathered = field(default_factory=Gathered)


def issue_receipt(actor: Actor, *, contact: str | None, language: str) -> Receipt:
    """A receipt with an unused tracking code."""
    while True:
        nonce = new_nonce()
        key = code_key(code_of(nonce, secret()), secret())
        if db.session.scalar(sa.select(Receipt.id).where(Receipt.code_key == key)) is None:
            break
    receipt = Receipt(nonce=nonce, code_key=key, contact=contact or None, language=language)
    receipt.created_at = clock.now()
    db.session.add(receipt)
    db.session.flush()
    audit.record(actor, "issue_receipt", receipt)
    return receipt


def open_thread(
    actor: Actor,
    category: Category,
    *,
    wording: Wording,
    area_id: int | None = None,
    named: bool = True,
    receipt: Receipt | None = None,
) -> Revision:
    """A thread with its opening post exists: published at once, or held for review.

    A guest brings the ``receipt`` that makes the text the guest's own.
    """
    if not (policy.may_open_thread(actor, category) or (receipt and isinstance(actor, Guest))):
        raise Forbidden("open_thread")
    examined = _examine(actor, category.mode, wording)
    moment = clock.now()
    thread = Thread(category=category, created_at=moment, last_post_at=moment)
    post = _new_post(actor, thread, receipt)
    post.opening, post.area_id, post.named = True, area_id, named
    return _submit(actor, post, examined)


def submit_reply(actor: Actor, thread: Thread, *, wording: Wording) -> Revision:
    """A reply stands in the thread, or is held for review."""
    if not policy.may_reply(actor, thread):
        raise Forbidden("reply")
    examined = _examine(actor, mode_of(thread), wording)
    return _submit(actor, _new_post(actor, thread, None), examined)


def edit_post(actor: Actor, post: Post, *, wording: Wording, seen_wording: int) -> Revision:
    """A new wording of an own post exists; one that waited before is superseded.

    ``seen_wording`` is the ordinal of the wording the author began from: Conflict when there is a
    newer one, for two pages open at once must not overwrite each other unseen.
    """
    if not policy.may_edit(actor, post):
        raise Forbidden("edit")
    before = newest_revision(post)
    if before.ordinal != seen_wording:
        raise Conflict("wording")
    examined = _examine(actor, mode_of(post.thread), wording, before)
    if before.state is RevisionState.PENDING:
        move_revision(before, RevisionState.SUPERSEDED, seen_version=before.version)
    return _submit(actor, post, examined, ordinal=before.ordinal + 1)


def withdraw(actor: Actor, revision: Revision) -> Revision:
    """The wording no longer waits; an older public wording stays."""
    if not policy.may_withdraw(actor, revision):
        raise Forbidden("withdraw")
    move_revision(revision, RevisionState.WITHDRAWN, seen_version=revision.version)
    audit.record(actor, "withdraw", revision)
    return revision


def mode_of(thread: Thread) -> CategoryMode:
    """What holds in the thread: its own way of reviewing, or that of its category."""
    return thread.mode or thread.category.mode


def _examine(
    actor: Actor, mode: CategoryMode, wording: Wording, before: Revision | None = None
) -> _Examined:
    """All that has to be read and made before the first write: SQLite's write lock, and on
    PostgreSQL the thread's row, are held for writing alone."""
    files = gather(actor, wording.enclosed, before)
    draft = Draft(
        text=f"{wording.title or ''}\n{wording.source}\n{files.labels}",
        guest=not actor.is_person,
        approved_before=approved_posts_of(actor, TRUST_COUNTED),
        reviewed_first=mode is CategoryMode.BEFORE,
    )
    reasons = [reason.value for reason in findings(draft)]
    html = render(wording.source)
    version_id = rules.accept(actor, accepted=wording.accepts_rules)
    return _Examined(wording, html, version_id, reasons, files)


def _new_post(actor: Actor, thread: Thread, receipt: Receipt | None) -> Post:
    post = Post(thread=thread, created_at=clock.now(), state=PostState.UNPUBLISHED)
    if isinstance(actor, Person):
        post.author_kind, post.author_id = AuthorKind.MEMBER, actor.id
    else:
        post.author_kind, post.receipt_id = AuthorKind.GUEST, receipt.id if receipt else None
    return post


def _submit(actor: Actor, post: Post, examined: _Examined, *, ordinal: int = 1) -> Revision:
    revision = _revision(post, examined, ordinal)
    if not examined.hold_reasons:
        revision.state, revision.basis = RevisionState.APPROVED, Basis.CATEGORY_MODE
    db.session.add(revision)
    db.session.flush()
    bind(examined.files, post)
    audit.record(actor, "submit", revision, held=revision.hold_reasons)
    if examined.hold_reasons:
        if ordinal == 1 and not post.opening:
            find_place(post)
        emit(facts.RevisionSubmitted(revision.id))
    else:
        begins = post.opening and post.published_at is None
        publish(revision)
        if begins:
            note_opening(post, approved=False)
        emit(facts.RevisionApproved(revision.id))
    return revision


def _revision(post: Post, examined: _Examined, ordinal: int) -> Revision:
    wording = examined.wording
    return Revision(
        post=post,
        ordinal=ordinal,
        title=wording.title if post.opening else None,
        source=wording.source,
        html=examined.html,
        renderer=RENDERER,
        language=wording.language,
        state=RevisionState.PENDING,
        hold_reasons=examined.hold_reasons,
        rule_version_id=examined.rule_version_id,
        created_at=clock.now(),
        attachments=examined.files.listed or None,
    )


def publish_office_post(
    actor: Actor,
    thread: Thread,
    *,
    agency_id: int,
    source: str,
    language: str = "vi",
    files: Sequence[dict[str, Any]] = (),
) -> Post:
    """An office's approved text stands as a post in the thread, with the files that the text shows;
    called by official only."""
    version_id = rules.accept(actor, accepted=True)
    shown = Gathered(list(files))
    examined = _Examined(Wording(source, language), render(source), version_id, [], shown)
    post = Post(thread=thread, created_at=clock.now(), state=PostState.UNPUBLISHED)
    post.author_kind, post.agency_id = AuthorKind.OFFICE, agency_id
    revision = _revision(post, examined, 1)
    revision.state, revision.basis = RevisionState.APPROVED, Basis.OFFICIAL_APPROVAL
    db.session.add(revision)
    db.session.flush()
    hand_over([file["name"] for file in files], post)
    publish(revision)
    note(post.thread.id, Happening.OFFICE_REPLY, By.OFFICE, number=post.number)
    audit.record(actor, "publish_office_post", post)
    return post
