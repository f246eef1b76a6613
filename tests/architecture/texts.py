"""Rules for the text of files: sources, templates, strings. Each returns complaints."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import FORUM, ROOT, Module

KINDS = {
    ".py",
    ".html",
    ".txt",
    ".css",
    ".js",
    ".svg",
    ".toml",
    ".po",
    ".pot",
    ".md",
    ".cfg",
    ".in",
}
FOLDERS = ("forum", "tests", "migrations", "scripts", "static", "docs", "translations", ".ci")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools", "stuff"}
# Spelt in halves, for this file is read too.
UNFINISHED = re.compile(rf"\b(?:{'TO' + 'DO'}|{'FIX' + 'ME'}|{'XX' + 'X'})\b")
LEFT_OUT = {"skip", "skipif", "xfail", "importorskip"}
GETTEXT = {"_", "_l", "_n", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "pgettext"}
# Who may ask the machine for the time; everybody else asks core.clock, so that tests can set it.
CLOCKS = {"forum.core.clock"}
SAFE_IN = {"components/post.html"}
SAFE = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false")
INLINE = [
    (re.compile(r"\sstyle\s*=", re.I), "an inline style"),
    (re.compile(r"<style\b", re.I), "a <style> element"),
    (re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.I), "an inline script"),
    (re.compile(r"<[^>{}%]*\son[a-z]+\s*=", re.I), "an on… attribute"),
    (re.compile(r"javascript:", re.I), "a javascript: link"),
]
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)\s*\(")


def text_files() -> list[Path]:
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix in KINDS)


def text_faults(name: str, content: bytes) -> Iterator[str]:
    """UTF-8, NFC, Unix line ends, one newline at the end, nothing unfinished."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        yield f"{name}: not UTF-8"
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            yield f"{name}:{number}: not NFC"
        if UNFINISHED.search(line):
            yield f"{name}:{number}: unfinished"
    if "\r" in text:
        yield f"{name}: carriage returns"
    if text and not text.endswith("\n"):
        yield f"{name}: no newline at the end"


def drawers(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        if DRAWERS & {part.split(".")[0] for part in path.relative_to(ROOT).parts}:
            yield f"{path.relative_to(ROOT)}: a drawer is not a noun"


def composed_messages(module: Module) -> Iterator[str]:
    """Message ids are whole literals: an f-string, or a call inside of one, is never extracted."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _name(call.func) in GETTEXT:
                    yield module.at(call, "a message inside an f-string")
        elif isinstance(node, ast.Call) and _name(node.func) in GETTEXT:
            yield from (
                module.at(node, "a message that is put together")
                for first in node.args[:1]
                if isinstance(first, ast.JoinedStr | ast.BinOp)
            )


def own_clocks(module: Module) -> Iterator[str]:
    if module.name in CLOCKS:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = f"{_name(node.func.value)}.{node.func.attr}"
            if called in {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}:
                yield module.at(node, f"{called}() instead of core.clock")


def left_out_tests(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in LEFT_OUT:
            holder = _name(node.value)
            if holder in {"pytest", "mark", "unittest"}:
                yield module.at(node, f"{holder}.{node.attr}")


def template_faults(name: str, text: str) -> Iterator[str]:
    """``name`` is the path below ``templates/``. Mails need inline styles; pages never do."""
    for number, line in enumerate(text.split("\n"), 1):
        if SAFE.search(line) and name not in SAFE_IN:
            yield f"{name}:{number}: only the post component trusts HTML"
        for pattern, words in INLINE:
            if pattern.search(line) and not name.startswith("email/"):
                yield f"{name}:{number}: {words}"
    if name.startswith("components/"):
        macros = MACRO.findall(text)
        if macros != [Path(name).stem.replace("-", "_")]:
            yield f"{name}: holds {macros}, not the one macro it is named for"


def template_name(path: Path) -> str:
    return path.relative_to(FORUM / "templates").as_posix()


def _name(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None
