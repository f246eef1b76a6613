"""Whoever follows and keeps everything there is sees nothing more than anybody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.core import clock
from forum.core.db import db
from forum.following import service
from forum.following.lifecycle import Kind
from forum.following.models import Bookmark
from forum.moderation.lifecycle import Outcome
from forum.notifications.models import Notice
from forum.threads.models import Post
from tests.crawler import crawl
from tests.factories.moderation import judge
from tests.factories.people import make_citizen
from tests.factories.threads import make_pending_reply, make_thread
from tests.fixtures.smtp import Mailbox
from tests.journeys.planting import plant
from tests.notifications.stories import with_mail
from tests.page import Client


@pytest.mark.usefixtures("app")
def test_following_everything_shows_nothing_that_is_not_public(
    as_person: Callable[..., Client], drain_outbox: Callable[[], int], smtp: Mailbox
) -> None:
    reader = with_mail(make_citizen())
    for kind in Kind:
        for number in range(1, 40):
            service.follow_all(kind, number, [reader.id])
    planted = plant()
    kept = [
        Bookmark(person_id=reader.id, post_id=post, at=clock.now())
        for post in db.session.scalars(sa.select(Post.id))
    ]
    db.session.add_all(kept)
    db.session.commit()
    judge(make_pending_reply(thread=make_thread()), Outcome.APPROVE)
    drain_outbox()

    pages = crawl(as_person(reader), "/danh-dau", "/dang-theo-doi", "/thong-bao", limit=80)
    found = "".join(page.html for page in pages.values())
    found += "".join(letter.as_string() for letter in smtp.to(reader.email or ""))
    secret = planted.authors + planted.askers + planted.offices + planted.nobodys
    assert [word for word in secret if word in found] == []
    assert [word for word in planted.public if word not in found] == []
    told = sa.select(sa.func.count(Notice.id)).where(Notice.person_id == reader.id)
    assert db.session.scalar(told) and len(kept) > 5
