"""Settings of an installation: one a line, with its unit and the reason for its value.

Every value can be set from the environment under the name given in ``from_environment``; nothing
that names one authority is a constant of the code.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent


class Base:
    """What holds for every installation."""

    DATA_DIR = ROOT / "instance"  # database, search index, secret key; the one folder to back up
    FORUM_URL = ""  # absolute origin for mails and trusted hosts; "" = take the request's own
    FORUM_HOST = "127.0.0.1"  # where the web server listens; only a near one may have sample data
    FORUM_PROXIES = 0  # reverse proxies in front whose X-Forwarded-* is believed
    FORUM_DEMO = False  # sample data with known passwords; never on a public address
    SEARCH_ENGINE = ""  # "whoosh" | "sql"; "" = whoosh on SQLite, sql on PostgreSQL
    SMTP_URL = ""  # smtp://user:password@host:port; "" = mails stay in the outbox, inbox only
    MAIL_FROM = "forum@localhost"

    SITE_NAME = "Diễn đàn đối thoại trực tuyến về công tác dân tộc"
    DEMO_AUTHORITY = "Sở Dân tộc và Tôn giáo tỉnh Pha Luông"  # invented, as all sample data
    SITE_AUTHORITY = "Cơ quan công tác dân tộc"  # the owning agency; the set-up page asks for it
    SITE_CONTACT = ""  # address, telephone, office hours for /lien-he, one a line

    SQLALCHEMY_ENGINE_OPTIONS: dict[str, Any] = {}
    BUSY_SECONDS = 5  # wait for SQLite's write lock or a PostgreSQL row lock before saying "busy"

    MAX_CONTENT_LENGTH = 1_000_000  # bytes; the longest legal form is far below
    MAX_FORM_MEMORY_SIZE = 500_000  # bytes in one field: 10,000 characters of 4 bytes, encoded
    MAX_FORM_PARTS = 100  # fields; parsing cost grows with them
    BODY_CHARACTERS = 10_000  # Markdown's worst patterns cost 0.67 s at this length, 1.3 s at twice
    TITLE_CHARACTERS = 150

    WTF_CSRF_TIME_LIMIT = None  # slow writers on slow lines: the token lives as long as the session
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_NAME = "forum_form"  # form state only; signing in has its own cookie
    SIGNIN_COOKIE = "forum_signin"
    SESSION_IDLE_DAYS = 30  # without a page: a citizen's own phone; roles have shorter limits below
    SESSION_DAYS = 90  # from the password on, however often the forum is read
    ROLE_SESSION_HOURS = 12  # moderators, staff, administrators
    ROLE_IDLE_MINUTES = 60  # and not longer after their last page: an office has many visitors
    PROOF_MINUTES = 10  # a dangerous act asks for the password again when it was typed before that
    CODE_MINUTES = 5  # from the right password to the code of the second step
    SECOND_FACTOR_REQUIRED = False  # people with duties get nowhere without a second step
    INVITATION_DAYS = 7  # a link to an account with duties opens so long, once

    THROTTLE_SIGNIN_ACCOUNT = (10, 600)  # tries, seconds; guessing one account
    THROTTLE_SIGNIN_ADDRESS = (
        300,
        600,
    )  # loose: a carrier's NAT puts a whole valley on one address
    THROTTLE_CODE_PERSON = (10, 600)  # codes of six digits, three of them right: 1 in 30,000 a turn
    CODES_SHOWN_MINUTES = 30  # new codes can be looked at again so long: printers jam, lines break
    PAPER_CODE_DAYS = 7  # from the counter home and to somebody with a telephone
    RESET_MINUTES = 30  # a link by mail that sets a new password
    NAME_DAYS = 30  # between two names of one account: readers should know again who speaks
    CLOSING_DAYS = 30  # in which a closed account can be opened again
    CONFIRM_DAYS = 7  # a link by mail that confirms an address
    THROTTLE_RECOVER_ACCOUNT = (10, 3600)  # codes: 32^8 values, eight of them right
    THROTTLE_RECOVER_ADDRESS = (120, 3600)
    THROTTLE_RESET_ACCOUNT = (3, 3600)  # links: no mailbox is flooded
    THROTTLE_RESET_ADDRESS = (60, 3600)
    THROTTLE_CONFIRM_PERSON = (5, 3600)  # links to an address somebody typed
    THROTTLE_OWN_DATA_PERSON = (5, 3600)  # files with everything: each reads hundreds of rows
    THROTTLE_COUNTER_PERSON = (60, 3600)  # sign-in names tried by one officer, paper codes made
    THROTTLE_REGISTER_ADDRESS = (120, 3600)
    THROTTLE_GUEST_ADDRESS = (120, 3600)
    THROTTLE_POST_PERSON = (60, 600)
    THROTTLE_LOOKUP_ADDRESS = (60, 600)  # tracking codes: 32^8 values, 60 tries get nowhere
    GUEST_FORM_SECONDS = 2  # a form sent faster than this was not read by a person

    PAGE_CACHE_BYTES = 16_000_000  # finished public pages kept in each web process; 0: none
    PAGE_CACHE_SECONDS = 60  # a kept page is at most so old: some change with the date alone

    THROTTLE_DRAFT_PERSON = (240, 600)  # a page saves 60 times; four may be open
    THROTTLE_FILE_PERSON = (30, 600)  # each takes a second to read: six texts full of files

    DRAFTS = 50  # of one person; then the one not touched for longest goes
    DRAFT_DAYS = 90  # an untouched draft is kept so long: a season's work in the fields and more
    DRAFT_SECONDS = 10  # between two savings of what is being typed

    DIGEST_HOUR = 7  # o'clock in Vietnam: read before work; on Mondays with the week's news
    NOTICE_DAYS = 180  # a notice is kept so long, read or not

    FILE_IMAGE_BYTES = 8_000_000  # a photo as a telephone takes it; what is kept is far smaller
    FILE_PDF_BYTES = 5_000_000  # kept as it is: minutes on a slow line
    FILES_OF_A_TEXT = 5  # as many as one looks at together
    FILE_BODY_BYTES = 9_000_000  # a form with one of them; below what the server takes at all
    # Bytes of the kept files of one person, by role, the largest counting: a disk is shared by all.
    FILE_QUOTAS = {"member": 50_000_000, "moderator": 200_000_000, "staff": 1_000_000_000}

    THROTTLE_FACTOR = 1  # every throttle's tries times this: load tests, a training room

    OBSERVATION_SECONDS = 5  # what was read is written at most so often; 0: only when asked
    OBSERVATIONS_KEPT = 10_000  # in memory until then, about 200 bytes each

    OUTBOX_LEASE_SECONDS = 60  # a delivery whose worker died is taken over after this
    OUTBOX_ATTEMPTS = 8  # then "dead", shown to an administrator
    IDEMPOTENCY_DAYS = 7


class Development(Base):
    """A laptop: ``scripts/run``."""


class Test(Base):
    """The test suite: throttles out of the way, everything else as shipped."""

    TESTING = True
    THROTTLE_SIGNIN_ADDRESS = (100_000, 600)
    THROTTLE_RECOVER_ADDRESS = (100_000, 3600)
    THROTTLE_RESET_ADDRESS = (100_000, 3600)
    THROTTLE_REGISTER_ADDRESS = (100_000, 3600)
    THROTTLE_GUEST_ADDRESS = (100_000, 3600)
    THROTTLE_POST_PERSON = (100_000, 600)
    GUEST_FORM_SECONDS = 0
    OBSERVATION_SECONDS = 0


class Production(Base):
    """A province's server: FORUM_URL is required, cookies are Secure and host-bound."""

    SECOND_FACTOR_REQUIRED = True


