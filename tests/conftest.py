"""Options of the suite, and the rule that nothing real is left out in silence.

The fixtures stand in ``tests/fixtures/``: ``postgres``, ``smtp``, ``chromium`` (real parts),
``database``, ``app``, ``client``, ``as_person``, ``drain_outbox``, ``clock``, ``say``.
"""

from __future__ import annotations

import os

import pytest

pytest_plugins = [
    "tests.fixtures.postgres",
    "tests.fixtures.smtp",
    "tests.fixtures.chromium",
    "tests.fixtures.database",
    "tests.fixtures.site",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("forum")
    group.addoption(
        "--database",
        choices=["both", "sqlite", "postgresql"],
        default="both",
        help="databases that tests using `app` run on (default: both, each test twice)",
    )
    group.addoption(
        "--update-routes",
        action="store_true",
        help="write tests/architecture/routes.txt anew; read the difference before committing it",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not _strict():
        return
    if config.getoption("--update-routes"):
        raise pytest.UsageError("--update-routes is for people: CI compares, it does not write")
    if config.getoption("--database") != "both":
        raise pytest.UsageError("CI runs on both databases")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):  # type: ignore[no-untyped-def]
    """Under CI=true a skipped or expected-to-fail test is a failed test."""
    outcome = yield
    _refuse_to_leave_out(item.nodeid, outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):  # type: ignore[no-untyped-def]
    """The same for a whole file."""
    outcome = yield
    _refuse_to_leave_out(collector.nodeid, outcome.get_result())


def _refuse_to_leave_out(name: str, report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and _strict():
        report.outcome = "failed"
        report.longrepr = f"{name}: left out under CI=true, where nothing may be left out"


def _strict() -> bool:
    return os.environ.get("CI", "").lower() == "true"
