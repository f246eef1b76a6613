"""Words of our own in statements: written out, so that both databases see partial indexes."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from forum.core.db import db
from forum.threads.lifecycle import PostState
from forum.threads.models import Post

BOTH = (PostState.REMOVED, PostState.HIDDEN)


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        (Post.state == PostState.PUBLIC, "post.state = 'public'"),
        (Post.state != PostState.PUBLIC, "post.state != 'public'"),
        (Post.state.in_(BOTH), "post.state IN ('hidden', 'removed')"),
        (Post.state.not_in(set(BOTH)), "(post.state NOT IN ('hidden', 'removed'))"),
        (~Post.state.in_(BOTH), "(post.state NOT IN ('hidden', 'removed'))"),
    ],
)
def test_words_stand_in_the_statement(condition, written):
    assert str(condition) == written
    assert not condition.compile().params


def test_statements_that_differ_in_a_word_alone_are_not_taken_for_one(app):
    statements = [sa.select(Post.id).where(Post.state == word) for word in PostState]
    assert len({str(one.compile(db.engine)) for one in statements}) == len(PostState)
    keys = {one._generate_cache_key().key for one in statements}
    assert len(keys) == len(PostState)


def test_an_empty_list_holds_nothing(app):
    assert db.session.scalars(sa.select(Post.id).where(Post.state.in_([]))).all() == []


def test_a_word_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="answered"):
        Post.state.in_([*BOTH, "answered"])
