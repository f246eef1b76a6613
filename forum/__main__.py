"""``python -m forum serve`` and ``python -m forum worker``: the two processes of an installation.

The same commands as ``flask --app wsgi serve`` and ``worker``, in a process that loaded no other
command and no Alembic: 12 MB less of each.
"""

from __future__ import annotations

import click

from forum import create_app
from forum.cli.serving import serve, worker

if __name__ == "__main__":
    with create_app(commands=False).app_context():
        click.Group(commands=[serve, worker])(prog_name="python -m forum")
