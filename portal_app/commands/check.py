"""`portal check`: whether everything that the portal rests on is sound."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from alembic.config import Config as Alembic
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from rich.console import Console
from rich.progress import Progress
from sqlmodel import Session

from services import checks
from services.checks import Finding
from services.core import db
from services.core.config import refuse_debugging

_HERE = Path(__file__).parents[2]


def check(
    deep: Annotated[bool, typer.Option(help="Read every file and compare its content.")] = False,
    offline: Annotated[bool, typer.Option(help="Leave out the providers.")] = False,
) -> None:
    """Look whether this portal is sound; one line for each thing, exit code 1 if one is not."""
    refuse_debugging()
    sound = True
    for finding in _findings(deep=deep, offline=offline):
        typer.echo(f"{'ok  ' if finding.sound else 'FAIL'}  {finding.what}: {finding.said}")
        sound = sound and finding.sound
    if not sound:
        raise typer.Exit(1)


def _findings(*, deep: bool, offline: bool) -> Iterator[Finding]:
    yield checks.environment()
    yield checks.disk()
    yield db.look(checks.database_engine)
    migrated = db.look(_migrations)
    yield migrated
    if not migrated.sound:
        return
    yield db.look(checks.database_content)
    yield db.look(checks.audit_trail)
    yield from _files(deep=deep)
    if not offline:
        yield from checks.providers()


def _migrations(session: Session) -> Finding:
    wanted = ScriptDirectory.from_config(Alembic(_HERE / "alembic.ini")).get_current_head()
    there = MigrationContext.configure(session.connection()).get_current_revision()
    if there == wanted:
        return Finding("migrations", True, "up to date")
    return Finding("migrations", False, f"at {there}, not {wanted}: run `portal migrate`")


def _files(*, deep: bool) -> list[Finding]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Files")

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        return db.look(
            lambda session: list(checks.kept_files(session, deep=deep, progress=progress))
        )
