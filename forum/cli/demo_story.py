"""The sample data as a story: what citizens wrote and moderators decided, through services."""

from __future__ import annotations

from functools import partial

import sqlalchemy as sa

from forum.accounts.actors import Actor, Guest
from forum.accounts.queries import get_person
from forum.cli.demo_cast import Cast
from forum.cli.demo_offices import Offices
from forum.cli.demo_shape import Content, ContentBroken, Row
from forum.cli.demo_timeline import Timeline
from forum.core.db import db
from forum.core.settings import secret
from forum.moderation import service as moderation
from forum.moderation.lifecycle import Outcome
from forum.notifications import service as notifications
from forum.notifications.models import Notice
from forum.official import service as official
from forum.official.lifecycle import Visibility
from forum.official.models import Question
from forum.rules.queries import citable_clauses
from forum.threads import service as threads
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Category, Post, Receipt, Revision, Thread
from forum.threads.receipts import code_of, printed
from forum.threads.service import Wording

READ_DAYS = 2.0  # what is older than this, everybody has read
REVIEW_DAYS = 25 / 60 / 24  # from a text to its review
MODERATORS = ("duyetbai1", "duyetbai2")


class Story:
    """Tells ``content`` (see ``demo_shape``); ids by the content's own keys."""

    def __init__(self, content: Content) -> None:
        self.content, self.cast, self.timeline = content, Cast(content), Timeline()
        self.posts: dict[str, list[int]] = {}  # thread key → its posts, the opening one first
        self.offices = Offices(self.cast, self.timeline, self.posts)

    def tell(self) -> None:
        """Everything has happened, each at its time, and is committed."""
        self.offices.plan_explanations(self.content["explanations"])
        for row in self.content["threads"]:
            self._plan_thread(row)
            self.offices.plan_thread(row)
        for row in self.content["pending"]:
            self.timeline.plan(row["days_ago"], self._leave_waiting, row)
        for row in self.content["judged"]:
            self.timeline.plan(row["days_ago"], self._have_judged, row)
        self.timeline.plan(READ_DAYS, self._read, {"where": "notices"})
        self.timeline.run()

    def codes(self) -> list[str]:
        """The tracking codes of the questions that guests asked."""
        query = sa.select(Receipt.nonce).join(Question, Question.receipt_id == Receipt.id)
        nonces = db.session.scalars(query.where(Question.asked_by_id.is_(None)))
        return [printed(code_of(nonce, secret())) for nonce in nonces]

    def _plan_thread(self, row: Row) -> None:
        texts = [row, *({**reply, "thread": row["key"]} for reply in row.get("replies", []))]
        for text in texts:
            self.timeline.plan(text["days_ago"], partial(self._say, row["key"]), text)
            if "hidden" in text:
                self.timeline.plan(text["hidden"]["days_ago"], self._hide, text)
        if row.get("pinned") or row.get("locked"):
            last = min(text["days_ago"] for text in texts)
            self.timeline.plan(max(last - 2 * REVIEW_DAYS, last / 2), self._pin_or_lock, row)

    def _say(self, key: str, row: Row) -> None:
        """An opening post or a reply is sent; what waited is soon let through."""
        revision = self._submit(row)
        row["post_id"] = revision.post_id
        self.posts.setdefault(key, []).append(revision.post_id)
        if revision.state is RevisionState.PENDING:
            own = revision.post.author_id == self.cast.people[MODERATORS[0]]
            moderator = MODERATORS[1] if own else MODERATORS[revision.id % 2]
            decision = {**row, "moderator": moderator, "outcome": Outcome.APPROVE}
            self._judge_later(decision, revision)

    def _submit(self, row: Row) -> Revision:
        """The text of the row was sent: a reply, a question or a thread."""
        author: Actor = self.cast.person(row["author"]) if row["author"] else Guest()
        wording = Wording(row["body"].strip(), title=row.get("title"), accepts_rules=True)
        if "thread" in row:
            post = db.session.get_one(Post, self.posts[row["thread"]][0])
            return threads.submit_reply(author, post.thread, wording=wording)
        category = db.session.get_one(Category, self.cast.categories[row["category"]])
        area = self.cast.areas.get(row.get("area", ""))
        if "question" not in row and row["author"]:
            return threads.open_thread(author, category, wording=wording, area_id=area)
        visibility = Visibility(row.get("question", {}).get("visibility", "public"))
        question = official.ask(
            author, category, wording=wording, visibility=visibility, area_id=area
        )
        return db.session.scalars(sa.select(Revision).filter_by(post_id=question.post_id)).one()

    def _leave_waiting(self, row: Row) -> None:
        if self._submit(row).state is not RevisionState.PENDING:
            raise ContentBroken(f"{row['where']}: nothing holds this text for review")

    def _have_judged(self, row: Row) -> None:
        self._judge_later(row, self._submit(row))

    def _judge_later(self, row: Row, revision: Revision) -> None:
        self.timeline.follow(REVIEW_DAYS, self._judge, {**row, "revision_id": revision.id})

    def _judge(self, row: Row) -> None:
        revision = db.session.get_one(Revision, row["revision_id"])
        moderation.decide(
            self.cast.person(row["moderator"]),
            revision,
            seen_version=revision.version,
            outcome=Outcome(row["outcome"]),
            clause_id=_clause_id(revision, row["clause"]) if "clause" in row else None,
            reason=row.get("reason", ""),
        )

    def _hide(self, row: Row) -> None:
        post, hidden = db.session.get_one(Post, row["post_id"]), row["hidden"]
        revision = db.session.scalars(sa.select(Revision).filter_by(post_id=post.id)).one()
        moderation.change_visibility(
            self.cast.person(hidden["moderator"]),
            post,
            outcome=Outcome.HIDE,
            seen_version=post.version,
            clause_id=_clause_id(revision, hidden["clause"]),
            reason=hidden["reason"],
        )

    def _pin_or_lock(self, row: Row) -> None:
        moderator = self.cast.person(MODERATORS[1])
        thread: Thread = db.session.get_one(Post, row["post_id"]).thread
        if row.get("pinned"):
            threads.set_pinned(moderator, thread, pinned=True)
        if row.get("locked"):
            threads.set_locked(moderator, thread, locked=True)

    def _read(self, _row: Row) -> None:
        newest = sa.select(Notice.person_id, sa.func.max(Notice.id)).group_by(Notice.person_id)
        for person_id, notice_id in db.session.execute(newest).all():
            notifications.mark_read(get_person(person_id), until=notice_id)


def _clause_id(revision: Revision, number: str) -> int | None:
    """Of the rules the text was sent under; None when no decision may name it."""
    for clause in citable_clauses(revision.rule_version_id):
        if f"{clause.article.number}.{clause.number}" == number:
            return clause.id
    return None
