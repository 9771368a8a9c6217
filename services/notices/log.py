"""The staff's log of what has left the portal, and what has not (NOTE-7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, tuple_
from sqlmodel import Session, col

from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from services import search, settings
from services.access import Actor, Permission, require, system
from services.core import contacts
from services.core.errors import NotFound
from services.notices.kinds import WAYS, Kind

Place = tuple[datetime, UUID]
# What is on its way is one thing to whoever reads, however far the worker has come.
ON_ITS_WAY = (NoticeState.QUEUED, NoticeState.CLAIMED, NoticeState.SENDING)


@dataclass(frozen=True)
class Asked:
    """Which notices. What is left empty narrows nothing."""

    state: str = ""  # a NoticeState; queued: whatever is on its way
    kind: str = ""
    channel: str = ""
    text: str = ""  # beginnings of words of their customer
    customer_id: UUID | None = None


@dataclass(frozen=True)
class Line:
    """One notice. Whom it went to is masked, and what it says is not here."""

    id: UUID
    at: datetime
    kind: str
    channel: str
    address: str  # masked
    state: NoticeState
    tries: int
    error: str
    again_at: datetime | None  # when it is tried the next time
    customer_id: UUID | None
    customer: str
    readable: bool  # whether its text is still kept, and may be read


@dataclass(frozen=True)
class Page:
    """Notices, newest first, and where the next page begins."""

    lines: Sequence[Line]
    next: Place | None


def page(
    db: Session, actor: Actor, asked: Asked, after: Place | None = None, limit: int | None = None
) -> Page:
    """List notices, newest first.

    Raises:
        Forbidden: The actor may not see the log.
    """
    require(actor, Permission.SEND_NOTICES)
    limit = limit or settings.load(db).page_size
    place = (col(OutboxEntry.created_at), col(OutboxEntry.id))
    query = system(OutboxEntry).where(_found(), *_narrowing(actor, asked))
    if after:
        query = query.where(tuple_(*place) < after)
    rows = db.exec(query.order_by(*(one.desc() for one in place)).limit(limit + 1)).all()
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    names = _names(db, shown)
    return Page([_line(row, names) for row in shown], (last.created_at, last.id) if last else None)


def text(db: Session, actor: Actor, id: UUID) -> str:
    """Return what a notice said: its subject and its body, while they are kept. Never a code.

    Raises:
        Forbidden: The actor may not see the log.
        NotFound: There is no such notice, or its text may not be read or is gone.
    """
    require(actor, Permission.SEND_NOTICES)
    row = db.exec(system(OutboxEntry).where(col(OutboxEntry.id) == id, _found())).first()
    if row is None or not _readable(row):
        raise NotFound
    return row.subject if row.channel == "push" else f"{row.subject}\n\n{row.body}".strip()


def _found() -> ColumnElement[bool]:
    """Leave out what nobody was found for: a code asked for with a contact that is unknown."""
    looked_up = or_(col(OutboxEntry.tries) > 0, col(OutboxEntry.kind) != Kind.SIGN_IN_CODE)
    nobody = and_(
        col(OutboxEntry.kind) == Kind.SIGN_IN_CODE, col(OutboxEntry.state) == NoticeState.DROPPED
    )
    return and_(looked_up, ~nobody)


def _narrowing(actor: Actor, asked: Asked) -> list[Any]:
    found: list[Any] = []
    if asked.state:
        wanted = ON_ITS_WAY if asked.state in ON_ITS_WAY else (asked.state,)
        found.append(col(OutboxEntry.state).in_(wanted))
    if asked.kind:
        found.append(col(OutboxEntry.kind) == asked.kind)
    if asked.channel in WAYS:
        found.append(col(OutboxEntry.channel) == asked.channel)
    if asked.customer_id:
        found.append(col(OutboxEntry.customer_id) == asked.customer_id)
    if asked.text.strip():
        theirs = system(Customer).where(*search.holding(actor, asked.text))
        found.append(col(OutboxEntry.customer_id).in_(theirs.with_only_columns(col(Customer.id))))
    return found


def _names(db: Session, rows: Sequence[OutboxEntry]) -> dict[UUID | None, str]:
    ids = {row.customer_id for row in rows if row.customer_id}
    known = system(Customer).where(col(Customer.id).in_(ids))
    return {customer.id: customer.name for customer in db.exec(known)} if ids else {}


def _masked(row: OutboxEntry) -> str:
    """Shorten where a notice went: of a browser, the host of its push service is all there is."""
    if row.channel == "push":
        return row.address.partition("/")[0]
    return contacts.masked(row.address) if row.address else ""


def _readable(row: OutboxEntry) -> bool:
    return bool(row.body) and not row.encrypted and row.kind != Kind.SIGN_IN_CODE


def _line(row: OutboxEntry, names: dict[UUID | None, str]) -> Line:
    waits = row.state == NoticeState.QUEUED and row.tries > 0
    return Line(
        id=row.id,
        at=row.created_at,
        kind=row.kind,
        channel=row.channel,
        address=_masked(row),
        state=NoticeState(row.state),
        tries=row.tries,
        error=row.error,
        again_at=row.due_at if waits else None,
        customer_id=row.customer_id if row.customer_id in names else None,
        customer=names.get(row.customer_id, ""),
        readable=_readable(row),
    )
