"""Commands, one file a group. stdout holds only the result; exit 0 done, 1 refused, 2 usage."""

from __future__ import annotations

from flask import Flask

from forum.cli.backup import backups
from forum.cli.checking import check
from forum.cli.demo_data import demo
from forum.cli.importing import imports
from forum.cli.people import users
from forum.cli.search import searches
from forum.cli.serving import serve, worker
from forum.cli.setting_up import setup


def register_commands(app: Flask) -> None:
    """Every group answers to ``flask --app wsgi <group>``."""
    for command in (setup, serve, worker, users, imports, searches, backups, check, demo):
        app.cli.add_command(command)
