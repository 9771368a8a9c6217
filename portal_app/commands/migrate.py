"""`portal migrate`: the database as this version wants it."""

from pathlib import Path

import typer
from alembic import command
from alembic.config import Config as Alembic

from services import lists
from services.core import db

_HERE = Path(__file__).parents[2]


def upgrade() -> None:
    """Bring the database up to date, quietly, and offer the lists what is new in them."""
    command.upgrade(Alembic(_HERE / "alembic.ini"), "head")
    db.run(lists.seed)


def migrate() -> None:
    """Bring the database up to date."""
    upgrade()
    typer.echo("The database is up to date.")
