"""`portal import`: what the clinic has in another program."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from portal_app.commands.migrate import upgrade
from services import importing
from services.importing import DateOrder, Report


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of CSV files.")],
    dry_run: Annotated[bool, typer.Option(help="Only check the files; write nothing.")] = False,
    date_order: Annotated[
        DateOrder,
        typer.Option(help="How dates are written besides 2024-12-31: day or month first."),
    ] = "iso",
) -> None:
    """Take over customers, pets and their records from a folder of CSV files.

    All or nothing: if anything is wrong, every problem is listed and nothing is written.
    """
    upgrade()
    with _bars() as bars:
        tasks: dict[str, TaskID] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done)

        report = importing.run(folder, date_order, dry_run=dry_run, progress=progress)
    _tell(report, dry_run=dry_run)
    if report.problem_count:
        raise typer.Exit(1)


def _bars() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal, expand=False
    )


def _tell(report: Report, *, dry_run: bool) -> None:
    for note in report.notes:
        typer.echo(f"Note: {note}")
    for problem in report.problems:
        typer.echo(str(problem), err=True)
    if report.problem_count:
        hidden = report.problem_count - len(report.problems)
        more = f" ({hidden} more are not shown)" if hidden else ""
        many = "problem" if report.problem_count == 1 else "problems"
        typer.echo(f"{report.problem_count} {many}{more}; nothing was written.", err=True)
        return
    for sheet in importing.SHEETS:
        if report.rows[sheet.name]:
            counts = f"{report.new[sheet.name]} new, {report.changed[sheet.name]} changed"
            typer.echo(f"{sheet.file}: {counts}, {report.same[sheet.name]} as they were")
    if dry_run:
        typer.echo("This was a dry run; nothing was written.")
    else:
        typer.echo("Imported." if report.written else "There was nothing to change.")
