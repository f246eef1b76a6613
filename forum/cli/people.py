"""``users create``."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from forum.accounts import service
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.cli.answers import refused
from forum.core.db import commit
from forum.core.errors import ForumError, RuleBroken

users = AppGroup("users", help="Accounts.")


@users.command("create")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--display-name", default="")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from stdin.")
@click.option("--without-second-factor", is_flag=True, help="For tests; refused in production.")
def create(
    name: str, role: str, display_name: str, password_stdin: bool, without_second_factor: bool
) -> None:
    """Make the account NAME; it counts as confirmed in person and may act at once."""
    if without_second_factor and current_app.config["FORUM_URL"].startswith("https://"):
        refused("--without-second-factor is for tests only.")
    password = sys.stdin.readline().rstrip("\n")
    if len(password) < 8:
        refused("The password needs at least 8 characters.")
    try:
        person = service.create_person(
            System(),
            username=name,
            display_name=display_name,
            password=password,
            role=Role(role),
        )
        commit()
    except RuleBroken as broken:
        refused(str(broken.message))
    except ForumError as error:
        refused(f"Not created: {error.reason}.")
    click.echo(person.id)
