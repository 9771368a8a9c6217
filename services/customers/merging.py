"""Two customers who are one person (ADMIN-3)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.auth import Pin
from models.customers import Customer
from services import audit, live, merging
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core.errors import Conflict
from services.customers.entering import found, shut_out

_FILLED = (  # what the survivor lacks is taken from the other
    "last_name",
    "email",
    "phone",
    "language",
    "external_id",
)
_ADDRESS = ("street", "postal_code", "city")  # taken as a whole: halves of two would be none


@dataclass(frozen=True)
class Outlook:
    """What merging two customers would do."""

    survivor: Customer
    other: Customer
    taken: list[str]  # the columns whose values the survivor takes over
    left: list[str]  # the columns whose other values are only kept in the note of the merger


def outlook(db: Session, actor: Actor, id: UUID, other_id: UUID) -> Outlook:
    """Say what merging would do, before it is done.

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
        Conflict: It is one and the same.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    survivor, other = found(db, id), found(db, other_id)
    if survivor.id == other.id:
        raise Conflict("This is the same customer.")
    taken = _taken(survivor, other)
    left = [
        name
        for name in ("first_name", *_FILLED[:-1], *_ADDRESS)
        if getattr(other, name) and name not in taken
        if getattr(other, name) != getattr(survivor, name)
    ]
    return Outlook(survivor, other, list(taken), left)


def merge(db: Session, actor: Actor, id: UUID, other_id: UUID) -> Customer:
    """Make two customers one: everything of the other becomes the survivor's.

    The other's sessions end. By a contact that the survivor takes over one signs in as the
    survivor from then on; by another one no longer.

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
        Conflict: It is one and the same.
    """
    plan = outlook(db, actor, id, other_id)
    survivor, other = plan.survivor, plan.other
    shut_out(db, other)
    for pin in db.exec(system(Pin).where(col(Pin.customer_id) == other.id)):
        db.delete(pin)  # a secret of whoever signed in there, not of the survivor
    values = _taken(survivor, other) | _joined(survivor, other)
    moved = merging.merge(db, actor, survivor, other, values)
    audit.record(db, actor, Event.CUSTOMERS_MERGED, survivor, merged=other_id, moved=moved)
    live.publish(db, live.Changed(survivor.id))
    live.publish(db, live.Changed(other_id))
    return survivor


def _taken(survivor: Customer, other: Customer) -> dict[str, Any]:
    """Return what the survivor lacks and the other has."""
    values = {
        name: getattr(other, name)
        for name in _FILLED
        if getattr(other, name) and not getattr(survivor, name)
    }
    if not any(getattr(survivor, name) for name in _ADDRESS):
        values |= {name: getattr(other, name) for name in _ADDRESS if getattr(other, name)}
    return values


def _joined(survivor: Customer, other: Customer) -> dict[str, Any]:
    return {
        "notes": "\n\n".join(part for part in (survivor.notes, other.notes) if part),
        "icons": list(dict.fromkeys([*survivor.icons, *other.icons])),
        "declines_email": survivor.declines_email or other.declines_email,
        "declines_sms": survivor.declines_sms or other.declines_sms,
        "declined": sorted({*survivor.declined, *other.declined}),
        "quiet_hours": survivor.quiet_hours or other.quiet_hours,
    }
