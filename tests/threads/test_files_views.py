"""Who may have a file, in every state of its post, and what the answer lets a browser do."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts.addresses import edit_of, reply_to
from forum.files import storage
from forum.languages.formatting import file_size
from forum.official.service import make_question
from forum.threads import service
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Attachment, Post
from forum.threads.queries.posts import newest_revision
from forum.threads.service import Enclosed, Wording
from tests.drafts.writings import AsPerson
from tests.factories.files import files_of, make_begun_file, make_post_with_files
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import make_thread, seen
from tests.page import Client
from tests.threads.enclosing import PAPER, PHOTO

OWN = {"author"}
JUDGED = {"author", "moderator"}
ALL = {"author", "moderator", "citizen", "staff", "guest"}


def begun() -> str:
    thread = make_thread()
    return make_begun_file(make_citizen(), reply_to(thread.id), PHOTO).name


def taken_off() -> str:
    person = make_citizen()
    row = make_begun_file(person, "thread", PHOTO)
    service.detach(person, "thread", row.id)
    return row.name


def waiting() -> str:
    person, thread = make_citizen(), make_thread()
    row = make_begun_file(person, reply_to(thread.id), PHOTO)
    enclosed = Enclosed(row.place, [row.id])
    wording = Wording("Tôi xin hỏi.", accepts_rules=True, enclosed=enclosed)
    service.submit_reply(person, thread, wording=wording)
    return row.name


def asked() -> str:
    name = waiting()
    make_question(db.session.get_one(Person, post_of(name).author_id), post_of(name))
    return name


def rejected() -> str:
    name = waiting()
    revision = newest_revision(post_of(name))
    service.apply_review(
        make_moderator(), revision, state=RevisionState.REJECTED, seen_version=revision.version
    )
    return name


def withdrawn() -> str:
    name = waiting()
    post = post_of(name)
    service.withdraw(db.session.get_one(Person, post.author_id), newest_revision(post))
    return name


def public() -> str:
    return files_of(make_post_with_files(PHOTO))[0].name


def hidden() -> str:
    return _set(PostState.HIDDEN)


def removed() -> str:
    return _set(PostState.REMOVED)


def of_an_edit_that_waits() -> str:
    post, person = _public()
    row = make_begun_file(person, edit_of(post.id), PHOTO)
    _edit(post, person, Enclosed(row.place, [row.id]))
    return row.name


def dropped_by_an_edit_that_waits() -> str:
    post, person = _public()
    _edit(post, person, None)
    return files_of(post)[0].name


def dropped_by_an_edit() -> str:
    name = dropped_by_an_edit_that_waits()
    revision = newest_revision(post_of(name))
    service.apply_review(
        make_moderator(), revision, state=RevisionState.APPROVED, seen_version=revision.version
    )
    return name


READERS = [
    (begun, OWN),
    (taken_off, set()),
    (waiting, JUDGED),
    (asked, JUDGED | {"staff"}),
    (rejected, JUDGED),
    (withdrawn, OWN),
    (public, ALL),
    (hidden, JUDGED),
    (removed, JUDGED),
    (of_an_edit_that_waits, JUDGED),
    (dropped_by_an_edit_that_waits, ALL),
    (dropped_by_an_edit, JUDGED),
]


@pytest.mark.parametrize(("state", "readers"), READERS, ids=[f.__name__ for f, _who in READERS])
def test_a_file_is_had_by_those_who_may_read_the_wording_that_shows_it(
    app: Flask, as_person: AsPerson, state: object, readers: set[str]
) -> None:
    name = state()  # type: ignore[operator]
    db.session.commit()
    author = db.session.query(Attachment).filter_by(name=name).one().person_id
    clients = {
        "author": as_person(db.session.get_one(Person, author)),
        "moderator": as_person(make_moderator()),
        "citizen": as_person(make_citizen()),
        "staff": as_person(make_staff()),
        "guest": Client(app),
    }
    for who, client in clients.items():
        for address in (f"/tep/{name}", f"/tep/{name}/nho"):
            page = client.get(address, status=None)
            assert page.status == (200 if who in readers else 404), (who, address)


def test_a_browser_shows_a_picture_saves_a_document_and_runs_neither(app: Flask) -> None:
    post = make_post_with_files(PHOTO, PAPER)
    picture, paper = files_of(post)
    guest = Client(app).http
    for row, way, kind in (
        (picture, "inline", "image/webp"),
        (paper, "attachment", "application/pdf"),
    ):
        with guest.get(f"/tep/{row.name}") as answer:
            assert answer.headers["Content-Disposition"].split(";")[0] == way
            assert answer.content_type == kind
            assert len(answer.data) == row.bytes == int(answer.headers["Content-Length"])
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert len(answer.headers.getlist("ETag")) == 1
        with guest.head(f"/tep/{row.name}") as head:
            assert (head.status_code, head.data) == (200, b"")
        tag = {"If-None-Match": answer.headers["ETag"]}
        with guest.get(f"/tep/{row.name}", headers=tag) as again:
            assert again.status_code == 304
    assert guest.get(f"/tep/{paper.name}/nho").status_code == 404  # a document has no small view


@pytest.mark.parametrize(
    "name", ["..%2F..%2Fsecret_key", "%00", "a" * 32, "%E1%BA%A3nh", "0" * 400]
)
def test_an_address_that_names_no_file_of_ours_is_no_page(app: Flask, name: str) -> None:
    Client(app).get(f"/tep/{name}", status=404)


def test_a_file_that_is_missing_on_the_disk_is_no_page_and_is_told(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    row = files_of(make_post_with_files(PHOTO))[0]
    storage.remove(row.name)
    Client(app).get(f"/tep/{row.name}", status=404)
    assert f"attachment {row.id} is missing" in caplog.text


def test_the_thread_says_kind_and_size_and_loads_nothing(app: Flask) -> None:
    post = make_post_with_files(PHOTO, PAPER)
    page = Client(app).get(f"/bai/{post.id}")
    for row in files_of(post):
        assert f'href="/tep/{row.name}"' in page.html
    assert "<img" not in page.html and "KB" in page


def test_sizes_are_said_as_on_a_telephone(app: Flask) -> None:
    with app.test_request_context():
        said = [file_size(n) for n in (1, 84_200, 999_700, 1_240_000)]
    assert said == ["1 KB", "84 KB", "1 MB", "1,2 MB"]


def post_of(name: str) -> Post:
    row = db.session.query(Attachment).filter_by(name=name).one()
    return db.session.get_one(Post, row.post_id)


def _public() -> tuple[Post, Person]:
    post = make_post_with_files(PHOTO)
    return post, db.session.get_one(Person, post.author_id)


def _set(state: PostState) -> str:
    post, _person = _public()
    service.set_post_state(make_moderator(), post, state=state)
    return files_of(post)[0].name


def _edit(post: Post, person: Person, enclosed: Enclosed | None) -> None:
    wording = Wording("Lời đã sửa.", accepts_rules=True, enclosed=enclosed)
    service.edit_post(person, post, wording=wording, seen_wording=seen(post))
    db.session.commit()
