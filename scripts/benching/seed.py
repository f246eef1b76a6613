"""The forum that is measured: made once, kept in a folder, copied for every run."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benching.server import FLASK, ROOT, environment
from benching.texts import generator

VERSION = 1  # raise when the seed must be made anew though nothing that ``stamp`` names changed
TOKENS = ("forum/search/analysis.py", "forum/search/compounds.py")  # what the indexes hold
BATCH = 2_000  # posts a transaction
STAMP = "seed.json"


@dataclass(frozen=True)
class Size:
    """How much there is. ``official`` questions are answered by an office, which also makes
    something clear about as many posts; the long thread holds neither."""

    categories: int = 20
    threads: int = 2_000
    posts: int = 50_000
    longest: int = 5_000
    members: int = 200
    official: int = 20


def ready(home: Path, size: Size) -> Path:
    """The folder with this seed; it is made, in some minutes, when there is none."""
    kept, wanted = home / f"seed-{size.posts}", stamp(size)
    if (kept / STAMP).exists() and json.loads((kept / STAMP).read_text("utf-8")) == wanted:
        return kept
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True, mode=0o700)
    begun = time.monotonic()
    make(kept, size)
    (kept / STAMP).write_text(json.dumps(wanted), "utf-8")
    tell(f"the seed stands after {time.monotonic() - begun:.0f} s")
    return kept


def stamp(size: Size) -> dict[str, Any]:
    """What the seed depends on; a new migration is applied to the copy, as to any forum."""
    from forum.core.text import RENDERER

    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in TOKENS)).hexdigest()
    return {"version": VERSION, "size": asdict(size), "renderer": RENDERER, "tokens": digest}


def copy(kept: Path, working: Path) -> None:
    """``working`` is an installed forum with this seed, migrated to the present code."""
    shutil.rmtree(working, ignore_errors=True)
    shutil.copytree(kept, working)
    command(working, "setup")


def make(folder: Path, size: Size) -> None:
    """A forum of this size stands in ``folder``, with both search indexes."""
    tell(f"making a forum of {size.posts} posts, once")
    command(folder, "setup")
    module(folder, "benching.seed", json.dumps(asdict(size)))
    command(folder, "worker", "--once")
    command(folder, "check")


def _filled(size: Size) -> None:
    from forum import create_app

    with create_app().app_context():
        fill(size)
        tell("indexing the texts")
        index()
        people_said(size)


def fill(size: Size) -> None:
    """People, categories, threads and posts stand in the database."""
    from benching import people, rows
    from forum.rules.queries import version_in_force

    source = generator()
    names = source.Text(seed=40)
    owners = rows.Owners(
        categories=people.make_categories([names.title()[:40] for _ in range(size.categories)]),
        members=people.make_members(size.members),
        rule_version=version_in_force().id,
    )
    writer = rows.Writer(owners)
    for posts in source.plan(size.categories, size.threads, size.posts, size.longest):
        writer.thread(posts)
        if len(writer.posts) >= BATCH:
            writer.store()
    writer.store()
    tell(f"{writer.post_id} posts are written")


def people_said(size: Size) -> None:
    """The office's replies and clarifications, about posts of short threads."""
    from benching import people
    from forum.core.db import db
    from forum.threads.models import Category

    members = list(db.session.scalars(sa.text("SELECT id FROM person ORDER BY id LIMIT 50")))
    category = db.session.scalars(sa.select(Category.id).order_by(Category.id)).first()
    assert category
    short = sa.text("SELECT id FROM post WHERE thread_id > 1 AND opening ORDER BY id LIMIT :n")
    about = list(db.session.scalars(short, {"n": size.official}))
    people.make_replies(members, category, questions=size.official, about=about)


def index() -> None:
    """Both indexes hold every text; the worker has nothing left to do."""
    from forum.core.db import commit
    from forum.search import service
    from forum.search.models import Kind
    from forum.search.queries.ranges import ranges

    for kind in Kind:
        for first, last in list(ranges(kind, service.BATCH)):
            service.index_between(kind, first, last, tell=False)
            commit()
    tell("writing the files of Whoosh")
    service.rebuild_files()


def command(folder: Path, *words: str, **settings: str) -> str:
    """What a command of the forum in ``folder`` told; RuntimeError when it failed."""
    return _told([*FLASK, *words], {**forum_settings(folder), **settings})


def module(folder: Path, *words: str, **settings: str) -> str:
    """The same of a module of ours, in a process that has the forum's settings and no others."""
    return _told([sys.executable, "-m", *words], {**forum_settings(folder), **settings})


def _told(words: list[str], given: dict[str, str]) -> str:
    settings = environment(**given)
    done = subprocess.run(
        words, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words[1:])} failed; the reason stands above")
    return done.stdout


def forum_settings(folder: Path) -> dict[str, str]:
    """The environment of the measured forum: as shipped, but for throttles out of the way."""
    return {"FORUM_DATA_DIR": str(folder), "FORUM_THROTTLE_FACTOR": "100000"}


def tell(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    _filled(Size(**json.loads(sys.argv[1])))
