"""What must be settled before the application can start; each refusal is one clear line."""

from __future__ import annotations

import os
import secrets
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from click import ClickException
from flask import Flask

# A connection for each thread of the server and some for the content version; last used first, so
# that the one with a warm cache of pages and statements is taken.
POOL = {"pool_size": 8, "pool_use_lifo": True}


class CannotStart(ClickException):
    """The settings contradict each other or the machine; the text is for the administrator, who
    gets it as one line from every command."""


def complete_settings(app: Flask) -> None:
    """Data folder, secret key and database address are in ``app.config``."""
    settings = app.config
    folder = Path(settings["DATA_DIR"])
    settings["SECRET_KEY"] = settings.get("SECRET_KEY") or secret_key(folder)
    uri = settings.get("SQLALCHEMY_DATABASE_URI") or f"sqlite:///{folder / 'forum.sqlite3'}"
    settings["SQLALCHEMY_DATABASE_URI"] = with_driver(uri)
    settings["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(uri, settings["BUSY_SECONDS"])
    if not settings["SEARCH_ENGINE"]:
        settings["SEARCH_ENGINE"] = "whoosh" if uri.startswith("sqlite") else "sql"
    if settings["SEARCH_ENGINE"] not in {"whoosh", "sql"}:
        raise CannotStart("SEARCH_ENGINE must be whoosh or sql.")
    if settings["FORUM_URL"]:
        address = urlsplit(settings["FORUM_URL"])
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise CannotStart("FORUM_URL must be an address such as https://forum.example.vn")
        settings["TRUSTED_HOSTS"] = [address.hostname, "127.0.0.1", "localhost"]
        if address.scheme == "https":
            settings["SESSION_COOKIE_SECURE"] = True
            settings["SESSION_COOKIE_NAME"] = "__Host-forum_form"
            settings["PREFERRED_URL_SCHEME"] = "https"
    elif os.environ.get("FORUM_CONFIG") == "production":
        raise CannotStart("FORUM_URL is needed in production, for example https://forum.example.vn")
    check_demo(settings)


def check_demo(settings: dict[str, Any]) -> None:
    """Sample accounts have known passwords: they stay on this machine."""
    if settings["FORUM_DEMO"] and not stays_here(settings["FORUM_HOST"], settings["FORUM_URL"]):
        raise CannotStart(
            "FORUM_DEMO=1 has known passwords: use it only with a FORUM_HOST and FORUM_URL of "
            "this machine, such as 127.0.0.1."
        )


def stays_here(host: str, url: str) -> bool:
    """Whether a server at ``host`` that names itself ``url`` is for this machine alone."""
    return is_near(f"//[{host}]" if ":" in host else f"//{host}") and is_near(url)


def is_near(url: str) -> bool:
    """Whether only this machine can follow ``url``; true for an empty one."""
    try:
        host = urlsplit(url).hostname or ""
        return host in {"", "localhost"} or ip_address(host).is_loopback
    except ValueError:
        return False


def secret_key(folder: Path) -> str:
    """The key in the data folder, made on first use and readable by its owner alone."""
    path = folder / "secret_key"
    try:
        if path.exists():
            return path.read_text(encoding="ascii").strip()
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise CannotStart(
            f"The data directory {folder} cannot be written ({error.strerror}). "
            "Set FORUM_DATA_DIR to a folder this account may write to."
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def with_driver(uri: str) -> str:
    """PostgreSQL addresses name the driver we ship."""
    for plain in ("postgres://", "postgresql://"):
        if uri.startswith(plain):
            return "postgresql+psycopg://" + uri.removeprefix(plain)
    return uri


def engine_options(uri: str, busy_seconds: int) -> dict[str, Any]:
    """Pooling and waiting, by database."""
    if uri.startswith("sqlite"):
        return {"connect_args": {"timeout": busy_seconds}, **POOL}
    return {
        **POOL,
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 2,  # a lost database gives its page within 2 s
            "options": f"-c lock_timeout={busy_seconds}s -c timezone=UTC",
        },
    }
