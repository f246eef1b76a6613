"""The tail stays tame: short files, short functions, few parameters, every signature typed."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from statistics import median

import pytest

from tests.architecture.sources import Module, forum_modules, python_files, sample

LINES = {
    "models": 250,
    "service": 250,
    "views": 220,
    "queries": 200,
    "forms": 150,
    "reactions": 150,
    "lifecycle": 120,
    "policy": 120,
}
LONGEST_FILE = 250
LONGEST_FUNCTION = 40  # lines without decorators and docstring; 25 as a rule
USUAL_FUNCTION = 25
SHARE_OF_USUAL = 0.95
POSITIONAL = 4
MEDIAN = 10

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        limit = LINES.get(module.piece, LONGEST_FILE) if module.room else LONGEST_FILE
        count = len(module.text.splitlines())
        if module.name.split(".")[0] == "forum" and count > limit:
            yield f"{module.name}: {count} lines, at most {limit}"
        elif count > LONGEST_FILE and module.name.split(".")[0] != "migrations":
            yield f"{module.name}: {count} lines, at most {LONGEST_FILE}"


def functions(modules: Iterable[Module]) -> Iterator[tuple[Module, Function]]:
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                yield module, node


def length(function: Function) -> int:
    """Lines from ``def`` to the end, the docstring not counted: explaining is free."""
    first = function.body[0]
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def long_functions(modules: Iterable[Module]) -> Iterator[str]:
    for module, function in functions(modules):
        if length(function) > LONGEST_FUNCTION:
            yield module.at(function, f"{function.name} has {length(function)} lines")


def many_positional(modules: Iterable[Module]) -> Iterator[str]:
    for module, function in functions(modules):
        if any("click" in ast.unparse(mark) for mark in function.decorator_list):
            continue  # click hands over its options by name
        names = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
        if len([name for name in names if name not in {"self", "cls"}]) > POSITIONAL:
            yield module.at(function, f"{function.name} takes {len(names)} positional parameters")


def untyped(modules: Iterable[Module]) -> Iterator[str]:
    for module, function in functions(modules):
        arguments = function.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        named += [a for a in (arguments.vararg, arguments.kwarg) if a]
        missing = [a.arg for a in named if a.annotation is None and a.arg not in {"self", "cls"}]
        if missing:
            yield module.at(function, f"{function.name} does not type {', '.join(missing)}")
        elif function.returns is None and not (function.name == "__init__" and named):
            yield module.at(function, f"{function.name} does not type what it returns")


def test_files_are_short() -> None:
    assert "\n".join(long_files(python_files())) == ""


def test_functions_are_short() -> None:
    assert "\n".join(long_functions(forum_modules())) == ""


def test_few_functions_are_longer_than_the_rule() -> None:
    lengths = [length(function) for _, function in functions(forum_modules())]

    assert sum(n <= USUAL_FUNCTION for n in lengths) >= SHARE_OF_USUAL * len(lengths)


def test_the_median_function_is_small() -> None:
    assert median(length(function) for _, function in functions(forum_modules())) <= MEDIAN


def test_few_parameters_are_positional() -> None:
    assert "\n".join(many_positional(forum_modules())) == ""


def test_every_signature_is_typed() -> None:
    assert "\n".join(untyped(forum_modules())) == ""


def test_a_long_file_is_seen() -> None:
    name = "forum.threads.policy"

    assert not list(long_files([sample(name, "x = 1\n" * 120)]))
    assert list(long_files([sample(name, "x = 1\n" * 121)]))
    assert list(long_files([sample("forum.threads.views.queue", "x = 1\n" * 221)]))
    assert list(long_files([sample("tests.threads.test_views", "x = 1\n" * 251)]))


def test_a_long_function_is_seen_and_its_docstring_is_free() -> None:
    body = "    x = 1\n"
    described = 'def f() -> None:\n    """One\n\n    two."""\n'

    assert not list(long_functions([sample("forum.a.service", described + body * 39)]))
    assert list(long_functions([sample("forum.a.service", described + body * 40)]))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("def f(a: int, b: int, c: int, d: int, e: int) -> None: ...", many_positional),
        ("def f(a) -> None: ...", untyped),
        ("def f(a: int): ...", untyped),
        ("def f(*rest, a: int) -> None: ...", untyped),
        ("class A:\n    async def f(self): ...", untyped),
    ],
)
def test_a_careless_signature_is_seen(text: str, rule) -> None:  # type: ignore[no-untyped-def]
    assert list(rule([sample("forum.a.service", text)]))


def test_keywords_are_free() -> None:
    text = "class A:\n    def f(self, a: int, *, b: int, c: int, d: int, e: int) -> None: ..."

    assert not list(many_positional([sample("forum.a.service", text)]))
    assert not list(untyped([sample("forum.a.service", text)]))
