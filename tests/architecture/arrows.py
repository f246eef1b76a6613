"""The arrow rules: who may import whom. Each rule takes files and returns complaints."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.sources import Import, Module

TIERS: dict[str, int] = {
    "core": 0,
    **dict.fromkeys(["audit", "outbox", "languages", "files", "web"], 1),
    **dict.fromkeys(["accounts", "calendar"], 2),
    **dict.fromkeys(["places", "rules", "board", "screening", "site", "translating", "drafts"], 3),
    "threads": 4,
    **dict.fromkeys(["moderation", "official", "following"], 5),
    **dict.fromkeys(["search", "notifications", "statistics", "exchange", "figures"], 6),
    "pages": 7,
    "wiring": 8,
    "cli": 9,
    "start": 9,
    "": 10,
    "__main__": 11,
}
TOP = {"wiring", "cli", "start", "", "__main__"}  # they put the rooms together; no room knows them
# Rooms of one tier that may know each other: what Flask shows is written in the reader's language.
NEIGHBOURS = {("web", "languages"), ("languages", "web")}

BOUND = {"lifecycle", "models", "policy", "queries", "service", "reactions"}
SHARED = {"lifecycle", "models", "policy", "queries", "service"}
PRIVATE = {"views", "forms", "reactions"}
# Files named for a noun of their room which other rooms may import.
PUBLIC_NOUNS: dict[str, set[str]] = {
    "outbox": {"facts"},
    "languages": {"catalogue", "domain", "formatting", "negotiation"},
    "web": {
        "addresses",
        "errors",
        "forms",
        "headers",
        "kept",
        "observations",
        "once",
        "pagination",
        "squares",
        "templating",
    },
    "files": {"kinds", "limits", "storage"},
    "following": {"marks"},
    "accounts": {"actors", "guards", "throttle"},
    "screening": {"finders", "words"},
    "drafts": {"addresses", "sheets"},
    "site": {"colours"},
    "threads": {"attaching", "categories", "receipts", "repeats", "rows", "wordings"},
    "moderation": {"rows", "words"},
    "official": {"cards", "followers", "wordings"},
}
INSIDE: dict[str, set[str]] = {
    "lifecycle": set(),
    "models": {"lifecycle"},
    "policy": {"lifecycle", "models"},
    "queries": {"policy", "lifecycle", "models"},
    "service": {"queries", "policy", "lifecycle", "models"},
    "reactions": {"service", "queries", "policy", "lifecycle", "models"},
    "forms": {"queries", "policy", "lifecycle", "models"},
    "views": {"forms", "service", "queries", "policy", "lifecycle", "models"},
}
LAZY = {"lazy_gettext", "lazy_ngettext", "LazyString"}
# Written exceptions to "no Flask below forms and views": (file, imported module, name).
WITHOUT_FLASK_EXCEPT = {("forum.accounts.models.people", "flask_login", "UserMixin")}
# Who alone may import a package: where else a second way of doing the same thing would begin.
ONLY_IN = {
    "bleach": ("forum.core.markdown",),
    "nh3": ("forum.core.markdown",),
    "markdown_it": ("forum.core.markdown",),
    "whoosh": ("forum.search",),
    "PIL": ("forum.files.images",),
    "pypdf": ("forum.files.pdfs",),
    "smtplib": ("forum.notifications", "forum.outbox"),
    "flask_sqlalchemy": ("forum.core.db",),
}


def rooms_are_known(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        if module.room not in TIERS and module.room != "templates":
            yield f"{module.name}: the room {module.room!r} has no tier"


def tiers_point_down(modules: Iterable[Module]) -> Iterator[str]:
    """Bound files and nouns import lower tiers only; views and forms are bound by ``shared``."""
    for module in modules:
        if module.room in TOP or module.piece in {"views", "forms"}:
            continue
        for item in _from_other_rooms(module):
            own, other = TIERS.get(module.room, 99), TIERS.get(item.room or "", 99)
            if (module.room, item.room) in NEIGHBOURS and module.piece not in BOUND:
                continue
            if other >= own:
                yield module.at(item, f"tier {own} imports {item.module} of tier {other}")


def only_wiring_knows_all(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for item in _from_other_rooms(module):
            if item.room in TOP and module.room not in {"cli", "", "__main__"}:
                yield module.at(item, f"imports {item.module}")


def rooms_share_only_their_front(modules: Iterable[Module]) -> Iterator[str]:
    """From another room: service, queries, policy, lifecycle, models and public nouns."""
    for module in modules:
        if module.room in TOP - {"cli"}:
            continue
        for item in _from_other_rooms(module):
            room, piece = item.room or "", item.piece
            if room in TOP | {"core"} or piece in PUBLIC_NOUNS.get(room, set()):
                continue
            if piece in PRIVATE:
                yield module.at(item, f"imports {item.module}: only wiring may")
            elif piece not in SHARED and module.room != "cli":
                yield module.at(item, f"imports {item.module}: no public noun of {room}")


def inside_points_down(modules: Iterable[Module]) -> Iterator[str]:
    """views → forms, service, queries, policy, lifecycle, models; never backwards."""
    for module in modules:
        for item in module.imports:
            if item.room != module.room or not module.room or item.piece == module.piece:
                continue
            if item.piece in INSIDE:
                # A noun of the room may use everything but what faces people.
                allowed = INSIDE.get(module.piece, SHARED)
                if item.piece not in allowed:
                    yield module.at(item, f"{module.piece or 'the room'} imports {item.piece}")


def pure_files_know_no_flask(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        if module.piece not in BOUND:
            continue
        for item in module.imports:
            if (module.name, item.module, item.name) in WITHOUT_FLASK_EXCEPT:
                continue
            root = item.module.split(".")[0]
            if root == "flask_babel" and item.name in LAZY:
                continue
            own = module.room == "web" and item.piece == "models"
            faces_people = item.room == "web" and not own
            if root.startswith("flask") or root in {"werkzeug", "wtforms"} or faces_people:
                yield module.at(item, f"{module.piece} imports {item.module}")


def packages_have_one_importer(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for item in module.imports:
            homes = ONLY_IN.get(item.module.split(".")[0])
            if homes and not any(f"{module.name}.".startswith(f"{home}.") for home in homes):
                yield module.at(item, f"imports {item.module}, which belongs to {homes[0]}")


def rows_are_written_at_home(modules: Iterable[Module]) -> Iterator[str]:
    """Nobody makes, updates or deletes another room's rows: its service does."""
    for module in modules:
        foreign = {
            item.name
            for item in _from_other_rooms(module)
            if item.piece == "models" and item.name and item.name[:1].isupper()
        }
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else _id(node.func)
            target = _id(node.args[0]) if node.args else None
            if _id(node.func) in foreign:
                yield module.at(node, f"makes a row of {_id(node.func)}")
            elif called in {"insert", "update", "delete"} and target in foreign:
                yield module.at(node, f"{called}s rows of {target}")


