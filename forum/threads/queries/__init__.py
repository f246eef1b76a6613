"""Reads, one file a noun; ``visibility`` decides for all of them."""

from forum.threads.queries import lists, posts, shape, threads, visibility

__all__ = ["lists", "posts", "shape", "threads", "visibility"]
