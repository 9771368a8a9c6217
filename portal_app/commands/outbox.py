"""`portal outbox`: what has left the portal, and what could not."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlmodel import Session

from models.notices import OutboxEntry
from services import notices, settings
from services.core import clock, contacts, db, tokens
from services.core.config import config

_COLORS = {"sent": "green", "failed": "red", "expired": "red", "unknown": "yellow"}


def outbox(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Only to this address or number.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10000, help="At most so many.")] = 100,
) -> None:
    """List e-mails and SMS, the newest first. What they say is shown in demo mode only."""
    entries = db.run(_listed, to, limit)
    if as_json:
        typer.echo(json.dumps([_plain(entry) for entry in entries], indent=2, ensure_ascii=False))
    elif entries:
        Console().print(_table(entries))
    else:
        typer.echo("There is no notice yet.")


def _listed(session: Session, to: str | None, limit: int) -> Sequence[OutboxEntry]:
    country = settings.load(session).country  # also shows times in the clinic's zone
    address = to and (contacts.email(to) or contacts.phone(to, country) or to)
    return notices.listed(session, address, limit)


def _plain(entry: OutboxEntry) -> dict[str, str]:
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "channel": entry.channel,
        "to": entry.address,
        "state": entry.state,
        "created_at": entry.created_at.isoformat(),
        "subject": entry.subject,
        "body": _body(entry),
    }


def _body(entry: OutboxEntry) -> str:
    """Return what a notice says: in demo mode only, for it may be a code."""
    if not config().demo or not entry.body:
        return ""
    return tokens.unseal(entry.body) if entry.encrypted else entry.body


def _table(entries: Sequence[OutboxEntry]) -> Table:
    table = Table("When", "Kind", "To", "State", "Subject", box=None)
    for entry in entries:
        color = _COLORS.get(entry.state, "default")
        state = f"[{color}]{entry.state}[/]"
        if entry.error:
            state += f" ({escape(entry.error)})"
        said = "\n".join(text for text in (entry.subject, _body(entry).strip()) if text)
        table.add_row(
            clock.moment(entry.created_at),
            entry.kind.replace("_", " "),
            escape(entry.address),
            state,
            escape(said),
        )
    return table
