"""``users``: accounts made and helped from the server."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

import config
from forum.accounts.models import Person
from forum.accounts.policy import lacks_second_step
from forum.accounts.queries import person_named
from forum.core.db import db
from tests.accounts.test_second_step import switch_on
from tests.cli.conftest import Command
from tests.factories.people import PASSWORD, make_administrator
from tests.page import Client


def create(app: Flask, *more: str) -> Any:
    words = ["users", "create", "canbo", "--role", "staff", "--password-stdin", *more]
    runner = app.test_cli_runner()
    return contextvars.Context().run(runner.invoke, args=words, input=f"{PASSWORD}\n")


def test_an_account_of_tests_is_excused_from_the_second_step(app: Flask) -> None:
    assert create(app, "--without-second-factor").exit_code == 0
    person = person_named("canbo")
    assert person is not None
    assert not lacks_second_step(person)


def test_other_accounts_with_duties_are_not(app: Flask) -> None:
    assert create(app).exit_code == 0
    person = person_named("canbo")
    assert person is not None
    assert lacks_second_step(person)


def test_production_excuses_nobody(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_CONFIG", "production")
    assert create(app, "--without-second-factor").exit_code == 1
    assert person_named("canbo") is None


def test_the_setting_is_on_in_production_alone() -> None:
    wanted = {name: cls.SECOND_FACTOR_REQUIRED for name, cls in config.BY_NAME.items()}
    assert wanted == {"development": False, "test": False, "production": True}
    chosen = config.from_environment({"FORUM_CONFIG": "production", "FORUM_SECOND_FACTOR": "0"})
    assert chosen["SECOND_FACTOR_REQUIRED"] is False


def test_the_last_administrator_is_helped_from_the_server(
    app: Flask, as_person: Callable[..., Client], command: Command
) -> None:
    administrator = make_administrator()
    switch_on(as_person(administrator))
    assert command("users", "second-factor-off", administrator.username).exit_code == 0
    assert db.session.get_one(Person, administrator.id).factor_secret is None
    assert command("users", "second-factor-off", administrator.username).exit_code == 1
    assert command("users", "second-factor-off", "khongcoai").exit_code == 1
