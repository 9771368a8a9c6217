"""`portal audit`: whether the trail of who did what is as it was written."""

import typer
from rich.console import Console
from rich.progress import Progress
from sqlmodel import Session

from portal_app.commands.migrate import upgrade
from services import audit
from services.audit import Fault
from services.core import db

_SHOWN = 20  # faults that are listed

commands = typer.Typer(no_args_is_help=True, help="Look after the audit trail.")


@commands.callback()
def group() -> None:
    """Look after the audit trail."""


@commands.command()
def verify() -> None:
    """Prove that no line of the audit trail was changed, moved or taken out.

    The exit code is 1 if one was. Lines missing at the end are found by the file audit.heads in
    the data folder: keep a copy of it elsewhere.
    """
    upgrade()
    count, faults = db.look(_verified)
    for fault in faults[:_SHOWN]:
        typer.echo(f"line {fault.number}: {fault.reason}")
    if faults:
        typer.echo(f"The audit trail is not whole: {len(faults)} faults in {count} lines.")
        raise typer.Exit(1)
    typer.echo(f"The audit trail is whole: {count} lines.")


def _verified(session: Session) -> tuple[int, list[Fault]]:
    last = audit.head(session)
    count, console = last[0] if last else 0, Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Lines", total=count)

        def progress(number: int) -> None:
            bar.update(task, completed=number)

        return count, list(audit.verify(session, audit.mirrored(), progress))