def foreign_keys_point_down(modules: Iterable[Module]) -> Iterator[str]:
    """Also those written as strings, in ForeignKey, ForeignKeyConstraint and relationship."""
    modules = [module for module in modules if module.piece == "models"]
    homes = {name: module.room for module in modules for name in _tables_and_classes(module)}
    for module in modules:
        for node, target in _targets(module):
            if target not in homes:
                yield module.at(node, f"points to {target!r}, which no models.py declares")
            elif TIERS.get(homes[target], 99) > TIERS.get(module.room, 99):
                yield module.at(node, f"points up to {target!r} of {homes[target]}")


def _from_other_rooms(module: Module) -> Iterator[Import]:
    for item in module.imports:
        if item.room is not None and item.room != module.room:
            yield item


def _id(node: ast.AST) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _tables_and_classes(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
            yield re.sub(r"(?<!^)(?=[A-Z])", "_", node.name).lower()
        elif isinstance(node, ast.Assign) and _id(node.targets[0]) == "__tablename__":
            yield from (v.value for v in [node.value] if isinstance(v, ast.Constant))
        elif isinstance(node, ast.Call) and _called(node) == "Table" and node.args:
            yield from _strings(node.args[:1])


def _targets(module: Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        if _called(node) == "ForeignKey":
            for text in _strings(node.args[:1]):
                yield node, text.split(".")[0]
        elif _called(node) == "ForeignKeyConstraint" and len(node.args) > 1:
            for text in _strings(getattr(node.args[1], "elts", [])):
                yield node, text.split(".")[0]
        elif _called(node) == "relationship":
            for text in _strings(node.args[:1]):
                yield node, text


def _called(node: ast.Call) -> str | None:
    return node.func.attr if isinstance(node.func, ast.Attribute) else _id(node.func)


def _strings(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id
