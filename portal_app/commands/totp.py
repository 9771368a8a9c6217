"""`portal totp`: the second factor of a demo clinic's staff."""

import time
from typing import Annotated

import typer

from services.auth import staff_entry
from services.core.config import config
from services.core.db import look


def totp(
    email: Annotated[str, typer.Argument(metavar="E-MAIL", help="Such as ada@demo.test.")],
) -> None:
    """Print a staff member's present authenticator code. In demo mode (PORTAL_DEMO=1) only."""
    if not config().demo:
        typer.echo("Codes are shown in demo mode only: set PORTAL_DEMO=1.", err=True)
        raise typer.Exit(2)
    while (code := look(staff_entry.present_code, email)) == "":
        time.sleep(1)  # a code is good once; the next one is on its way
    if code is None:
        typer.echo(f"No staff member signs in as {email}.", err=True)
        raise typer.Exit(1)
    typer.echo(code)
