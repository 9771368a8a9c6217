"""`portal migrate`: the database as this version wants it."""

from pathlib import Path

import typer
from alembic import command
from alembic.config import Config as Alembic

_HERE = Path(__file__).parents[2]


def upgrade() -> None:
    """Bring the database up to date, quietly."""
    command.upgrade(Alembic(_HERE / "alembic.ini"), "head")


def migrate() -> None:
    """Bring the database up to date."""
    upgrade()
    typer.echo("The database is up to date.")
