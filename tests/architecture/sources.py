"""The source files as the rules see them: which room, which piece of furniture, what it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORUM = ROOT / "forum"
FURNITURE = (
    "lifecycle",
    "models",
    "policy",
    "queries",
    "service",
    "reactions",
    "forms",
    "views",
)


@dataclass(frozen=True)
class Import:
    """One imported thing: ``forum.threads.queries`` and, when named, ``get_thread_for``."""

    module: str
    name: str | None
    line: int

    @property
    def room(self) -> str | None:
        """``threads``; "" for the package ``forum`` itself; None outside of it."""
        parts = self.module.split(".")
        if parts[0] != "forum":
            return None
        return parts[1] if len(parts) > 1 else ""

    @property
    def piece(self) -> str:
        """``queries``; "" when the room itself is imported."""
        parts = self.module.split(".")
        return parts[2] if len(parts) > 2 else ""


@dataclass(frozen=True)
class Module:
    """A Python file with its dotted name; the tree is parsed once."""

    name: str
    text: str
    path: Path = Path("sample.py")

    @property
    def room(self) -> str:
        """``threads``; ``wiring`` for ``forum/wiring.py``; "" for ``forum/__init__.py``."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""

    @property
    def piece(self) -> str:
        """``views`` for ``views.py`` and for everything below ``views/``; "" for the room."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""

    @cached_property
    def tree(self) -> ast.Module:
        """Empty when the text is no Python: one test says that, not all of them."""
        try:
            return ast.parse(self.text)
        except SyntaxError:
            return ast.Module([], [])

    @cached_property
    def imports(self) -> list[Import]:
        """Everywhere in the file, also inside functions and under TYPE_CHECKING."""
        return list(self._imports())

    def _imports(self) -> Iterator[Import]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(alias.name, None, node.lineno)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                for alias in node.names:
                    yield _resolved(base, alias.name, node.lineno)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".")
        depth = node.level - (1 if self.path.name == "__init__.py" else 0)
        kept = package[: len(package) - depth] if depth else package
        return ".".join([*kept, *([node.module] if node.module else [])])

    def at(self, node: ast.AST | Import, words: str) -> str:
        """A complaint with its place."""
        line = node.line if isinstance(node, Import) else getattr(node, "lineno", 1)
        return f"{self.name}:{line}: {words}"


def _resolved(base: str, name: str, line: int) -> Import:
    """``from forum.threads import queries`` imports a module, ``… import may_reply`` a name."""
    parts = base.split(".")
    if parts[0] == "forum" and len(parts) < 3:
        inside = FORUM.joinpath(*parts[1:], name)
        if inside.is_dir() or inside.with_suffix(".py").exists() or name in FURNITURE:
            return Import(f"{base}.{name}", None, line)
    return Import(base, name, line)


def load(path: Path) -> Module:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return Module(".".join(parts), path.read_text("utf-8"), path)


@lru_cache
def forum_modules() -> tuple[Module, ...]:
    """Every Python file of ``forum/``."""
    return tuple(load(path) for path in sorted(FORUM.rglob("*.py")))


@lru_cache
def python_files() -> tuple[Module, ...]:
    """Every Python file of the project, tests and migrations too."""
    found = list(ROOT.glob("*.py"))
    for folder in ("forum", "tests", "migrations", "scripts"):
        found += (ROOT / folder).rglob("*.py")
    return tuple(load(path) for path in sorted(found))


def sample(name: str, text: str) -> Module:
    """A file that is not on the disk, for tests of the rules."""
    package = name.endswith(".__init__")
    path = Path("__init__.py" if package else "sample.py")
    return Module(name.removesuffix(".__init__"), text, path)


def template_files() -> list[Path]:
    return sorted(path for path in (FORUM / "templates").rglob("*") if path.is_file())
