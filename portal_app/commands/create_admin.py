"""`portal create-admin`: the first person who may do everything."""

from pathlib import Path
from typing import Annotated

import typer

from portal_app.commands.migrate import upgrade
from services import staff
from services.core import db, passwords
from services.core.errors import PortalError


def create_admin(
    name: Annotated[str, typer.Option(prompt="Name", help="First and last name.")],
    email: Annotated[str, typer.Option(prompt="E-mail", help="The address to sign in with.")],
    password_file: Annotated[
        Path | None,
        typer.Option(help="A file with the password in its first line; asked for if left out."),
    ] = None,
    location: Annotated[
        str, typer.Option(help="What to call the first location, if there is none yet.")
    ] = "",
) -> None:
    """Add an administrator, and show the key for their authenticator app once."""
    upgrade()
    password = _password(password_file)
    try:
        db.run(staff.check_password, password, name, email)
        new = staff.NewAdministrator(name, email, passwords.kept(password), location)
        member, otpauth = db.run(staff.add_administrator, new)
    except PortalError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{member.name} is an administrator and signs in at /admin as {member.email}.")
    typer.echo("Add this key to an authenticator app now; it is not shown again:")
    typer.echo(otpauth)


def _password(file: Path | None) -> str:
    if file is None:
        return typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError):
        typer.echo(f"The password cannot be read from {file}.", err=True)
        raise typer.Exit(1) from None
