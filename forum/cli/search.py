"""``search rebuild``, ``search query`` and ``search evaluate``: they use the index that stands."""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from forum.accounts.actors import Guest
from forum.cli.answers import refused
from forum.core.db import commit, in_our_words
from forum.core.errors import ForumError
from forum.search import service
from forum.search.engines.base import EngineBroken
from forum.search.models import Kind
from forum.search.queries import finding, texts
from forum.search.queries.ranges import ranges
from forum.search.results import href_of, title_of

COLUMNS = ("query_id", "variant", "query", "doc_id")
LOOKED_AT = 10  # results of each query that count

searches = AppGroup("search", help="The search index.")


@searches.command("rebuild")
def rebuild() -> None:
    """Make the index anew from the texts; the forum goes on meanwhile."""
    try:
        with in_our_words():
            service.forget_lost()
            commit()
            parts = [(kind, *ids) for kind in Kind for ids in ranges(kind, service.BATCH)]
            with click.progressbar(parts, label="Indexing", file=sys.stderr) as shown:
                for part in shown:
                    service.index_between(*part, tell=False)
                    commit()
        service.rebuild_files()
    except EngineBroken as broken:
        refused(f"The files of Whoosh were not written ({broken}).")
    except ForumError as error:
        refused(f"The database refused ({error.reason}).")
    click.echo(f"{texts.count_documents()} documents")


@searches.command("query")
@click.argument("text")
@click.option("--limit", default=10, type=click.IntRange(1, 100), help="Results at most.")
@click.option("--json", "as_json", is_flag=True, help="The results as JSON.")
def query(text: str, limit: int, as_json: bool) -> None:
    """What a guest finds with TEXT."""
    found = _search(text, limit)
    results = [
        {
            "source_id": getattr(row, "source_id", None),
            "id": row.id,
            "title": title_of(row),
            "url": href_of(row),
        }
        for row in found.rows
    ]
    if as_json:
        more = found.following is not None
        answer = {"engine": found.engine, "results": results, "more": more}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for line in results:
        click.echo(f"{line['url']}\t{line['title']}")


@searches.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
def evaluate(file: Path, as_json: bool) -> None:
    """How often the queries of FILE find their document: success@1, success@10 and mrr@10.

    FILE has the columns query_id, variant, query, doc_id, note, parted by tabs; doc_id is the
    ``id`` under which a text was imported.
    """
    places: defaultdict[str, list[int | None]] = defaultdict(list)
    for row in _rows(file):
        found = _search(row["query"], LOOKED_AT).rows
        ids = [getattr(one, "source_id", None) for one in found]
        place = ids.index(row["doc_id"]) + 1 if row["doc_id"] in ids else None
        places[row["variant"]].append(place)
    figures = {variant: _figures(found) for variant, found in sorted(places.items())}
    if as_json:
        click.echo(json.dumps({"documents": texts.count_documents(), "variants": figures}))
        return
    for variant, values in figures.items():
        click.echo("\t".join([variant, *(f"{name} {value}" for name, value in values.items())]))


def _search(text: str, limit: int) -> finding.Found:
    try:
        with in_our_words():
            return finding.search(Guest(), text, limit=limit)
    except ForumError as error:
        refused(f"The database does not answer ({error.reason}).")


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (UnicodeDecodeError, csv.Error) as error:
        refused(f"{file} cannot be read: {error}.")
    for number, row in enumerate(rows, 2):
        if any(row.get(column) is None for column in COLUMNS):
            refused(f"{file}, line {number}: the columns {', '.join(COLUMNS)} are needed.")
    return rows


def _figures(places: list[int | None]) -> dict[str, Any]:
    count = len(places)
    ranks = [1 / place for place in places if place is not None]
    return {
        "n": count,
        "success@1": round(places.count(1) / count, 4),
        "success@10": round(len(ranks) / count, 4),
        "mrr@10": round(sum(ranks) / count, 4),
    }
