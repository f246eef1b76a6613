"""``users create``, ``users second-factor-off``, ``users recovery-codes``."""

from __future__ import annotations

import os
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from forum.accounts import service
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.accounts.queries import person_named
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
    if without_second_factor and _in_production():
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
        if without_second_factor:
            service.excuse(System(), person)
        commit()
    except RuleBroken as broken:
        refused(str(broken.message))
    except ForumError as error:
        refused(f"Not created: {error.reason}.")
    click.echo(person.id)


@users.command("second-factor-off")
@click.argument("name")
def second_factor_off(name: str) -> None:
    """Switch two-step sign-in off for the account NAME, whose owner lost telephone and spare codes;
    all its sign-ins end. For the last administrator: others are helped on /quan-tri."""
    person = person_named(name)
    if person is None:
        refused("There is no account with this sign-in name.")
    try:
        service.switch_off_for(System(), person)
        commit()
    except RuleBroken as broken:
        refused(str(broken.message))
    except ForumError as error:
        refused(f"Not done: {error.reason}.")
    click.echo(person.id)


@users.command("recovery-codes")
@click.argument("name")
def recovery_codes(name: str) -> None:
    """Print eight new recovery codes of the account NAME, each of which sets a new password once;
    the old ones open nothing. For accounts with duties, which get no paper code and no mail."""
    person = person_named(name)
    if person is None:
        refused("There is no account with this sign-in name.")
    codes = service.renew_sheet_for(System(), person)
    commit()
    click.echo("\n".join(codes))


def _in_production() -> bool:
    secure = str(current_app.config["FORUM_URL"]).startswith("https://")
    return secure or os.environ.get("FORUM_CONFIG") == "production"