BY_NAME = {"development": Development, "test": Test, "production": Production}


def _switch(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}


def from_environment(environ: os._Environ[str] | dict[str, str] = os.environ) -> dict[str, Any]:
    """The settings the environment gives, ready for ``app.config.update``.

    Raises ``KeyError`` for an unknown FORUM_CONFIG and ``ValueError`` for a number that is none.
    """
    base = BY_NAME[environ.get("FORUM_CONFIG", "development")]
    settings = {name: getattr(base, name) for name in dir(base) if name.isupper()}
    if environ.get("FORUM_DATA_DIR"):
        settings["DATA_DIR"] = Path(environ["FORUM_DATA_DIR"]).resolve()
    for name in ("FORUM_URL", "FORUM_HOST", "SEARCH_ENGINE", "SMTP_URL", "MAIL_FROM"):
        if environ.get(name):
            settings[name] = environ[name]
    for name in ("SITE_NAME", "SITE_AUTHORITY", "SITE_CONTACT"):
        if environ.get(name):
            settings[name] = environ[name]
    settings["THROTTLE_FACTOR"] = int(environ.get("FORUM_THROTTLE_FACTOR", "1"))
    kept = environ.get("FORUM_PAGE_CACHE_BYTES", base.PAGE_CACHE_BYTES)
    settings["PAGE_CACHE_BYTES"] = int(kept)
    settings["FORUM_PROXIES"] = int(environ.get("FORUM_PROXIES", "0"))
    settings["FORUM_DEMO"] = _switch(environ.get("FORUM_DEMO", "0"))
    if environ.get("FORUM_SECOND_FACTOR"):
        settings["SECOND_FACTOR_REQUIRED"] = _switch(environ["FORUM_SECOND_FACTOR"])
    if settings["FORUM_DEMO"] and not environ.get("SITE_AUTHORITY"):
        settings["SITE_AUTHORITY"] = settings["DEMO_AUTHORITY"]
    if environ.get("SECRET_KEY"):
        settings["SECRET_KEY"] = environ["SECRET_KEY"]
    if environ.get("DATABASE_URL"):
        settings["SQLALCHEMY_DATABASE_URI"] = environ["DATABASE_URL"]
    return settings
