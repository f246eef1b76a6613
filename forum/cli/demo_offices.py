"""What the offices do in the sample data: questions handled, texts written, approved, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.cli.demo_cast import Cast
from forum.cli.demo_shape import ContentBroken, Row
from forum.cli.demo_timeline import Timeline
from forum.core.db import db
from forum.official import service as official
from forum.official.lifecycle import Handling
from forum.official.models import OfficialText, Question
from forum.threads.models import Post

EXPLANATIONS_DAYS = 70.0  # the first one; each next a day later
WRITING = 0.08  # days from submitting a text to its publication
# How far a question gets on the way to its reply, or until now.
ASSIGNED, TAKEN_UP, ASKED_BACK = 0.3, 0.5, 0.6
CLOSING_DAYS = 7.0

Writing = Callable[[Person, Row], OfficialText]


class Offices:
    """``posts``: key of a thread → the ids of the citizens' posts in it."""

    def __init__(self, cast: Cast, timeline: Timeline, posts: Mapping[str, list[int]]) -> None:
        self.cast, self.timeline, self.posts = cast, timeline, posts

    def plan_explanations(self, rows: list[Row]) -> None:
        """Each is published on a day of its own."""
        for number, row in enumerate(rows):
            dated = {"days_ago": EXPLANATIONS_DAYS - number, **row}
            self._plan_text(dated, self._write_explanation)

    def plan_thread(self, row: Row) -> None:
        """The question of the thread gets as far as it says; clarifications are published."""
        for inner in row.get("clarifications", []):
            self._plan_text({**inner, "thread": row["key"]}, self._write_clarification)
        for inner in row.get("summaries", []):
            self._plan_summary({**inner, "thread": row["key"]})
        if "question" in row:
            self._plan_question(row, Handling(row["question"]["handling"]))

    def _plan_question(self, row: Row, handling: Handling) -> None:
        if handling is Handling.RECEIVED:
            return
        reply = row.get("official_reply")
        begun, ended = row["days_ago"], reply["days_ago"] if reply else 0.0
        question = {**row["question"], "thread": row["key"]}

        def on_the_way(share: float, act: Callable[[Row], None]) -> None:
            self.timeline.plan(begun - (begun - ended) * share, act, question)

        on_the_way(ASSIGNED, self._assign)
        if reply:
            self._plan_reply({**reply, "thread": row["key"]}, handling)
        elif handling is not Handling.ASSIGNED:
            on_the_way(TAKEN_UP, lambda row: self._move(row, Handling.IN_PROGRESS))
            if handling is not Handling.IN_PROGRESS:
                on_the_way(ASKED_BACK, lambda row: self._move(row, handling))

    def _plan_reply(self, reply: Row, handling: Handling) -> None:
        if handling is Handling.AWAITING_APPROVAL:
            self.timeline.plan(reply["days_ago"], self._submitting(self._write_reply), reply)
            return
        self._plan_text(reply, self._write_reply)
        if handling is Handling.CLOSED:
            days_ago = max(reply["days_ago"] - CLOSING_DAYS, reply["days_ago"] / 2)
            self.timeline.plan(days_ago, lambda row: self._move(row, handling), reply)
        if "withdrawn" in reply:
            self.timeline.plan(reply["withdrawn"]["days_ago"], self._withdraw, reply)

    def _plan_summary(self, row: Row) -> None:
        """Without an approver it still waits for one."""
        if "approver" in row:
            self._plan_text(row, self._write_summary)
        else:
            self.timeline.plan(row["days_ago"], self._submitting(self._write_summary), row)

    def _plan_text(self, row: Row, writing: Writing) -> None:
        """Published on its day, submitted somewhat before."""
        self.timeline.plan(row["days_ago"] + WRITING, self._submitting(writing), row)
        self.timeline.plan(row["days_ago"], self._publish, row)

    def _submitting(self, writing: Writing) -> Callable[[Row], None]:
        def write_and_submit(row: Row) -> None:
            author = self.cast.person(row["author"])
            text = writing(author, row)
            official.submit_text(author, text, seen_version=text.version)
            row["text_id"] = text.id

        return write_and_submit

    def _publish(self, row: Row) -> None:
        approver, text = self.cast.person(row["approver"]), _text(row)
        position = self.cast.positions[row["approver"]]
        official.publish_text(approver, text, seen_version=text.version, position=position)

    def _withdraw(self, row: Row) -> None:
        approver, text, reason = self.cast.person(row["approver"]), _text(row), row["withdrawn"]
        official.withdraw_text(approver, text, seen_version=text.version, reason=reason["reason"])

    def _write_explanation(self, author: Person, row: Row) -> OfficialText:
        text = official.write_explanation(author, wording=self._wording(row))
        if text.slug != row["slug"]:
            raise ContentBroken(f"{row['where']}: its address is {text.slug}")
        return text

    def _write_reply(self, author: Person, row: Row) -> OfficialText:
        return official.write_reply(author, self._question(row), wording=self._wording(row))

    def _write_clarification(self, author: Person, row: Row) -> OfficialText:
        post = db.session.get_one(Post, self.posts[row["thread"]][row["about"]])
        return official.write_clarification(author, post, wording=self._wording(row))

    def _write_summary(self, author: Person, row: Row) -> OfficialText:
        post = db.session.get_one(Post, self.posts[row["thread"]][0])
        return official.write_summary(author, post.thread, wording=self._wording(row))

    def _assign(self, row: Row) -> None:
        question, agency_id = self._question(row), self.cast.agencies[row["agency"]]
        officer = self.cast.staff_of(row["agency"])
        official.assign(officer, question, agency_id=agency_id, seen_version=question.version)

    def _move(self, row: Row, handling: Handling) -> None:
        official.move_question(self._question(row), handling)

    def _question(self, row: Row) -> Question:
        post_id = self.posts[row["thread"]][0]
        return db.session.scalars(sa.select(Question).filter_by(post_id=post_id)).one()

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
            covers=row.get("covers"),
        )


def _text(row: Row) -> OfficialText:
    return db.session.get_one(OfficialText, row["text_id"])
