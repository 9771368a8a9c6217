"""What customers see of their own account and end there (AUTH-7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from models.auth import AuthSession, Device
from models.customers import Customer
from services import audit, settings
from services.access import Actor
from services.audit import Event
from services.auth import devices, people, pins, sessions
from services.core import clock
from services.core.errors import NotFound


@dataclass(frozen=True)
class Account:
    """One customer's account, as of now."""

    customer: Customer
    sessions: Sequence[AuthSession]
    devices: Sequence[Device]
    takes_pin: bool  # a PIN can be set on this device
    has_pin: bool
    session_id: UUID  # the one that asks
    device_id: UUID | None


def overview(db: Session, actor: Actor) -> Account:
    """Return the account of the customer who asks.

    Raises:
        NotFound: It is a staff member who asks.
    """
    customer = people.by_id(db, actor.id)
    if customer is None:
        raise NotFound
    return Account(
        customer,
        sessions.of(db, customer.id),
        devices.of(db, customer.id),
        pins.may_set(db, actor),
        pins.is_set(db, customer.id),
        actor.session_id,
        actor.device_id,
    )


def end_session(db: Session, actor: Actor, id: UUID) -> None:
    """End one of the customer's sessions.

    Raises:
        NotFound: They have no such session.
    """
    if not sessions.end_one(db, actor.id, id):
        raise NotFound
    _tell(db, actor, Event.SESSION_ENDED, session=id)


def end_other_sessions(db: Session, actor: Actor) -> None:
    """End all of the customer's sessions but the one that asks."""
    if sessions.end_all_of(db, actor.id, but=actor.session_id):
        _tell(db, actor, Event.SESSION_ENDED, others=True)


def forget_device(db: Session, actor: Actor, id: UUID) -> None:
    """Remember one of the customer's devices no longer; whoever is signed in there is signed out.

    Only the session that asks goes on, as long as one without a remembered device may.

    Raises:
        NotFound: They have no such device.
    """
    device = next((one for one in devices.of(db, actor.id) if one.id == id), None)
    if device is None:
        raise NotFound
    longest = timedelta(hours=settings.load(db).session_hours)
    for row in sessions.of(db, actor.id):
        if row.id == actor.session_id and row.device_id == id:
            row.device_id = None
            row.expires_at = min(row.expires_at, clock.now() + longest)
    db.flush()
    sessions.end_on(db, device)
    devices.forget(device)
    _tell(db, actor, Event.DEVICE_FORGOTTEN, device=id)


def speak(db: Session, actor: Actor, language: str) -> None:
    """Write to the customer in this language from now on."""
    customer = people.by_id(db, actor.id)
    if customer and customer.language != language:
        customer.language = language
        _tell(db, actor, Event.CUSTOMER_CHANGED, fields=["language"])


def forget_this_device(db: Session, token: str | None, origin: str) -> None:
    """Forget the browser that holds this cookie, at the wish of whoever sits before it."""
    device = devices.find(db, token)
    if device:
        sessions.end_on(db, device)
        devices.forget(device)
        customer = people.by_id(db, device.customer_id)
        audit.record(db, None, Event.DEVICE_FORGOTTEN, customer, origin=origin, device=device.id)


def _tell(db: Session, actor: Actor, event: Event, **details: Any) -> None:
    audit.record(db, actor, event, people.by_id(db, actor.id), **details)
