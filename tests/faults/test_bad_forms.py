"""Every form of the forum, spoilt field by field: never an error of ours, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forum.core.db import db
from tests.architecture.access_world import build
from tests.architecture.test_access import Visitor
from tests.faults.spoiling import Met, met_by, spoilt
from tests.html_tree import parse
from tests.page import Client

pytestmark = pytest.mark.slow
ROLES = ("member", "moderator", "staff", "administrator")
# Who sends these is somebody else afterwards, in this browser or everywhere.
ENDING = {
    "accounts.end_other_sign_ins",
    "accounts.end_sign_in",
    "accounts.leave",
    "accounts.password",
    "accounts.sign_out",
}
FEWEST = 60  # forms; fewer would mean that they were not met


def faults(met: Met) -> Iterator[str]:
    for done, sent in spoilt(met):
        answer = met.visitor.open("POST", met.form.action, **sent)
        said = f"{met.endpoint} as {met.visitor.role}, {done}: {answer.status_code}"
        if answer.status_code >= 500:
            yield said
        if done == "a thousand more":
            if answer.status_code != 413:
                yield said
        elif answer.status_code != 303 and answer.mimetype == "text/html":
            yield from (f"{said}, and {name} is lost" for name in lost(met, sent, answer))


def lost(met: Met, sent: dict[str, Any], answer: TestResponse) -> list[str]:
    """Fields for long texts whose words are not on the page."""
    written = [name for name in met.lines if met.form.controls[name][0].tag == "textarea"]
    words = {name: sent[name] for name in written if isinstance(sent.get(name), str)}
    root, _faults = parse(answer.get_data(as_text=True))
    shown = "\n".join(area.source for area in root.find_all("textarea"))
    return [name for name, text in words.items() if text.replace("\x00", "") not in shown]


def test_no_spoilt_form_is_an_error_of_ours_or_loses_a_text(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    world, found = build(), dict[str, Met]()
    people = [Visitor(as_person(world.people[role]), role) for role in ROLES]
    for visitor in people:
        for met in met_by(app, visitor, world):
            found.setdefault(met.endpoint, met)
    db.session.commit()

    wrong = [one for met in found.values() if met.endpoint not in ENDING for one in faults(met)]

    assert wrong == [], "\n" + "\n".join(wrong)
    assert len(found) > FEWEST
