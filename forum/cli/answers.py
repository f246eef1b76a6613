"""How a command refuses."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def refused(line: str) -> NoReturn:
    """Ends the command with exit code 1 and one line on stderr."""
    click.echo(line, err=True)
    sys.exit(1)
