"""The `portal` command."""

import os

import typer

from portal_app.commands import (
    audit,
    check,
    create_admin,
    demo,
    import_,
    migrate,
    outbox,
    push_key,
    serve,
    totp,
)

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # they would show what must stay secret
    help="Run the portal of a veterinary clinic.",
)

cli.command()(serve.serve)
cli.command()(migrate.migrate)
cli.command()(demo.demo)
cli.command("create-admin")(create_admin.create_admin)
cli.command()(check.check)
cli.command("import")(import_.import_)
cli.command()(outbox.outbox)
cli.command("push-key")(push_key.push_key)
cli.command()(totp.totp)
cli.add_typer(audit.commands, name="audit")


def main() -> None:
    """Run the command line."""
    os.umask(0o077)  # whatever is written is the clinic's alone
    cli()
