"""A marker in every state that is not for everybody."""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa

from forum.accounts.actors import Guest, System
from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts import service as drafts
from forum.drafts.addresses import ASK, THREAD, edit_of, reply_to
from forum.moderation import service as moderation
from forum.moderation.lifecycle import Outcome
from forum.official import service as official
from forum.official.lifecycle import Visibility
from forum.official.service import TextWording
from forum.places import service as places
from forum.rules.queries import citable_clauses, version_in_force
from forum.threads import service as threads
from forum.threads.models import Category, Post, Revision
from forum.threads.queries.posts import newest_revision
from forum.threads.service import Wording
from tests.factories.moderation import judge
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import approve, make_category, make_thread, seen, words

CALLED = "Mùa A Gọi"
CALL = f"@{CALLED}"


def marker(state: str) -> str:
    """A word that stands nowhere else."""
    return f"dauvet{state}zq"


@dataclass
class Planted:
    """Who wrote what, and the words that must stay with them."""

    author: Person
    asker: Person
    moderator: Person
    staff: Person
    called: Person  # every planted text mentions this name
    public: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)  # for the author, and the board's work
    askers: list[str] = field(default_factory=list)  # a private letter: the asker and the offices
    offices: list[str] = field(default_factory=list)  # drafts
    nobodys: list[str] = field(default_factory=list)  # contact data
    writers: list[str] = field(default_factory=list)  # unfinished texts: for who writes them

    @property
    def secret(self) -> list[str]:
        """What is not for everybody."""
        return self.authors + self.askers + self.offices + self.nobodys + self.writers


def pending(author: Person, category: Category, state: str) -> Revision:
    text = marker(state)
    wording = words(f"Lời {text} của bà con, {CALL}.", f"Tên {text}")
    revision = threads.open_thread(author, category, wording=wording)
    db.session.commit()
    return revision


def judged(revision: Revision, moderator: Person, outcome: Outcome, state: str) -> None:
    clause = citable_clauses(revision.rule_version_id)[0]
    moderation.decide(
        moderator,
        revision,
        seen_version=revision.version,
        outcome=outcome,
        clause_id=clause.id,
        reason=f"Lý do {marker('reason' + state)}.",
    )
    db.session.commit()


def closed(post: Post, moderator: Person, outcome: Outcome, state: str) -> None:
    clause = citable_clauses(version_in_force().id)[0]
    moderation.change_visibility(
        moderator,
        post,
        outcome=outcome,
        seen_version=post.version,
        clause_id=clause.id,
        reason=f"Lý do {marker('reason' + state)}.",
    )
    db.session.commit()


def plant() -> Planted:
    """Everything is planted and committed; the facts wait for the worker."""
    author, asker = make_citizen("Người Viết"), make_citizen(f"Tên {marker('unnamed')}")
    author.email, author.phone = f"{marker('mail')}@example.org", "0912345678"
    called = make_citizen(CALLED)
    called.email = "goi@example.org"
    found = Planted(author, asker, make_moderator(), make_staff(), called)
    found.nobodys += [marker("mail"), "0912345678", marker("contact")]
    category = make_category()
    agency = places.set_agency(System(), key="phong", name="Phòng Chính sách")

    pending(author, category, "pending")
    for outcome, state in ((Outcome.RETURN, "returned"), (Outcome.REJECT, "rejected")):
        judged(pending(author, category, state), found.moderator, outcome, state)
        found.authors += [marker(state), marker("reason" + state)]
    threads.withdraw(author, pending(author, category, "withdrawn"))
    edited = pending(author, category, "superseded")
    threads.edit_post(
        author,
        edited.post,
        wording=words("Lời khác.", "Tên khác"),
        seen_wording=seen(edited.post),
    )
    found.authors += [marker(state) for state in ("pending", "withdrawn", "superseded")]
    for outcome, state in ((Outcome.HIDE, "hidden"), (Outcome.REMOVE, "removed")):
        let_out = pending(author, category, state)
        judge(let_out, Outcome.APPROVE, found.moderator)
        closed(let_out.post, found.moderator, outcome, state)
        found.authors += [marker(state), marker("reason" + state)]
    _reply_states(found, category)
    _questions(found, category, agency.id)
    _summaries(found, category, agency.id)
    _unfinished(found)
    judge(pending(author, category, "public"), Outcome.APPROVE, found.moderator)
    found.public.append(marker("public"))
    db.session.commit()
    return found


