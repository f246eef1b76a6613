"""Reading what the installation says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext

from config import Base
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.settings import setting
from forum.outbox.models import Delivery, DeliveryState, FactRow
from forum.outbox.queries import last_round
from forum.site.models import THE_ROW, WORDS, Site

BACKUP = "backup_created"  # the act that the audit table tells of
OF_EVERY_PAGE = ("emblem_hash", "sample", "opened_at", "tuned")


def the_site() -> Site:
    """The one row; NotFound before set-up."""
    row = db.session.get(Site, THE_ROW)
    if row is None:
        raise NotFound("site")
    return row


@dataclass(frozen=True)
class SiteWords:
    """What pages and mails say about the installation; an empty word is left out of them."""

    name: str
    short_name: str
    authority: str
    content_officer: str
    content_officer_position: str
    address: str
    telephone: str
    email: str
    office_hours: str
    licence: str
    data_contact: str
    legal_contact: str
    indigo: str
    leaf: str
    lines: tuple[str, ...]  # SITE_CONTACT, for an installation that has entered nothing yet
    emblem: str  # address of the picture, or ""
    demo: bool
    opened: bool
    tuned: Mapping[str, Any]  # settings that differ from the shipped ones, see tuning.py


def site_words() -> SiteWords:
    """The row's words; where one is empty, the setting's."""
    columns = [getattr(Site, name) for name in (*WORDS, *OF_EVERY_PAGE)]
    return words_of(db.session.execute(sa.select(*columns).where(Site.id == THE_ROW)).first())


def words_of(row: Any | None) -> SiteWords:
    """What the row says, or the settings alone when there is none or it cannot be read."""
    words = {name: getattr(row, name, "") for name in WORDS}
    words["name"] = words["name"] or setting("SITE_NAME")
    words["authority"] = words["authority"] or setting("SITE_AUTHORITY")
    told = any(words[name] for name in ("address", "telephone", "email", "office_hours"))
    picture = getattr(row, "emblem_hash", "")
    return SiteWords(
        **words,
        lines=() if told else tuple(str(setting("SITE_CONTACT")).splitlines()),
        emblem=f"/bieu-trung/{picture}.png" if picture else "",
        demo=bool(setting("FORUM_DEMO") or getattr(row, "sample", False)),
        opened=bool(getattr(row, "opened_at", None)),
        tuned=getattr(row, "tuned", None) or {},
    )


def emblem(wanted: str) -> bytes:
    """The picture whose hash is ``wanted``; NotFound for any other."""
    query = sa.select(Site.emblem).where(Site.emblem_hash == wanted, Site.emblem.is_not(None))
    data = db.session.scalar(query) if wanted else None
    if data is None:
        raise NotFound("emblem")
    return data


@dataclass(frozen=True)
class Work:
    """How the worker gets on: deliveries given up, what waits, since when the oldest fact has
    waited, and when it last went round or took one up."""

    dead: int
    waiting: int
    oldest: datetime | None
    last_sign: datetime | None


def work() -> Work:
    """What the outbox tells about the worker."""
    count = sa.select(sa.func.count(Delivery.id))
    facts = sa.select(sa.func.count(FactRow.id), sa.func.min(FactRow.at))
    waiting, oldest = db.session.execute(facts.where(FactRow.expanded_at.is_(None))).one()
    deliveries = db.session.scalar(count.where(Delivery.state == DeliveryState.WAITING)) or 0
    taken_up = db.session.scalar(sa.select(sa.func.max(FactRow.expanded_at)))
    return Work(
        dead=db.session.scalar(count.where(Delivery.state == DeliveryState.DEAD)) or 0,
        waiting=waiting + deliveries,
        oldest=oldest,
        last_sign=max(filter(None, (taken_up, last_round())), default=None),
    )


def last_test_mail() -> Delivery | None:
    """The delivery of the newest test mail, which tells why it has not arrived."""
    query = sa.select(Delivery).join(FactRow).where(FactRow.name == "MailTestWanted")
    return db.session.scalar(query.order_by(Delivery.id.desc()).limit(1))


def owner_lacks() -> object | None:
    """What readers are not told about the owning agency; None when they are told all."""
    site, words = the_site(), site_words()
    if not site.authority and words.authority == Base.SITE_AUTHORITY:
        return lazy_gettext("The owning agency is not named.")
    if not (site.content_officer and site.content_officer_position):
        return lazy_gettext(
            "The person responsible for content is not named, or not with a position."
        )
    if not site.address:
        return lazy_gettext("The address is missing.")
    if not (site.telephone or site.email):
        return lazy_gettext("A telephone number or an e-mail address is missing.")
    return None


def contacts_lack() -> object | None:
    """Which of the two contacts is missing; None when both stand."""
    site = the_site()
    if not site.data_contact:
        return lazy_gettext("Nobody is named for questions about personal data.")
    if not site.legal_contact:
        return lazy_gettext("It is not said where complaints and denunciations go.")
    return None


def mail_lacks() -> object | None:
    """Why it is not known that mail arrives; None once the mail server took a test mail."""
    if not setting("SMTP_URL"):
        return lazy_gettext("No mail server is set: SMTP_URL is empty.")
    site = the_site()
    if site.mail_taken_at:
        return None
    if not site.mail_wanted_at:
        return lazy_gettext("No test mail was sent yet.")
    return lazy_gettext("The mail server has not taken the test mail yet.")


def backup_made_at() -> datetime | None:
    """When ``backup create`` last wrote a whole file."""
    query = sa.select(sa.func.max(AuditRow.at)).where(AuditRow.act == BACKUP)
    return db.session.scalar(query)


def backup_lacks() -> object | None:
    """That there is no backup; None when there is one."""
    if backup_made_at() is not None:
        return None
    return lazy_gettext("No backup was made yet.")
