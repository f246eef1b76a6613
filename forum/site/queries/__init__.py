"""Reading, one file a matter."""

from __future__ import annotations

from forum.site.queries.installation import (
    BACKUP,
    SiteWords,
    Work,
    backup_lacks,
    backup_made_at,
    contacts_lack,
    emblem,
    last_test_mail,
    mail_lacks,
    owner_lacks,
    site_words,
    the_site,
    words_of,
    work,
)
from forum.site.queries.journal import acted_as
from forum.site.queries.page_texts import PageWords, page_words, versions_of
from forum.site.queries.tuning import changes_of, newest_changes

__all__ = [
    "BACKUP",
    "PageWords",
    "SiteWords",
    "Work",
    "acted_as",
    "backup_lacks",
    "backup_made_at",
    "changes_of",
    "contacts_lack",
    "emblem",
    "last_test_mail",
    "mail_lacks",
    "newest_changes",
    "owner_lacks",
    "page_words",
    "site_words",
    "the_site",
    "versions_of",
    "words_of",
    "work",
]
