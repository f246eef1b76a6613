"""Files that belong to no text go, in time; whatever a text has, stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core import clock
from forum.core.db import db
from forum.drafts.addresses import reply_to
from forum.files import storage
from forum.outbox.worker import do_chores
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment
from forum.threads.service import detach
from forum.threads.service.upkeep import forget_unsent, sweep_files
from tests.factories.drafts import make_draft
from tests.factories.files import files_of, make_begun_file, make_post_with_files
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.files import samples

TWO_DAYS = timedelta(days=2)


def age(name: str) -> None:
    """The file and its row were made two days ago."""
    moment = clock.now() - TWO_DAYS
    made = sa.update(Attachment).where(Attachment.name == name)
    db.session.execute(made.values(created_at=moment))
    db.session.commit()
    os.utime(storage.path_of(name), (moment.timestamp(), moment.timestamp()))


def states() -> dict[str, AttachmentState]:
    db.session.expire_all()
    return dict(db.session.execute(sa.select(Attachment.name, Attachment.state)).all())


def look_after() -> None:
    """Two looks: what becomes nobody's with the first leaves the disk with the second."""
    for _ in range(2):
        forget_unsent()
        db.session.commit()


def test_a_file_that_was_never_sent_goes_with_its_draft(app: Flask) -> None:
    person, thread = make_citizen(), make_thread()
    place = reply_to(thread.id)
    left = make_begun_file(person, place, samples.pdf()).name
    age(left)
    make_draft(person, place)
    young = make_begun_file(make_citizen(), place, samples.pdf()).name
    look_after()
    assert set(storage.names()) == {left, young}

    from forum.drafts.service import discard

    discard(person, place)
    look_after()

    assert set(storage.names()) == {young}
    assert states() == {young: AttachmentState.BEGUN}


def test_what_a_post_has_stays_on_the_disk(app: Flask) -> None:
    name = files_of(make_post_with_files(samples.pdf()))[0].name
    age(name)

    look_after()

    assert set(storage.names()) == {name}
    assert states() == {name: AttachmentState.SENT}


def test_what_was_taken_off_a_form_leaves_no_word_behind(app: Flask) -> None:
    person, place = make_citizen(), reply_to(make_thread().id)
    file = make_begun_file(person, place, samples.pdf(), "Giấy khai sinh.pdf")
    name = file.name
    detach(person, place, file.id)
    db.session.commit()
    age(name)

    look_after()

    assert list(storage.names()) == [] and states() == {}


def test_a_database_that_knows_of_no_file_takes_none_away(app: Flask) -> None:
    """It may be a new one beside the folder of another."""
    name = make_begun_file(make_citizen(), "thread", samples.pdf()).name
    age(name)
    half = storage.folder() / storage.BEGUN / "killed"
    half.mkdir()
    os.utime(half, (0, 0))
    db.session.execute(sa.delete(Attachment))
    db.session.commit()

    look_after()

    assert set(storage.names()) == {name}
    assert not half.exists()  # what nobody finished is nobody's


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_worker_looks_once_an_hour(app: Flask, clock: Callable[..., object]) -> None:
    person = make_citizen()
    first = make_begun_file(person, "thread", samples.pdf())
    age(first.name)
    do_chores(app)
    second = make_begun_file(person, "thread", samples.pdf()).name
    age(second)

    do_chores(app)
    assert states()[second] is AttachmentState.BEGUN

    clock.advance(hours=2)  # type: ignore[attr-defined]
    do_chores(app)
    assert AttachmentState.BEGUN not in states().values()


def test_a_forum_without_files_is_not_looked_through(app: Flask) -> None:
    sweep_files()

    assert not storage.folder().exists()
