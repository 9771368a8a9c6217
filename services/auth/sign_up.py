"""Becoming a customer by oneself, where the clinic allows it (AUTH-10)."""

from collections.abc import Mapping

from sqlmodel import Session, col

from models.auth import SignInCode
from models.customers import Customer
from models.staff import Location
from services import audit, bell, live, settings
from services.access import system
from services.audit import Event
from services.auth import people
from services.bell import Told
from services.core import contacts
from services.core.errors import Forbidden, Invalid
from services.core.typed import Typed
from services.notices import Channel


def check(db: Session, form: Mapping[str, object]) -> tuple[str, str]:
    """Return the first and last name that somebody registers with; looks nobody up.

    Raises:
        Forbidden: The clinic takes nobody in this way.
        Invalid: The name is missing, or we could send no code there; `field` names it.
    """
    rules = settings.load(db)
    if not rules.allow_registration:
        raise Forbidden("Please ask the clinic to register you.")
    typed = Typed(form)
    first = typed.line("first_name", 60, needed=True)
    last = typed.line("last_name", 60)
    contact = contacts.parse(form.get("contact"), rules.country)
    if contacts.is_phone(contact) and not people.texts_to(contact, rules):
        raise Invalid("We cannot send a code to this number. Please use your e-mail.", "contact")
    return first, last


def channel_of(contact: str) -> Channel:
    """Return how a code goes to a contact itself."""
    return people.SMS if contacts.is_phone(contact) else people.EMAIL


def is_open(db: Session, row: SignInCode) -> bool:
    """Tell whether a code may make somebody new a customer."""
    wanted = bool(row.first_name) and settings.load(db).allow_registration
    return wanted and not taken(db, row.contact)


def register(db: Session, row: SignInCode) -> Customer | None:
    """Make who has just proved a contact to be theirs a customer, if they asked for that."""
    if not is_open(db, row):
        return None
    first = system(Location).order_by(col(Location.position), col(Location.created_at)).limit(1)
    number = contacts.is_phone(row.contact)
    customer = Customer(
        first_name=row.first_name,
        last_name=row.last_name,
        email=None if number else row.contact,
        phone=row.contact if number else None,
        home_location_id=db.exec(first).one().id,
        language=row.language,
    )
    db.add(customer)
    db.flush()
    audit.record(db, None, Event.CUSTOMER_REGISTERED, customer, origin=row.origin)
    bell.tell(db, Told.CUSTOMER_REGISTERED, customer_id=customer.id)
    live.publish(db, live.Changed(customer.id))
    return customer


def taken(db: Session, contact: str) -> bool:
    """Tell whether a contact is on file, even of somebody who may not sign in."""
    column = Customer.phone if contacts.is_phone(contact) else Customer.email
    return db.exec(system(Customer).where(col(column) == contact)).first() is not None
