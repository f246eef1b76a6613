"""Categories, threads, posts, revisions, receipts, files sent along; where posts stood before, and
what happened to a thread."""

from forum.threads.models.attachments import Attachment
from forum.threads.models.categories import Category, FormerSlug
from forum.threads.models.happenings import By, FormerPlace, Happening, ThreadEvent
from forum.threads.models.threads import Post, Receipt, Revision, Thread

__all__ = [
    "Attachment",
    "By",
    "Category",
    "FormerPlace",
    "FormerSlug",
    "Happening",
    "Post",
    "Receipt",
    "Revision",
    "Thread",
    "ThreadEvent",
]
