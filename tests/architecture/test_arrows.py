"""Rooms by domain, arrows pointing one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.architecture import arrows
from tests.architecture.sources import Module, forum_modules, sample

Rule = Callable[[Iterable[Module]], Iterator[str]]

RULES: list[Rule] = [
    arrows.rooms_are_known,
    arrows.tiers_point_down,
    arrows.only_wiring_knows_all,
    arrows.rooms_share_only_their_front,
    arrows.inside_points_down,
    arrows.pure_files_know_no_flask,
    arrows.packages_have_one_importer,
    arrows.rows_are_written_at_home,
    arrows.foreign_keys_point_down,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_forum_keeps(rule: Rule) -> None:
    assert "\n".join(rule(forum_modules())) == ""


def test_the_rules_see_the_forum() -> None:
    names = {module.name for module in forum_modules()}

    assert {"forum", "forum.core.db", "forum.outbox.worker"} <= names


ACCOUNTS = sample(
    "forum.accounts.models",
    "class Person(Base):\n    __tablename__ = 'person'\n",
)
THREADS = sample(
    "forum.threads.models",
    "class Post(Base):\n    __tablename__ = 'post'\n",
)

BAD: list[tuple[Rule, str, str]] = [
    (arrows.rooms_are_known, "forum.shed.service", ""),
    (arrows.tiers_point_down, "forum.threads.service", "from forum.moderation import queries"),
    (arrows.tiers_point_down, "forum.moderation.models", "import forum.official.models"),
    (arrows.tiers_point_down, "forum.core.clock", "from forum.accounts.models import Person"),
    (arrows.tiers_point_down, "forum.audit.service", "from forum.outbox.facts import Fact"),
    (arrows.tiers_point_down, "forum.web.models", "from forum.languages import catalogue"),
    (arrows.tiers_point_down, "forum.core.db", "def f():\n    from forum.web import once"),
    (arrows.only_wiring_knows_all, "forum.threads.views", "from forum.wiring import PUBLIC"),
    (arrows.only_wiring_knows_all, "forum.threads.views", "from forum import create_app"),
    (arrows.rooms_share_only_their_front, "forum.official.views", "import forum.threads.views"),
    (
        arrows.rooms_share_only_their_front,
        "forum.official.forms",
        "from forum.threads.forms import ReplyForm",
    ),
    (
        arrows.rooms_share_only_their_front,
        "forum.official.service",
        "from forum.search.analysis import analyse",
    ),
    (
        arrows.rooms_share_only_their_front,
        "forum.cli.threads",
        "from forum.threads.reactions import tell",
    ),
    (arrows.inside_points_down, "forum.threads.models", "from forum.threads import queries"),
    (arrows.inside_points_down, "forum.threads.queries", "from . import service"),
    (arrows.inside_points_down, "forum.threads.service", "from .forms import ReplyForm"),
    (arrows.inside_points_down, "forum.threads.views.queue", "from ..reactions import tell"),
    (arrows.inside_points_down, "forum.threads.numbering", "from .views import thread"),
    (arrows.pure_files_know_no_flask, "forum.threads.service", "from flask import g"),
    (arrows.pure_files_know_no_flask, "forum.threads.policy", "from flask_login import UserMixin"),
    (arrows.pure_files_know_no_flask, "forum.threads.queries", "from flask_babel import gettext"),
    (arrows.pure_files_know_no_flask, "forum.threads.service", "from forum.web.once import finish"),
    (arrows.packages_have_one_importer, "forum.threads.service", "import nh3"),
    (arrows.packages_have_one_importer, "forum.threads.service", "import whoosh.index"),
    (
        arrows.rows_are_written_at_home,
        "forum.moderation.service",
        "from forum.threads.models import Post\npost = Post(number=1)",
    ),
    (
        arrows.rows_are_written_at_home,
        "forum.moderation.service",
        "from forum.threads.models import Post\nsa.update(Post).values(number=1)",
    ),
    (
        arrows.foreign_keys_point_down,
        "forum.accounts.models",
        "class Person:\n    best = column(ForeignKey('post.id'))",
    ),
    (
        arrows.foreign_keys_point_down,
        "forum.accounts.models",
        "key = sa.ForeignKeyConstraint(['a', 'b'], ['post.id', 'post.b'])",
    ),
    (arrows.foreign_keys_point_down, "forum.accounts.models", "p = relationship('Post')"),
    (arrows.foreign_keys_point_down, "forum.threads.models", "p = sa.ForeignKey('lost.id')"),
]


@pytest.mark.parametrize(("rule", "name", "text"), BAD)
def test_a_breach_is_seen(rule: Rule, name: str, text: str) -> None:
    assert list(rule([ACCOUNTS, THREADS, sample(name, text)]))


GOOD: list[tuple[str, str]] = [
    ("forum.moderation.service", "from forum.threads.service import apply_review"),
    (
        "forum.moderation.views",
        "from forum.official import queries\nfrom forum.web.once import finish",
    ),
    ("forum.threads.queries", "from forum.threads import policy\nfrom forum.core import clock"),
    ("forum.threads.lifecycle", "from flask_babel import lazy_gettext as _l"),
    ("forum.accounts.models.people", "from flask_login import UserMixin"),
    ("forum.threads.models", "author = sa.ForeignKey('person.id')\nown = sa.ForeignKey(Post.id)"),
    (
        "forum.wiring",
        "from forum.threads.views import threads\nfrom forum.search.reactions import x",
    ),
]


@pytest.mark.parametrize(("name", "text"), GOOD)
def test_what_is_allowed_is_left_alone(name: str, text: str) -> None:
    for rule in RULES:
        assert list(rule([ACCOUNTS, THREADS, sample(name, text)])) == []
