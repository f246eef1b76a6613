"""What an administrator can do with the installation, one file a matter."""

from __future__ import annotations

from forum.site.service.deliveries import retry_deliveries
from forum.site.service.installation import (
    describe_site,
    forget_site,
    keep_mail_taken,
    open_to_citizens,
    want_test_mail,
)
from forum.site.service.page_texts import write_page
from forum.site.service.tuning import tune

__all__ = [
    "describe_site",
    "forget_site",
    "keep_mail_taken",
    "open_to_citizens",
    "retry_deliveries",
    "tune",
    "want_test_mail",
    "write_page",
]
