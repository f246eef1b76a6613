"""The people and things of the access table, made once a database.

Everybody has a text in every state, and so has somebody else: a table of who comes in says little
when the object is always a public one, or always the reader's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa

from forum.accounts import factor
from forum.accounts import service as accounts
from forum.accounts.actors import Guest, System
from forum.accounts.lifecycle import AccountState, Role
from forum.accounts.models import Grant, Person, SignIn
from forum.core.db import db
from forum.core.settings import secret
from forum.drafts.addresses import ASK
from forum.following import service as following
from forum.following.lifecycle import Kind
from forum.following.models import Subscription
from forum.moderation.lifecycle import Outcome
from forum.notifications.service import tell
from forum.notifications.words import Word
from forum.official.lifecycle import Visibility
from forum.threads.models import Category, Post, Receipt
from forum.threads.queries.posts import newest_revision
from forum.wiring import ERASERS
from tests.architecture.access_table import ONE_STEP, REOPENING
from tests.architecture.access_things import Things, everybodys
from tests.factories.drafts import make_draft
from tests.factories.enclosed import draft_with_files, letter_with_files, only_file
from tests.factories.files import (
    files_of,
    make_begun_file,
    make_post_with_files,
    make_waiting_files,
)
from tests.factories.moderation import show_or_hide
from tests.factories.official import make_agency, make_question
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_person
from tests.factories.threads import approve, make_category, make_pending_thread
from tests.files.samples import photo

PHOTO = photo(40, 30, "JPEG")


@dataclass
class World:
    """Whom the table knows, and what each of them can be sent to: own things and another's."""

    people: dict[str, Person]
    receipt: Receipt | None  # of the guest who gave its code
    everybodys: Things
    own: dict[str, Things] = field(default_factory=dict)

    def things(self, role: str, noun: str) -> dict[str, object]:
        """Kind → what stands in the address."""
        return {**self.everybodys.get(noun, {}), **self.own.get(role, {}).get(noun, {})}


def build() -> World:
    """The world is committed; the facts of its making wait for no worker."""
    offices = [make_agency(), make_agency()]
    people = {
        "member": make_citizen(),
        "suspended": make_citizen(),
        "moderator": make_moderator(),
        "staff": _of_office(offices[0].id),
        "other staff": _of_office(offices[1].id),
        "administrator": make_administrator(),
        "closed": make_citizen(),
        "deleted": make_citizen(),
        REOPENING: make_citizen(),
    }
    for role in ("moderator", "staff", "other staff", "administrator"):
        accounts.excuse(System(), people[role])
    category, judge = make_category(), make_moderator()
    question = make_question(Guest(), category=category)
    assert question.post is not None
    approve(newest_revision(question.post))
    world = World(people, question.receipt, everybodys(people["administrator"], category))
    world.own["letter"] = {
        "receipt_id": {"own": question.receipt_id},
        "post_id": {"own public": question.post_id},
        "thread_id": {"own public": question.post.thread_id},
    }
    other = make_citizen()
    _add(world.everybodys, _things_of("other", other, category, judge))
    _add(world.everybodys, _files_of("other", other))
    world.everybodys["tep name"]["other public"] = _name(make_post_with_files(PHOTO))
    desk = only_file(draft_with_files(PHOTO))
    world.everybodys["tep name"]["draft of an office"] = desk.name
    for role, person in people.items():
        world.own[role] = _things_of("own", person, category, judge)
    _add(world.own["member"], _files_of("own", people["member"]))
    people["suspended"].state = AccountState.SUSPENDED
    people["closed"].state = AccountState.CLOSED
    people[ONE_STEP] = _with_every_duty()
    _leave(people["deleted"], people[REOPENING])
    world.everybodys["person_id"]["deleted"] = people["deleted"].id
    world.everybodys["thread_id"]["of nobody"] = world.own["deleted"]["thread_id"]["own public"]
    return world


def _with_every_duty() -> Person:
    person = make_administrator()
    for role in (Role.MODERATOR, Role.STAFF):
        accounts.open_grant(System(), person, role=role)
    return person


def _leave(going: Person, closing: Person) -> None:
    """One deletes the account; the other, who has a second step, closes it."""
    plain = factor.new_secret()
    closing.factor_secret = factor.seal(plain, secret(), closing.id)
    accounts.close_account(closing, with_texts=False, seated=False)
    accounts.delete_account(going, with_texts=False, seated=False, erasers=ERASERS.values())
    db.session.commit()


def _add(things: Things, more: Things) -> None:
    for noun, found in more.items():
        things.setdefault(noun, {}).update(found)


def _of_office(agency_id: int) -> Person:
    """Writes for one office, not for all of them."""
    person = make_person()
    accounts.open_grant(System(), person, role=Role.STAFF, scope_id=agency_id)
    db.session.commit()
    return person


def _things_of(whose: str, person: Person, category: Category, judge: Person) -> Things:
    """A text of this person in every state, and what else belongs to one person alone."""
    waiting = make_pending_thread(person, category=category)
    public = make_pending_thread(person, category=category)
    approve(public)
    posts = {"waiting": waiting.post, "public": public.post}
    for state, outcome in (("hidden", Outcome.HIDE), ("removed", Outcome.REMOVE)):
        posts[state] = _closed(person, category, judge, outcome)
    letter = make_question(person, category=category, visibility=Visibility.PRIVATE)
    following.follow(person, Kind.THREAD, public.post.thread_id)
    notice = tell(person.id, Word.TEXT_PUBLISHED, public.id)
    draft = make_draft(person)
    accounts.sign_in(person)
    db.session.commit()
    return {
        "post_id": {f"{whose} {state}": post.id for state, post in posts.items()},
        "thread_id": {f"{whose} {state}": post.thread_id for state, post in posts.items()},
        "revision_id": {f"{whose} waiting": waiting.id, f"{whose} judged": public.id},
        "receipt_id": {whose: letter.receipt_id},
        "draft_id": {whose: draft.id},
        "subscription_id": {whose: _newest(Subscription, person)},
        "sign_in_id": {whose: _newest(SignIn, person)},
        "notice_id": {whose: notice.id},
        "person_id": {whose: person.id},
        "grant_id": {whose: _newest(Grant, person)},
        "question_id": {f"{whose} letter": letter.id},
    }


def _files_of(whose: str, person: Person) -> Things:
    """Photos are really taken in, so not everybody has one."""
    begun = make_begun_file(person, ASK, PHOTO, "anh.jpg")
    waiting = make_waiting_files(PHOTO, author=person)
    names = {f"{whose} begun": begun.name, f"{whose} waiting": _name(waiting.post)}
    names[f"{whose} letter"] = only_file(letter_with_files(PHOTO, author=person)).name
    return {"tep name": names}


def _name(post: Post) -> str:
    return files_of(post)[0].name


def _closed(person: Person, category: Category, judge: Person, outcome: Outcome) -> Post:
    post = approve(make_pending_thread(person, category=category))
    show_or_hide(post, outcome, judge)
    return post


def _newest(model: type, person: Person) -> int:
    """The id of the person's newest row."""
    column = sa.func.max(model.id)  # type: ignore[attr-defined]
    mine = model.person_id == person.id  # type: ignore[attr-defined]
    return int(db.session.execute(sa.select(column).where(mine)).scalar_one())
