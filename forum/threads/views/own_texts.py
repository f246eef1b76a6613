"""A person's own texts: the state of each, and why."""

from __future__ import annotations

from flask import g, render_template, request

from forum.following import marks
from forum.moderation.queries import decisions_on, visibility_reasons
from forum.screening.words import FOR_AUTHOR
from forum.threads import queries
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.rows import clause_title, held_view, title_or_hidden
from forum.threads.views import threads
from forum.web.pagination import as_number, cut

PAGE = 20


@threads.get("/bai-cua-toi")
def own_texts() -> str:
    """Every own text, newest first: waiting, returned, published, hidden, with the reason."""
    before = as_number(request.args.get("truoc")) or None
    found, more = cut(queries.own.own_posts(g.actor, before, PAGE + 1), PAGE)
    decisions = decisions_on([revision.id for _post, revision, _title in found])
    closed = visibility_reasons(
        [p.id for p, _r, _t in found if p.state in {PostState.HIDDEN, PostState.REMOVED}]
    )
    texts = [
        {
            "post": post,
            "title": title_or_hidden(revision.title or thread_title)
            if post.opening
            else thread_title,
            "html": revision.html,
            "sent_at": revision.created_at,
            "held": held_view(revision, decisions.get(revision.id), FOR_AUTHOR)
            if revision.state not in {RevisionState.APPROVED, RevisionState.SUPERSEDED}
            else None,
            "closed": closed.get(post.id),
        }
        for post, revision, thread_title in found
    ]
    older = f"/bai-cua-toi?truoc={found[-1][0].id}" if more else None
    return render_template(
        "threads/own_texts.html",
        news=marks.of_list(g.actor, {post.thread_id for post, _r, _t in found}),
        texts=texts,
        older=older,
        clause_title=clause_title,
    )
