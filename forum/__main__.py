"""``python -m forum serve`` and ``python -m forum worker``: the two processes of an installation.

The same commands as ``flask --app wsgi serve`` and ``worker``, in a process that loaded no other
command and no Alembic: 12 MB less of each. The worker, which answers nobody, also has no doors.
"""

from __future__ import annotations

import sys

import click

from forum import create_app
from forum.cli.serving import serve, worker

if __name__ == "__main__":
    answers = sys.argv[1:2] != ["worker"]
    with create_app(commands=False, doors=answers).app_context():
        click.Group(commands=[serve, worker])(prog_name="python -m forum")
