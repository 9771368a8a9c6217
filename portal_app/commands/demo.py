"""`portal demo`: fill an empty portal with the demo clinic."""

import typer
from rich.progress import Progress

from portal_app.commands.migrate import migrate
from services import demo as clinic
from services.core.config import config
from services.core.db import run

_PETS = 70


def demo() -> None:
    """Fill an empty portal with a demo clinic. In demo mode (PORTAL_DEMO=1) only."""
    if not config().demo:
        typer.echo("The demo clinic is for demo mode only: set PORTAL_DEMO=1.", err=True)
        raise typer.Exit(2)
    migrate()
    with Progress(transient=True) as progress:
        task = progress.add_task("Painting the pets", total=_PETS)
        filled = run(clinic.fill, lambda pet: progress.update(task, advance=1, description=pet))
    typer.echo(
        "The demo clinic is ready." if filled else "There are customers already; left alone."
    )
