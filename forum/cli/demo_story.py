"""The sample data as a story: what happened how many days ago, in that order, through services.

After each step the deliveries run as well, so that notices are as old as what they tell of.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.accounts.queries import get_person
from forum.cli.demo_cast import Cast
from forum.core import clock
from forum.core.db import commit, db
from forum.core.settings import secret
from forum.moderation import service as moderation
from forum.moderation.lifecycle import Outcome
from forum.notifications import service as notifications
from forum.notifications.models import Notice
from forum.official import service as official
from forum.official.lifecycle import Handling, Visibility
from forum.official.models import OfficialText, Question
from forum.outbox import worker
from forum.rules.models import Article, Clause
from forum.threads import service as threads
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Category, Post, Receipt, Revision
from forum.threads.receipts import code_of, printed
from forum.threads.service import Wording

EXPLANATIONS_DAYS = 70.0
READ_DAYS = 2.0  # what is older than this, everybody has read
REVIEW_MINUTES = 25
APPROVAL_HOURS = 3

Row = dict[str, Any]  # of the content
Act = Callable[[Row], None]
Step = tuple[float, Callable[[], None]]


class Story:
    """Tells ``content`` (see ``demo/content.toml``); ids by the content's own keys."""

    def __init__(self, content: Row) -> None:
        self.content, self.cast = content, Cast(content)
        self.start = clock.now()
        self.posts: dict[str, list[int]] = {}  # thread key → its posts, the opening one first
        self.steps: list[Step] = []

    def ago(self, days: float) -> datetime:
        return self.start - timedelta(days=days)

    def tell(self) -> None:
        """Everything has happened, each at its time, and is committed."""
        content = self.content
        for number, row in enumerate(content["explanations"]):
            self._plan(EXPLANATIONS_DAYS - number, self._explain, row)
        for row in content["threads"]:
            self._plan(row["days_ago"], self._open, row)
            for part, doing in (("replies", self._reply), ("clarifications", self._clarify)):
                for inner in row.get(part, []):
                    self._plan(inner["days_ago"], doing, {**inner, "thread": row["key"]})
            if "official_reply" in row:
                answer = {**row["official_reply"], "thread": row["key"]}
                self._plan(answer["days_ago"], self._answer, answer)
        for row in [*content["pending"], *content["judged"]]:
            self._plan(row["days_ago"], self._judge, row)
        self._plan(READ_DAYS, self._read, {})
        for days, act in sorted(self.steps, key=lambda step: -step[0]):
            with clock.at(self.ago(days)):
                act()
                self._close_step()

    def codes(self) -> list[str]:
        """The tracking codes of the questions that guests asked."""
        query = sa.select(Receipt.nonce).join(Question, Question.receipt_id == Receipt.id)
        nonces = db.session.scalars(query.where(Question.asked_by_id.is_(None)))
        return [printed(code_of(nonce, secret())) for nonce in nonces]

    def _plan(self, days: float, act: Callable[[Row], None], row: Row) -> None:
        self.steps.append((days, lambda: act(row)))

    def _close_step(self) -> None:
        commit()
        worker.drain(current_app._get_current_object())  # type: ignore[attr-defined]

    def _later(self, **amount: float) -> Any:
        """What follows from the step, so much later."""
        self._close_step()
        return clock.at(clock.now() + timedelta(**amount))

    def _author(self, row: Row) -> Actor:
        return self.cast.person(row["author"]) if row["author"] else Guest()

    def _submit(self, row: Row) -> Revision:
        """The text of the row was sent: a reply, a question or a thread."""
        author = self._author(row)
        wording = Wording(row["body"].strip(), title=row.get("title"), accepts_rules=True)
        if "thread" in row:
            post = db.session.get_one(Post, self.posts[row["thread"]][0])
            return threads.submit_reply(author, post.thread, wording=wording)
        query = sa.select(Category).where(Category.slug == row["category"])
        category, area = db.session.scalars(query).one(), self.cast.areas.get(row.get("area", ""))
        if "question" not in row and row["author"]:
            return threads.open_thread(author, category, wording=wording, area_id=area)
        visibility = Visibility(row.get("question", {}).get("visibility", "public"))
        question = official.ask(
            author, category, wording=wording, visibility=visibility, area_id=area
        )
        return db.session.scalars(sa.select(Revision).filter_by(post_id=question.post_id)).one()

    def _approve(self, revision: Revision) -> None:
        """A moderator other than the author let the text through, if it waited."""
        if revision.state is not RevisionState.PENDING:
            return
        revision_id = revision.id
        with self._later(minutes=REVIEW_MINUTES):
            revision = db.session.get_one(Revision, revision_id)
            own = revision.post.author_id == self.cast.people["duyetbai1"]
            moderator = self.cast.person("duyetbai2" if own else "duyetbai1")
            moderation.decide(
                moderator, revision, seen_version=revision.version, outcome=Outcome.APPROVE
            )
            self._close_step()

    def _open(self, row: Row) -> None:
        revision = self._submit(row)
        post_id = revision.post_id
        self.posts[row["key"]] = [post_id]
        self._approve(revision)
        thread = db.session.get_one(Post, post_id).thread
        if row.get("pinned"):
            threads.set_pinned(self.cast.person("duyetbai2"), thread, pinned=True)
        if row.get("locked"):
            threads.set_locked(self.cast.person("duyetbai2"), thread, locked=True)
        if "question" in row and row["question"]["handling"] != "answered":
            self._handle(post_id, row["question"])

    def _reply(self, row: Row) -> None:
        revision = self._submit(row)
        self.posts[row["thread"]].append(revision.post_id)
        self._approve(revision)

    def _judge(self, row: Row) -> None:
        """Sent and, where the row names an outcome, decided; else it waits in the queue."""
        revision = self._submit(row)
        if "outcome" not in row:
            return
        revision_id = revision.id
        article, number = row["clause"].split(".")
        with self._later(minutes=REVIEW_MINUTES):
            revision = db.session.get_one(Revision, revision_id)
            clause = (
                sa.select(Clause.id)
                .join(Article)
                .where(
                    Article.version_id == revision.rule_version_id,
                    Article.number == int(article),
                    Clause.number == int(number),
                )
            )
            moderation.decide(
                self.cast.person(row["moderator"]),
                revision,
                seen_version=revision.version,
                outcome=Outcome(row["outcome"]),
                clause_id=db.session.scalars(clause).one(),
                reason=row["reason"],
            )
            self._close_step()

    def _question(self, post_id: int) -> Question:
        return db.session.scalars(sa.select(Question).filter_by(post_id=post_id)).one()

    def _staff_of(self, agency: str) -> Person:
        rows = self.content["people"]
        return self.cast.person(next(r["username"] for r in rows if r.get("agency") == agency))

    def _handle(self, post_id: int, plan: Row) -> None:
        question, handling = self._question(post_id), Handling(plan["handling"])
        officer = self._staff_of(plan["agency"])
        official.assign(
            officer,
            question,
            agency_id=self.cast.agencies[plan["agency"]],
            seen_version=question.version,
        )
        if handling is not Handling.ASSIGNED:
            official.move_question(question, handling)

    def _wording(self, row: Row) -> official.TextWording:
        return official.TextWording(
            source=row["body"].strip(),
            agency_id=self.cast.agencies[row["agency"]],
            summary=row.get("summary", ""),
            title=row.get("title", ""),
            claim=row.get("claim", ""),
            sources=tuple(row.get("sources", [])),
            legal_basis=row.get("legal_basis", ""),
            valid_from=row.get("valid_from"),
        )

    def _answer(self, row: Row) -> None:
        question = self._question(self.posts[row["thread"]][0])
        author = self.cast.person(row["author"])
        agency_id = self.cast.agencies[row["agency"]]
        official.assign(author, question, agency_id=agency_id, seen_version=question.version)
        text = official.write_reply(author, question, wording=self._wording(row))
        self._publish(text, author, row["approver"])

    def _clarify(self, row: Row) -> None:
        author = self.cast.person(row["author"])
        post = db.session.get_one(Post, self.posts[row["thread"]][row["about"]])
        text = official.write_clarification(author, post, wording=self._wording(row))
        self._publish(text, author, row["approver"])

    def _explain(self, row: Row) -> None:
        author = self.cast.person(row["author"])
        text = official.write_explanation(author, wording=self._wording(row))
        self._publish(text, author, row["approver"])

    def _publish(self, text: OfficialText, author: Person, approver: str) -> None:
        """The colleague approved it some hours after it was submitted."""
        official.submit_text(author, text, seen_version=text.version)
        text_id = text.id
        rows = self.content["people"]
        position = next(row["position"] for row in rows if row["username"] == approver)
        with self._later(hours=APPROVAL_HOURS):
            text = db.session.get_one(OfficialText, text_id)
            official.publish_text(
                self.cast.person(approver), text, seen_version=text.version, position=position
            )
            self._close_step()

    def _read(self, _row: Row) -> None:
        newest = sa.select(Notice.person_id, sa.func.max(Notice.id)).group_by(Notice.person_id)
        for person_id, notice_id in db.session.execute(newest).all():
            notifications.mark_read(get_person(person_id), until=notice_id)
