"""How the installation is: each gauge with what is normal and, when something must be done, what.

Red is kept for that. Thresholds stand here with their reasons.
"""

from __future__ import annotations

import platform
import re
import shutil
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

import config
from forum.core import clock, heads
from forum.core.db import db, dialect
from forum.core.settings import setting
from forum.languages.formatting import number
from forum.outbox.queries import Lot, counts, last_round, oldest_undone
from forum.site.models import Site
from forum.site.queries import backup_made_at

WORKER_QUIET = timedelta(minutes=5)  # it goes round twice a minute; an import may hold it up
NEWS_LATE = timedelta(minutes=10)  # usually under a second
REVIEW_LATE = timedelta(days=2)  # a weekend; after that people give up
BACKUP_OLD = timedelta(days=2)  # one a night; one may fail unnoticed, not two
MAIL_LATE = timedelta(hours=1)  # a mail server's restart takes minutes
FREE_BYTES = 1_000_000_000  # some weeks of texts and one backup
GIGABYTE = 1_000_000_000
# pyproject.toml; RETURNING and DROP COLUMN; docs/operating.md
LEAST = {"Python": (3, 11), "SQLite": (3, 35), "PostgreSQL": (15,)}


@dataclass(frozen=True)
class Gauge:
    """``value`` is a time, words or a number; ``advice`` is what to do when it is ``bad``, and
    ``idle`` says why it is neither bad nor well."""

    key: str
    name: object
    value: object
    normal: object
    advice: object
    bad: bool = False
    idle: object = ""


def gauges(site: Site, *, oldest_text: datetime | None) -> list[Gauge]:
    """All of them: what must be done, then the rest in the order in which one looks, what citizens
    notice first."""
    found = [
        _queue(oldest_text),
        _worker(),
        *_outbox(),
        _mail(site),
        _backup(site),
        _disk(),
        _migration(),
        *_versions(),
    ]
    return sorted(found, key=lambda gauge: not gauge.bad)


def _queue(oldest: datetime | None) -> Gauge:
    return Gauge(
        "queue",
        _l("Oldest text that waits for review"),
        oldest,
        _l("Read within two days."),
        _l("Ask the moderators to read it; give a seat to more people if they cannot."),
        _late(oldest, REVIEW_LATE),
    )


def _worker() -> Gauge:
    last = last_round()
    return Gauge(
        "worker",
        _l("Last round of the worker"),
        last,
        _l("Twice a minute."),
        _l("Start the worker on the server: “python -m forum worker”. Nothing is lost meanwhile."),
        last is None or _late(last, WORKER_QUIET),
    )


def _outbox() -> list[Gauge]:
    oldest, index, dead = oldest_undone(), oldest_undone("search."), counts()[Lot.DEAD]
    return [
        Gauge(
            "outbox",
            _l("Oldest news that is not delivered"),
            oldest,
            _l("Delivered within seconds."),
            _l("Look at the outbox: it says what fails."),
            _late(oldest, NEWS_LATE),
        ),
        Gauge(
            "dead",
            _l("Deliveries that were given up"),
            dead,
            _l("No delivery is given up."),
            _l("Look at the outbox: read the reason, mend it, then let them be tried again."),
            dead > 0,
        ),
        Gauge(
            "index",
            _l("Oldest text that search does not know yet"),
            index,
            _l("Found within seconds."),
            _l("On the server: “flask --app wsgi search rebuild”."),
            _late(index, NEWS_LATE),
        ),
    ]


def _mail(site: Site) -> Gauge:
    oldest = oldest_undone("notifications.mail")
    taken = site.mail_taken_at
    return Gauge(
        "mail",
        _l("Last test mail that the mail server took"),
        taken if setting("SMTP_URL") else _l("No mail server is set."),
        _l("Mails leave within seconds; without a mail server news stays in the inbox."),
        _l("Mails have waited for more than an hour: look at the outbox and send a test mail."),
        bool(setting("SMTP_URL")) and _late(oldest, MAIL_LATE),
        idle="" if setting("SMTP_URL") else _l("not in use"),
    )


def _backup(site: Site) -> Gauge:
    made = backup_made_at()
    return Gauge(
        "backup",
        _l("Last backup"),
        made,
        _l("One every night."),
        _l("On the server: “flask --app wsgi backup create FILE”, every night by a timer."),
        site.opened_at is not None and (made is None or _late(made, BACKUP_OLD)),
        idle=_l("needed before opening") if made is None else "",
    )


def _disk() -> Gauge:
    free = shutil.disk_usage(_existing(Path(setting("DATA_DIR")))).free
    return Gauge(
        "disk",
        _l("Free space for data"),
        _l("%(size)s GB", size=number(round(free / GIGABYTE, 1))),
        _l("More than 1 GB."),
        _l("Make room on the disk: a full one stops everything that is written."),
        free < FREE_BYTES,
    )


def _migration() -> Gauge:
    present, wanted = heads.head_of_database(db.session.connection()), heads.head_of_code()
    return Gauge(
        "migration",
        _l("State of the database"),
        present or "",
        _l("The same as the code: %(head)s.", head=wanted),
        _l("On the server: “flask --app wsgi setup”."),
        present != wanted,
    )


def _late(moment: datetime | None, patience: timedelta) -> bool:
    return moment is not None and clock.now() - moment > patience


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _versions() -> list[Gauge]:
    asked = "SELECT sqlite_version()" if dialect() == "sqlite" else "SHOW server_version"
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[dialect()]
    on_disk = _of_the_files()
    forum = Gauge(
        "forum",
        _l("Version of the forum"),
        _STARTED_AS,
        _l("The same as in the files on the server: %(version)s.", version=on_disk),
        _l("The files are newer than what runs: start the web server and the worker anew."),
        on_disk != _STARTED_AS,
    )
    runs_on = {
        "Python": platform.python_version(),
        database: str(db.session.scalar(sa.text(asked))),
    }
    return [forum, *(_version(name, present) for name, present in runs_on.items())]


def _version(name: str, present: str) -> Gauge:
    least = LEAST[name]
    numbers = tuple(int(part) for part in re.findall(r"\d+", present)[: len(least)])
    return Gauge(
        name.lower(),
        name,
        present,
        _l("%(version)s or newer.", version=".".join(map(str, least))),
        _l("On the server: install a newer version, then start the forum anew."),
        numbers < least,
    )


def _of_the_files() -> str:
    project = tomllib.loads((config.ROOT / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


_STARTED_AS = _of_the_files()
