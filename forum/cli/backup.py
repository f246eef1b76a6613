"""``backup create`` and ``backup restore``."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from forum.accounts.actors import System
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.cli import archive, schema
from forum.cli.answers import refused
from forum.core import clock
from forum.core.db import commit, content_changes, db, dialect, in_our_words
from forum.core.errors import ForumError
from forum.core.heads import head_of_code
from forum.files import storage
from forum.outbox.facts import ContentReplaced
from forum.outbox.service import emit
from forum.site.queries import BACKUP, the_site
from forum.threads.models import Thread

UNFINISHED = "restore-unfinished"  # in the data folder while rows and key may not fit each other

backups = AppGroup("backup", help="The whole installation in one file.")


@backups.command("create")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def create(file: Path) -> None:
    """Write database, secret key and sent files to FILE while the forum goes on.

    It is readable by you alone, and complete or absent: it is written beside its place and moved
    there at the end.
    """
    head = schema.head_of_database()
    if head is None:
        refused("There is no database yet: run setup first.")
    part = file.with_name(f"{file.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with in_our_words(), _snapshot() as link:
            key = current_app.config["SECRET_KEY"]
            made_at = clock.now().isoformat()
            made = archive.write(link, part, key=key, head=head, made_at=made_at)
        _make_durable(part)
        part.replace(file)
    except OSError as error:
        refused(f"{file} cannot be written ({error.strerror}).")
    except ForumError as error:
        refused(f"The database cannot be read ({error.reason}).")
    finally:
        part.unlink(missing_ok=True)
    _note()
    for name in made["missing"]:
        click.echo(f"A sent file is not in the backup, for it is missing: {name}", err=True)
    _tell(made)


def _tell(manifest: dict[str, Any]) -> None:
    tables = manifest["tables"].values()
    whole = [name for name in manifest["files"] if not name.endswith(storage.SMALL)]
    rows = sum(part["rows"] for part in tables)
    click.echo(f"{rows} rows of {len(tables)} tables, {len(whole)} files")


def _note() -> None:
    """The audit table tells that there is a backup; a file that is whole stays one without it."""
    try:
        with in_our_words():
            audit.record(System(), BACKUP, the_site())
            commit()
    except ForumError as error:
        click.echo(f"The backup could not be noted in the database ({error.reason}).", err=True)


def _snapshot() -> sa.Connection:
    """A connection that sees one moment of the database, however long reading takes."""
    link = db.engine.connect()
    if dialect() == "sqlite":
        link.exec_driver_sql("BEGIN")  # the driver begins by itself only before a write
        return link
    return link.execution_options(isolation_level="REPEATABLE READ")


def _make_durable(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


@backups.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Give up what the database holds now.")
def restore(file: Path, replace: bool) -> None:
    """Fill an empty installation from FILE. Stop web and worker first.

    All rows come in one transaction: broken off, the database is as before, and sent files that
    were laid down already are nobody's. The search index is made anew by the worker.
    """
    try:
        with zipfile.ZipFile(file) as opened:
            manifest = archive.manifest(opened)
            key = opened.read(archive.KEY).decode()
            _check_target(manifest, key, replace)
            unfinished = _folder() / UNFINISHED
            unfinished.touch()
            archive.lay_down(opened, manifest["files"])
            _fill(opened, manifest)
            commit()
            _put_key(key)
            unfinished.unlink()
    except (archive.Unreadable, zipfile.BadZipFile) as error:
        refused(f"{file} cannot be restored: {error}.")
    except OSError as error:
        refused(f"Nothing was restored: {_folder()} cannot be written ({error.strerror}).")
    except ForumError as error:
        full = error.reason == "disk"
        why = "the disk is too full" if full else f"the database refused ({error.reason})"
        refused(f"Nothing was restored: {why}.")
    _tell(manifest)


def _folder() -> Path:
    return Path(current_app.config["DATA_DIR"])


def _check_target(manifest: dict[str, Any], key: str, replace: bool) -> None:
    """The database stands at the backup's migration, is empty or may be lost, and the key fits."""
    if manifest["head"] != head_of_code():
        refused(f"The backup is of migration {manifest['head']}; restore it with that version.")
    if schema.head_of_database() != manifest["head"]:
        upgrade()
    here = [db.session.scalar(sa.select(table.id).limit(1)) for table in (Person, Thread)]
    if any(here) and not replace:
        refused("The database is not empty. With --replace, everything in it is given up.")
    own = _folder() / "secret_key"
    from_outside = not own.exists() or own.read_text().strip() != current_app.config["SECRET_KEY"]
    if from_outside and key != current_app.config["SECRET_KEY"]:
        refused("SECRET_KEY is set to another key than the backup's; tracking codes would be lost.")


def _fill(opened: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Inside the open transaction the database holds exactly the rows of the file."""
    with in_our_words():
        link = db.session.connection()
        _empty(link)
        for table in schema.content_tables():
            part = manifest["tables"].get(table.name)
            for batch in archive.rows(opened, table, part["columns"]) if part else ():
                link.execute(table.insert(), batch)
        counts = {name: part["rows"] for name, part in manifest["tables"].items()}
        for name, count in counts.items():
            present = sa.select(sa.func.count()).select_from(sa.table(name))
            if link.scalar(present) != count:
                raise archive.Unreadable(f"{name} did not get its {count} rows")
        _settle(link)
        emit(ContentReplaced())
        content_changes()
        db.session.flush()


def _empty(link: sa.Connection) -> None:
    """No rows; references are checked when the transaction ends, for some point in a circle."""
    if dialect() == "sqlite":
        link.exec_driver_sql("BEGIN IMMEDIATE")
        link.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in reversed(schema.content_tables()):
            link.execute(table.delete())
        return
    for table, name in _circular():
        link.exec_driver_sql(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{name}" DEFERRABLE')
    link.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
    names = ", ".join(f'"{table.name}"' for table in schema.content_tables())
    link.exec_driver_sql(f"TRUNCATE {names} CASCADE")


def _settle(link: sa.Connection) -> None:
    """PostgreSQL: references hold, and new ids come after those restored."""
    if dialect() == "sqlite":
        return
    link.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for holder, name in _circular():
        link.exec_driver_sql(f'ALTER TABLE "{holder}" ALTER CONSTRAINT "{name}" NOT DEFERRABLE')
    for table in schema.content_tables():
        if "id" in table.columns:
            last = f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{table.name}"'  # noqa: S608
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            link.exec_driver_sql(f"SELECT setval({sequence}, ({last}), false)")


def _circular() -> list[tuple[str, str]]:
    return [
        (table.name, str(constraint.name))
        for table in schema.content_tables()
        for constraint in table.foreign_key_constraints
        if constraint.use_alter or constraint.referred_table is table
    ]


def _put_key(key: str) -> None:
    """The key of the backup is the installation's own; the one before stays beside it."""
    path = _folder() / "secret_key"
    if current_app.config["SECRET_KEY"] == key:
        return
    path.replace(path.with_name("secret_key.before-restore"))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
