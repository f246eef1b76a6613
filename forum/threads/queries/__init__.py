"""Reads, one file a noun; ``visibility`` decides for all of them."""

from forum.threads.queries import (
    attachments,
    history,
    lists,
    own,
    posts,
    shape,
    threads,
    visibility,
)

__all__ = ["attachments", "history", "lists", "own", "posts", "shape", "threads", "visibility"]
