"""Accounts of customers: who may sign in, and by which contacts."""

from datetime import timedelta
from urllib.parse import quote
from uuid import UUID

from sqlmodel import Session

from models.customers import Customer
from services import audit, live, notices
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.auth import people
from services.core import clock
from services.core.config import config
from services.core.errors import Conflict, NotFound
from services.customers.entering import found, shut_out

_AT_ONCE = timedelta(minutes=1)  # in which a second welcome is a slip of the finger


def me(db: Session, actor: Actor) -> Customer:
    """Return the customer who asks.

    Raises:
        NotFound: It is a staff member who asks.
    """
    row = db.exec(system(Customer).where(Customer.id == actor.customer_id)).first()
    if row is None:
        raise NotFound
    return row


def disable(db: Session, actor: Actor, id: UUID) -> None:
    """Keep a customer from signing in, and end every session of theirs at once (AUTH-8).

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = found(db, id)
    if customer.disabled_at:
        return
    customer.disabled_at = clock.now()
    audit.record(db, actor, Event.CUSTOMER_DISABLED, customer)
    shut_out(db, customer)
    live.publish(db, live.Changed(customer.id))


def enable(db: Session, actor: Actor, id: UUID) -> None:
    """Let a customer sign in again.

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = found(db, id)
    if customer.disabled_at is None:
        return
    customer.disabled_at = None
    audit.record(db, actor, Event.CUSTOMER_ENABLED, customer)
    live.publish(db, live.Changed(customer.id))


def welcome(db: Session, actor: Actor, id: UUID) -> None:
    """Send a customer the link that opens the portal with their contact filled in (AUTH-11).

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
        Conflict: The customer may not sign in.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = found(db, id)
    if customer.disabled_at:
        raise Conflict("This customer's account is disabled.")
    people.tell(db, customer, notices.Kind.WELCOME, quiet=_AT_ONCE)
    audit.record(db, actor, Event.NOTICE_SENT, customer, kind=notices.Kind.WELCOME)


def welcome_link(contact: str) -> str:
    """Return the address of the sign-in page with a contact filled in."""
    return f"{config().public_url}/?contact={quote(contact, safe='')}"
