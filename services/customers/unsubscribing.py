"""Declining one kind of e-mail by the link that stands in it, without signing in (RFC 8058)."""

from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from services import audit, live
from services.access import system
from services.audit import Event
from services.core import tokens
from services.core.config import config
from services.core.errors import NotFound
from services.customers import wishes
from services.notices import TO_DECLINE


def address(customer_id: UUID, kind: str) -> str:
    """Return the address that a mail program posts to, for one customer and kind of notice."""
    return f"{config().public_url}/notices/unsubscribe/{token(customer_id, kind)}"


def page(customer_id: UUID, kind: str) -> str:
    """Return the address of the page that asks whether they are sure."""
    return f"{config().public_url}/unsubscribe/{token(customer_id, kind)}"


def token(customer_id: UUID, kind: str) -> str:
    """Sign what a link declines; it is good for nothing else."""
    return f"{customer_id.hex}.{kind}.{_signature(customer_id, kind)}"


def kind_of(db: Session, _visitor: object, shown: str) -> str:
    """Return which kind of notice a link declines.

    Raises:
        NotFound: The link is none of ours.
    """
    return _read(db, shown)[1]


def decline(db: Session, shown: str, origin: str) -> None:
    """Send the customer this kind of notice no longer by e-mail. Doing it again changes nothing.

    Raises:
        NotFound: The link is none of ours.
    """
    customer, kind = _read(db, shown)
    declined = wishes.without(customer.declined, kind, "email")
    if declined == sorted(customer.declined):
        return
    customer.declined = declined
    customer.version += 1
    audit.record(
        db, None, Event.CUSTOMER_CHANGED, customer, origin=origin or "?", fields=["declined"]
    )
    live.publish(db, live.Changed(customer.id))


def _read(db: Session, shown: str) -> tuple[Customer, str]:
    parts = shown.split(".")
    if len(parts) != 3 or parts[1] not in TO_DECLINE:
        raise NotFound
    try:
        whose = UUID(hex=parts[0])
    except ValueError:
        raise NotFound from None
    if not tokens.same(parts[2], _signature(whose, parts[1])):
        raise NotFound
    customer = db.exec(system(Customer).where(col(Customer.id) == whose)).first()
    if customer is None:
        raise NotFound
    return customer, parts[1]


def _signature(customer_id: UUID, kind: str) -> str:
    return tokens.keyed("unsubscribe", customer_id.hex, kind)
