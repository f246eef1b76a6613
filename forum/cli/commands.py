"""All commands, as ``flask --app wsgi`` knows them."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate

from forum.cli.backup import backups
from forum.cli.checking import check
from forum.cli.demo_data import demo
from forum.cli.importing import imports
from forum.cli.people import users
from forum.cli.search import searches
from forum.cli.serving import serve, worker
from forum.cli.setting_up import setup
from forum.core.db import db
from forum.core.heads import MIGRATIONS


def register_commands(app: Flask) -> None:
    """Every group answers to ``flask --app wsgi <group>``, and ``db`` of Flask-Migrate."""
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=False)
    for command in (setup, serve, worker, users, imports, searches, backups, check, demo):
        app.cli.add_command(command)
