"""``serve`` and ``worker``: the two processes of an installation."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

import click
import waitress
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from forum.cli import receiving
from forum.core import memory
from forum.outbox import worker as outbox
from forum.site.queries import site_words
from forum.start import CannotStart, stays_here

# Measured: with the default 100 connections, 120 half-sent requests of slow phones stop the
# server; with these limits it answers on.
WAITRESS: dict[str, Any] = {
    "threads": 4,  # two cores: with 8, each page costs a tenth more
    "connection_limit": 2000,
    "channel_timeout": 20,
    "max_request_header_size": 32_768,  # eight times our cookies with the longest address
    "max_request_body_size": 12_000_000,  # more than any form takes: it is written to disk first
    "ident": None,
    "clear_untrusted_proxy_headers": False,
}


@click.command("serve")
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000, type=int)
@with_appcontext
def serve(host: str, port: int) -> None:
    """The web server."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if not stays_here(host, app.config["FORUM_URL"]):
        _refuse_sample_data()
    # One line for each request that finds all threads busy would cost more than it tells.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    memory.collect_seldom()
    receiving.give_way()
    waitress.serve(app, host=host, port=port, **WAITRESS)


def _refuse_sample_data() -> None:
    """Also data that was loaded without FORUM_DEMO; a database that is away may come back, and its
    pages then say what they hold."""
    try:
        sample = site_words().demo
    except SQLAlchemyError:
        return
    if sample:
        raise CannotStart(
            "The sample data has known passwords: demo remove, or serve it to this machine alone."
        )


@click.command("worker")
@click.option("--once", is_flag=True, help="Deliver what is due and end.")
@with_appcontext
def worker(once: bool) -> None:
    """The worker: notices, mail, search index."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if once:
        outbox.do_chores(app)
        click.echo(outbox.drain(app))
        return
    memory.collect_seldom()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    outbox.serve(app, stop.is_set)
