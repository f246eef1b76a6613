"""Builds the application from the environment; nothing else."""

from forum import create_app

app = create_app()
