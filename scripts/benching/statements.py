"""How many statements a thread page sends, counted where they reach the database.

``python -m benching.statements`` prints the counts for the forum of its environment as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benching.figures import Result, of_samples
from benching.members import username
from benching.seed import module


def measure(folder: Path) -> list[Result]:
    """Of the long thread's first and last page, a short thread, and one with an office's reply.
    The greatest count is the figure: no thread may be dearer than the rule allows."""
    told = module(folder, "benching.statements", FORUM_PAGE_CACHE_BYTES="0")
    counts: dict[str, list[int]] = json.loads(told)
    return [
        Result(of_samples(figure, samples).figure, max(samples), samples)
        for figure, samples in counts.items()
    ]


def _counted() -> dict[str, list[int]]:
    from forum import create_app
    from forum.accounts import service
    from forum.accounts.queries import person_named
    from forum.core.db import commit

    app = create_app()
    with app.app_context():
        person = person_named(username(1))
        assert person
        token = service.sign_in(person)
        commit()
        paths = _paths()
    guest, member = app.test_client(), app.test_client()
    member.set_cookie(app.config["SIGNIN_COOKIE"], token)
    return {
        "thread.statements.anon": [_count(app, guest, path) for path in paths],
        "thread.statements.member": [_count(app, member, path) for path in paths],
    }


def _paths() -> list[str]:
    import sqlalchemy as sa

    from forum.core.db import db
    from forum.official.models import OfficialText
    from forum.threads.models import Post

    answered = sa.select(sa.func.min(Post.thread_id)).join(
        OfficialText, OfficialText.post_id == Post.id
    )
    threads = [1, 1, 2, db.session.scalar(answered)]
    queries = ["", "?cuoi=1", "", ""]
    return [f"/chu-de/{thread}{query}" for thread, query in zip(threads, queries, strict=True)]


def _count(app: Any, client: Any, path: str) -> int:
    """Statements of the page where ``path`` leads, after it was asked for once."""
    import sqlalchemy as sa

    from forum.core.db import db

    settled = client.get(path, follow_redirects=True).request
    sent: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", listen)
        answer = client.get(settled.full_path.rstrip("?"))
        sa.event.remove(db.engine, "before_cursor_execute", listen)
    if answer.status_code != 200 or not sent:
        raise SystemExit(f"{path}: {answer.status}, {len(sent)} statements")
    return len(sent)


if __name__ == "__main__":
    print(json.dumps(_counted()))
