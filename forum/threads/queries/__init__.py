"""Reads, one file a noun; ``visibility`` decides for all of them."""

from forum.threads.queries import posts, threads, visibility

__all__ = ["posts", "threads", "visibility"]
