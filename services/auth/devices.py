"""Remembered devices: browsers on which a customer signed in by code and ticked the box."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import Device, Pin
from models.customers import Customer
from services import settings
from services.access import system
from services.auth import people
from services.core import clock, tokens


@dataclass(frozen=True)
class Recognised:
    """What the sign-in page may offer on a remembered device; its cookie proves the customer."""

    first_name: str
    ways: list[people.Way]
    has_pin: bool


def remember(db: Session, customer: Customer, browser: str) -> tuple[Device, str]:
    """Remember the browser that a customer has just signed in on by code.

    Returns:
        The device, and the token for its cookie.
    """
    token = tokens.new()
    device = Device(
        token_hash=tokens.digest(token),
        customer_id=customer.id,
        name=browser,
        seen_at=clock.now(),
        expires_at=clock.now() + timedelta(days=settings.load(db).device_days),
    )
    db.add(device)
    db.flush()
    return device, token


def find(db: Session, token: str | None) -> Device | None:
    """Return the device that a cookie proves, while it is remembered."""
    return db.exec(_remembered().where(Device.token_hash == tokens.digest(token or ""))).first()


def recognise(db: Session, token: str) -> Recognised | None:
    """Return what the sign-in page may offer to the browser with this cookie."""
    device = find(db, token)
    customer = people.by_id(db, device.customer_id) if device else None
    if customer is None:
        return None
    rules = settings.load(db)
    usable = rules.allow_pin and pin_of(db, customer.id, tries=rules.code_tries) is not None
    return Recognised(customer.first_name, people.ways(customer, rules), usable)


def pin_of(db: Session, customer_id: UUID, *, tries: int) -> Pin | None:
    """Return a customer's PIN, unless it takes a code first after so many wrong tries."""
    pin = db.exec(system(Pin).where(Pin.customer_id == customer_id)).first()
    return pin if pin and pin.wrong_since_code < tries else None


def of(db: Session, customer_id: UUID) -> list[Device]:
    """List a customer's remembered devices, the last one used first."""
    theirs = _remembered().where(Device.customer_id == customer_id)
    return list(db.exec(theirs.order_by(col(Device.seen_at).desc())))


def forget(device: Device) -> None:
    """Remember a device no longer: its cookie is worth nothing, and a PIN is not taken on it."""
    device.forgotten_at = clock.now()


def _remembered() -> SelectOfScalar[Device]:
    return system(Device).where(
        col(Device.forgotten_at).is_(None), col(Device.expires_at) > clock.now()
    )
