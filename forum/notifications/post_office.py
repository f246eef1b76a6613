"""Mail: one message, one connection, nothing kept open."""

from __future__ import annotations

import hashlib
import hmac
import smtplib
import ssl
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime
from urllib.parse import SplitResult, unquote, urlsplit

from flask import render_template
from flask_babel import gettext as _

from forum.core import clock
from forum.core.db import db
from forum.core.settings import secret, setting
from forum.languages.domain import current_tag, speaking
from forum.notifications.letters import DigestLetter, InvitationLetter, KeyLetter, Letter
from forum.notifications.words import SENTENCES
from forum.outbox.service import by_itself
from forum.site.queries import site_words
from forum.threads.rows import clause_title


class _Whole(UnstructuredHeader, BaseHeader):
    """A header on one line: folded, a long link would be encoded, and no mail program opens it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Whole)
_POLICY = EmailPolicy(header_factory=_HEADERS)

SECONDS = 10  # for every answer of the mail server; a lease lasts longer


def written(letter: Letter) -> EmailMessage:
    """The message in its reader's language, as text and as HTML.

    Addresses and headers go through ``email.headerregistry``, which refuses line ends.
    """
    with speaking(letter.language):
        message = _filled("notice", letter.address, letter.key, _values(letter))
    return _leavable(message, letter.leave)


def written_digest(letter: DigestLetter) -> EmailMessage:
    """The news of a day or a week, in the same way."""
    with speaking(letter.language):
        values: dict[str, object] = {
            "threads": letter.threads,
            "left_out": letter.left_out,
            "sentences": SENTENCES,
            "origin": _origin(),
            "leave": _leave_link(letter.leave),
        }
        message = _filled("digest", letter.address, letter.key, values)
    return _leavable(message, letter.leave)


def written_key(letter: KeyLetter) -> EmailMessage:
    """The message with a link, in the same way."""
    with speaking(letter.language):
        values = {"username": letter.username, "link": letter.link, "until": letter.until}
        return _filled(letter.purpose.value, letter.address, letter.key, values)


def written_invitation(letter: InvitationLetter) -> EmailMessage:
    """The message with the link of an invitation, in the same way."""
    with speaking(None):
        values = {"link": letter.link, "until": letter.until}
        return _filled("invitation", letter.address, letter.key, values)


def _leavable(message: EmailMessage, leave: str) -> EmailMessage:
    """With the headers of RFC 8058, by which a mail program ends such mails in one click."""
    link = _leave_link(leave)
    if link:
        message["List-Unsubscribe"] = f"<{link}>"
    if link.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _leave_link(leave: str) -> str:
    return _origin() + leave if leave and _origin() else ""


def _origin() -> str:
    return str(setting("FORUM_URL")).rstrip("/")


def _filled(folder: str, address: str, key: str, values: dict[str, object]) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    subject = render_template(f"email/{folder}/subject.txt", **values)
    _address(message, address, subject, key)
    # Quoted-printable: a server on the way may still not speak 8BITMIME.
    text = render_template(f"email/{folder}/body.txt", **values)
    message.set_content(text, cte="quoted-printable")
    html = render_template(f"email/{folder}/body.html", **values)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # Last: adding a part hands every Content-… header down to the first one.
    message["Content-Language"] = current_tag()
    return message


def test_mail(address: str, key: str) -> EmailMessage:
    """The mail by which an administrator sees that mail works."""
    name = site_words().name
    with speaking(None):
        message = EmailMessage()
        _address(message, address, _("Test mail: mail works"), key)
        text = _("This is a test mail of “%(name)s”. Nothing needs to be done.", name=name)
        message.set_content(f"{text}\n", cte="quoted-printable")
    return message


def _address(message: EmailMessage, address: str, subject: str, key: str) -> None:
    message["Subject"] = " ".join(subject.split())
    words = site_words()
    message["From"] = Address(words.short_name or words.name, addr_spec=setting("MAIL_FROM"))
    message["To"] = Address(addr_spec=address)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = message_id(key)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nothing answers it by itself


def _values(letter: Letter) -> dict[str, object]:
    about = letter.subject
    return {
        "sentence": SENTENCES[letter.word],
        "title": about.title,
        "clause": clause_title(about.clause) if about.clause else "",
        "reason": about.reason,
        "until": about.until,
        "link": _origin() + about.href if _origin() else "",
        "code": letter.code,
        "leave": _leave_link(letter.leave),
        "wishes": _origin() + "/tai-khoan/thong-bao",
    }


def message_id(key: str) -> str:
    """The same for the same ``key``: a mail that is sent again after a crash is one mail to its
    reader."""
    digest = hmac.new(secret(), b"mail " + key.encode(), hashlib.sha256).hexdigest()
    return f"<{digest[:32]}@{_own_host()}>"


def _own_host() -> str:
    host = urlsplit(setting("FORUM_URL")).hostname
    return host or setting("MAIL_FROM").rpartition("@")[2] or "localhost"


def hand_over(message: EmailMessage) -> None:
    """``send``, with no transaction open while the mail server takes its time."""
    by_itself()
    db.session.rollback()
    send(message)


def send(message: EmailMessage) -> None:
    """The mail server of SMTP_URL has taken the message over; else an ``smtplib`` or ``OSError``
    that makes the worker try later."""
    server = urlsplit(setting("SMTP_URL"))
    with _connection(server) as link:
        if server.scheme == "smtp" and link.has_extn("starttls"):
            link.starttls(context=ssl.create_default_context())
        if server.username:
            link.login(unquote(server.username), unquote(server.password or ""))
        link.send_message(message)


def _connection(server: SplitResult) -> smtplib.SMTP:
    host = server.hostname or "localhost"
    # Said as our own name: asking the resolver for it can take as long as the whole mail.
    if server.scheme == "smtps":
        link: smtplib.SMTP = smtplib.SMTP_SSL(
            host,
            server.port or 465,
            _own_host(),
            timeout=SECONDS,
            context=ssl.create_default_context(),
        )
    else:
        link = smtplib.SMTP(host, server.port or 25, _own_host(), timeout=SECONDS)
    link.ehlo()
    return link
