"""The board, readable by everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from forum.board import queries
from forum.languages.domain import current_tag
from forum.rules.queries import in_language

board = Blueprint("board", __name__)


@board.get("")
def members() -> str:
    """Seats, who holds them since when, and the founding decision."""
    return render_template(
        "board/members.html",
        boards=queries.boards(),
        say=lambda texts: in_language(texts, current_tag()),
    )
