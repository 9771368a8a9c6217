"""Accounts of customers: who may sign in, and by which contacts."""

from urllib.parse import quote
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from models.customers import Customer
from services import notices, settings
from services.access import Actor, Permission, require, system
from services.auth import devices, people, sessions
from services.core import clock, contacts
from services.core.config import config
from services.core.errors import Conflict, Invalid, NotFound


def me(db: Session, actor: Actor) -> Customer:
    """Return the customer who asks.

    Raises:
        NotFound: It is a staff member who asks.
    """
    found = db.exec(system(Customer).where(Customer.id == actor.customer_id)).first()
    if found is None:
        raise NotFound
    return found


def disable(db: Session, actor: Actor, id: UUID) -> None:
    """Keep a customer from signing in, and end every session of theirs at once (AUTH-8).

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = _find(db, id)
    customer.disabled_at = customer.disabled_at or clock.now()
    _shut_out(db, customer)


def enable(db: Session, actor: Actor, id: UUID) -> None:
    """Let a customer sign in again.

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    _find(db, id).disabled_at = None


def change_contacts(db: Session, actor: Actor, id: UUID, *, email: str, phone: str) -> None:
    """Put other contacts on file, and end every session that the old ones led to (AUTH-8).

    Args:
        email: As typed; empty if there is none.
        phone: As typed; empty if there is none.

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
        Invalid: Neither is given, or one cannot be a contact.
        Conflict: Another customer has one of them.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = _find(db, id)
    country = settings.load(db).country
    new = _read(email, "email", country), _read(phone, "phone", country)
    if not any(new):
        raise Invalid("A customer needs an e-mail address or a mobile number.", "email")
    if new == (customer.email, customer.phone):
        return
    customer.email, customer.phone = new
    try:
        db.flush()
    except IntegrityError:
        raise Conflict("Another customer has this contact already.") from None
    _shut_out(db, customer)


def welcome(db: Session, actor: Actor, id: UUID) -> None:
    """Send a customer the link that opens the portal with their contact filled in (AUTH-11).

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
        Conflict: The customer may not sign in.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = _find(db, id)
    if customer.disabled_at:
        raise Conflict("This customer's account is disabled.")
    people.tell(db, customer, notices.Kind.WELCOME)


def welcome_link(contact: str) -> str:
    """Return the address of the sign-in page with a contact filled in."""
    return f"{config().public_url}/?contact={quote(contact, safe='')}"


def _find(db: Session, id: UUID) -> Customer:
    found = db.exec(system(Customer).where(col(Customer.id) == id)).first()
    if found is None:
        raise NotFound
    return found


def _shut_out(db: Session, customer: Customer) -> None:
    sessions.end_all_of(db, customer.id)
    for device in devices.of(db, customer.id):
        devices.forget(device)


def _read(typed: str, field: str, country: str) -> str | None:
    """Return a contact as it is kept; None if it was left empty."""
    if not typed.strip():
        return None
    read = contacts.email(typed.strip()) if field == "email" else contacts.phone(typed, country)
    if read is None:
        raise Invalid("This cannot be a contact. Please check it.", field)
    return read
