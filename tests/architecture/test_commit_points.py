"""One commit a request, in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.sources import Module, forum_modules, sample

MAY_COMMIT = {"forum.core.db", "forum.web.once", "forum.outbox.worker", "forum.web.observations"}
# A writer of the Whoosh index, which is no part of any transaction.
MAY_COMMIT |= {"forum.search.engines.whoosh_index"}
ENDING = {"commit", "begin", "apart"}  # what makes something durable, here or at its end
# The second transaction of core.db is for throttle counters and refusals, and for those alone.
MAY_STAND_APART = {"forum.accounts.throttle", "forum.web.throttle"}
DATABASE = re.compile(r"(?:session|engine|connection|link)\.begin$")


def commits_elsewhere(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        if module.name in MAY_COMMIT or module.room == "cli":
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else None
            name = function.id if isinstance(function, ast.Name) else name
            if name == "apart" and module.name in MAY_STAND_APART:
                continue
            if name == "begin" and not DATABASE.search(ast.unparse(function)):
                continue  # beginning something else
            if name in ENDING:
                yield module.at(node, f"calls {name}()")


def test_only_the_four_places_and_commands_commit() -> None:
    assert "\n".join(commits_elsewhere(forum_modules())) == ""


def test_finish_is_one_of_them() -> None:
    source = next(module.text for module in forum_modules() if module.name == "forum.web.once")

    assert "commit()" in source


@pytest.mark.parametrize(
    "text",
    [
        "db.session.commit()",
        "from forum.core.db import commit\ncommit()",
        "with db.engine.begin() as link:\n    pass",
        "with apart() as session:\n    pass",
    ],
)
def test_a_hidden_commit_is_seen(text: str) -> None:
    assert list(commits_elsewhere([sample("forum.threads.service", text)]))


def test_savepoints_and_flushes_are_no_commits() -> None:
    text = "db.session.flush()\nwith db.session.begin_nested():\n    pass"

    assert list(commits_elsewhere([sample("forum.threads.service", text)])) == []
