"""What people can do with questions and with the offices' texts, one file a noun."""

from __future__ import annotations

from forum.official.service.questions import ask, assign, make_question, move_question
from forum.official.service.summaries import settle_merged
from forum.official.service.texts import (
    approve_text,
    publish_text,
    return_text,
    save_text,
    submit_text,
    withdraw_text,
    write_clarification,
    write_explanation,
    write_reply,
    write_summary,
)
from forum.official.wordings import TextWording

__all__ = [
    "TextWording",
    "approve_text",
    "ask",
    "assign",
    "make_question",
    "move_question",
    "publish_text",
    "return_text",
    "save_text",
    "settle_merged",
    "submit_text",
    "withdraw_text",
    "write_clarification",
    "write_explanation",
    "write_reply",
    "write_summary",
]