def _reply_states(found: Planted, category: Category) -> None:
    """A held reply, a held edit and a hidden reply in a public thread."""
    thread = make_thread(found.author, category=category, title="Chủ đề chung", body="Mở đầu.")
    threads.submit_reply(
        found.author, thread, wording=words(f"Ý kiến {marker('heldreply')} {CALL}.")
    )
    public = approve(threads.submit_reply(found.author, thread, wording=words("Ý kiến đã đăng.")))
    edit = words(f"Sửa thành {marker('heldedit')} {CALL}.")
    threads.edit_post(found.author, public, wording=edit, seen_wording=seen(public))
    reply = threads.submit_reply(
        found.author, thread, wording=words(f"Ý kiến {marker('hiddenreply')} {CALL}.")
    )
    judge(reply, Outcome.APPROVE, found.moderator)
    closed(reply.post, found.moderator, Outcome.HIDE, "hiddenreply")
    found.authors += [marker(s) for s in ("heldreply", "heldedit", "hiddenreply")]


def _summaries(found: Planted, category: Category, agency_id: int) -> None:
    """What staff say of a thread in short: begun, submitted, published, taken back."""
    for state in ("begun", "submitted", "published", "takenback"):
        thread, word = make_thread(found.author, category=category), marker("summary" + state)
        said = TextWording(f"Tóm tắt {word}.", agency_id, covers=1)
        text = official.write_summary(found.staff, thread, wording=said)
        if state != "begun":
            official.submit_text(found.staff, text, seen_version=text.version)
        if state in {"published", "takenback"}:
            official.publish_text(make_staff(), text, seen_version=text.version)
        if state == "takenback":
            official.withdraw_text(
                found.staff, text, seen_version=text.version, reason="Có chỗ chưa đúng."
            )
        (found.public if state == "published" else found.offices).append(word)
    db.session.commit()


def _unfinished(found: Planted) -> None:
    """Drafts of the author: a new thread, a question, a reply, a change of an own post."""
    own = db.session.scalars(sa.select(Post).where(Post.author_id == found.author.id)).first()
    assert own is not None
    for place in (THREAD, ASK, reply_to(own.thread_id), edit_of(own.id)):
        word = marker("unfinished" + place.partition(":")[0])
        fields = {"title": f"Tên {word}", "body": f"Lời dở dang {word} {CALL}."}
        drafts.keep(found.author, place, fields=fields, seen=0)
        found.writers.append(word)


def _questions(found: Planted, category: Category, agency_id: int) -> None:
    """A private letter with its reply, an unnamed question, a guest's held letter, drafts."""
    wording = Wording(f"Thư riêng {marker('letter')} {CALL}.", accepts_rules=True)
    letter = official.ask(found.asker, category, wording=wording, visibility=Visibility.PRIVATE)
    reply = official.write_reply(
        found.staff,
        letter,
        wording=TextWording(f"Trả lời riêng {marker('letterreply')}.", agency_id),
    )
    official.submit_text(found.staff, reply, seen_version=reply.version)
    official.publish_text(make_staff(), reply, seen_version=reply.version)
    found.askers += [marker("letter"), marker("letterreply")]

    unnamed = official.ask(
        found.asker,
        category,
        wording=Wording("Câu hỏi không ghi tên.", accepts_rules=True),
        visibility=Visibility.UNNAMED,
    )
    assert unnamed.post is not None
    approve(newest_revision(unnamed.post))
    found.nobodys.append(marker("unnamed"))

    guest = official.ask(
        Guest(),
        category,
        wording=Wording(f"Thư khách {marker('guest')} {CALL}.", accepts_rules=True),
        visibility=Visibility.PUBLIC,
        contact=f"{marker('contact')}@example.org",
    )
    official.write_reply(
        found.staff, unnamed, wording=TextWording(f"Nháp {marker('draft')}.", agency_id)
    )
    waiting = official.write_explanation(
        found.staff,
        wording=TextWording(
            f"Giải thích {marker('submitted')}.", agency_id, title=f"Tên {marker('submitted')}"
        ),
    )
    official.submit_text(found.staff, waiting, seen_version=waiting.version)
    found.offices += [marker("draft"), marker("submitted")]
    assert guest.post is not None
    found.authors.append(marker("guest"))
    db.session.commit()
