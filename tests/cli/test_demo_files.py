"""Files that were sent in the sample data go with it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.threads.models import Attachment, Post, Thread
from tests.cli.conftest import Command
from tests.factories.files import make_begun_file, make_post_with_files
from tests.files import samples

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_files_of_sample_accounts_go_with_the_sample_data(
    app: Flask, command: Command, small: Path
) -> None:
    assert command("demo", "load", "--from", small).exit_code == 0
    writing = sa.select(Post.author_id).join(Thread).where(Post.author_id.is_not(None)).limit(1)
    person = db.session.get_one(Person, db.session.scalar(writing))
    make_begun_file(person, "thread", samples.pdf())
    make_post_with_files(samples.pdf(), author=person)

    removed = command("demo", "remove")

    assert removed.exit_code == 0, removed.stderr
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 0
    assert command("check").exit_code == 0
