"""A post quoted in a reply, as Markdown."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from forum.core.text import one_line, shorten
from forum.threads.queries.quoting import quotable_source
from forum.threads.rows import author_name

QUOTED = 600  # characters; whoever wants to read more follows the link
_MARKS = re.compile(r"([\\`*_\[\]()<>#@])")


def quote(post_id: int) -> str:
    """What a reply begins with: who said it, where, and the beginning of the words; "" for a post
    that not everybody reads."""
    row = quotable_source(post_id)
    if row is None:
        return ""
    name = _MARKS.sub(r"\\\1", one_line(author_name(row)))
    head = _(
        "%(name)s wrote in [post no. %(number)s](%(address)s):",
        name=name,
        number=row.number,
        address=f"/bai/{row.id}",
    )
    said = shorten(row.source, QUOTED).splitlines()
    return "".join(f"> {line}".rstrip() + "\n" for line in [head, "", *said]) + "\n"
