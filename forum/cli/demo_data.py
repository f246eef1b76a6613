"""``demo load`` and ``demo remove``: sample data, told through the services as if it had happened.

While it is there the site's row says so, and with it every page, print and mail.

The sample data is loaded only where nobody wrote before, and a row of the audit table says so and
which accounts, categories and offices it made. So ``demo remove`` can be simple and sure: it
empties every table of dialogue, also of what visitors wrote in the meantime, takes away what the
row names, and the site says nothing of itself again. Rules, triggers, the board's seats, what
``setup`` made, accounts that people made themselves and the audit table stay.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from forum.accounts.actors import System
from forum.audit import service as audit
from forum.audit.models import AuditRow
from forum.cli import schema
from forum.cli.answers import refused
from forum.cli.demo_cast import PASSWORD
from forum.cli.demo_content import FOLDER, read_content
from forum.cli.demo_shape import Content, ContentBroken
from forum.cli.demo_story import Story
from forum.core.db import commit, db, in_our_words
from forum.core.errors import ForumError, NotFound
from forum.official.models import Question
from forum.outbox import backlog
from forum.outbox.facts import ContentReplaced, IndexingWanted
from forum.outbox.service import emit
from forum.rules.queries import version_in_force
from forum.search import service as search
from forum.site.models import WORDS
from forum.site.queries import the_site
from forum.site.service import forget_site
from forum.start import is_near
from forum.threads.models import Thread

BEGUN, FINISHED, REMOVED = "load_demo", "demo_loaded", "remove_demo"

Made = dict[str, list[int]]  # table → ids of what the sample data set up

# What tells of dialogue.
EMPTIED = {
    "account_act",
    "answered_form",
    "attachment",
    "bookmark",
    "category_former_slug",
    "decision",
    "digest",
    "former_place",
    "notice",
    "official_text",
    "outbox_delivery",
    "outbox_fact",
    "post",
    "question",
    "quiet_receipt",
    "read_mark",
    "receipt",
    "revision",
    "subscription",
    "thread",
    "thread_event",
    "tuning_change",
}
OF_PEOPLE = {
    "notice_wish": "person_id",
    "page_text": "by_id",
    "role_grant": "person_id",
    "rule_acceptance": "person_id",
    "sign_in": "person_id",
}

demo = AppGroup("demo", help="Sample data with known passwords, never for a public address.")


@demo.command("load")
@click.option("--json", "as_json", is_flag=True, help="The accounts as JSON.")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=FOLDER,
    help="A folder with other sample data, written like the one in forum/cli/demo.",
)
def load(as_json: bool, folder: Path) -> None:
    """Load the sample data into an empty forum and list its accounts.

    A loading that was broken off is begun anew.
    """
    if not is_near(current_app.config["FORUM_URL"]):
        refused("The sample data has known passwords: it is not for a public FORUM_URL.")
    act, made = _mark()
    try:
        content = read_content(folder)
        version_in_force()
        if act == FINISHED:
            refused("The sample data is loaded already.")
        if act == BEGUN:
            _remove(made)
        if any(db.session.scalar(sa.select(kind.id).limit(1)) for kind in (Thread, Question)):
            refused("There is content already: sample data goes only where nobody wrote.")
        if _is_described():
            refused("Somebody has described this site: sample data would take the words away.")
        story = _tell(content)
    except ContentBroken as broken:
        refused(f"The sample data was not loaded:\n{broken}")
    except NotFound as error:
        refused(f"Something is missing ({error.reason}): run setup first.")
    except ForumError as error:
        refused(f"The sample data was not loaded: {error.reason}.")
    click.echo(_table(story, as_json))


def _is_described() -> bool:
    row = the_site()
    return bool(row.opened_at or row.emblem_hash or any(getattr(row, name) for name in WORDS))


def _tell(content: Content) -> Story:
    story = Story(content)
    story.cast.set_up()
    made = story.cast.made()
    audit.record(System(), BEGUN, story.cast.first_person(), made=made)
    commit()
    story.tell()
    _make_index()
    audit.record(System(), FINISHED, story.cast.first_person(), made=made)
    commit()
    return story


def _make_index() -> None:
    """All texts can be found; the worker finds nothing left to do."""
    search.plan_everything()
    backlog.deliver({IndexingWanted: current_app.extensions["forum.reactions"][IndexingWanted]})
    commit()
    search.rebuild_files()


def _table(story: Story, as_json: bool) -> str:
    rows = [(role, username, PASSWORD) for role, username in story.cast.accounts()]
    if as_json:
        names = ("role", "username", "password")
        return json.dumps([dict(zip(names, row, strict=True)) for row in rows])
    rows += [("guest", code, "") for code in story.codes()]
    return "\n".join(f"{role:<14}{name:<16}{password}".rstrip() for role, name, password in rows)


@demo.command("remove")
def remove() -> None:
    """Take the sample data and everything written since away; the forum is empty again."""
    act, made = _mark()
    if act not in {BEGUN, FINISHED}:
        refused("No sample data is loaded.")
    try:
        _remove(made)
    except ForumError as error:
        refused(f"Nothing was removed: {error.reason}.")
    click.echo(f"removed {len(made['person'])} accounts and all content")


def _mark() -> tuple[str | None, Made]:
    """The last thing that happened to sample data here, and what it made."""
    query = sa.select(AuditRow.act, AuditRow.detail).order_by(AuditRow.id.desc()).limit(1)
    acts = AuditRow.act.in_([BEGUN, FINISHED, REMOVED])
    try:
        with in_our_words():
            row = db.session.execute(query.where(acts)).first()
    except ForumError:
        refused("There is no database yet: run setup first.")
    return (row[0], row[1].get("made", {})) if row else (None, {})


def _remove(made: Made) -> None:
    with in_our_words():
        tables = {table.name: table for table in reversed(schema.all_tables())}
        _loosen(tables, made["person"])
        for name, table in tables.items():
            if name in EMPTIED:
                db.session.execute(table.delete())
            elif name in OF_PEOPLE:
                theirs = table.columns[OF_PEOPLE[name]].in_(made["person"])
                db.session.execute(table.delete().where(theirs))
            elif name in made:
                db.session.execute(table.delete().where(table.columns["id"].in_(made[name])))
        forget_site(System())
        emit(ContentReplaced())
        audit.record(System(), REMOVED, version_in_force())
    commit()


def _loosen(tables: dict[str, sa.Table], people: list[int]) -> None:
    """Nothing refers in a circle, or to a sample account from what stays."""
    db.session.execute(
        tables["post"].update().values(state="unpublished", published_revision_id=None)
    )
    grants = tables["role_grant"]
    given = grants.columns["opened_by_id"].in_(people)
    db.session.execute(grants.update().where(given).values(opened_by_id=None))
