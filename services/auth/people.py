"""Whom a contact belongs to, and by which ways a code can reach them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from services import notices, pushing, settings
from services.access import system
from services.core import contacts
from services.notices import Channel, Kind
from services.settings import Settings

EMAIL: Channel = "email"
SMS: Channel = "sms"
# What nobody can decline: it concerns the safety of their account.
OF_SAFETY = frozenset(
    {
        Kind.SIGN_IN_CODE,
        Kind.PIN_DELETED,
        Kind.NEW_DEVICE,
        Kind.CONTACT_CHANGED,
        Kind.CONTACT_ADDED,
    }
)


@dataclass(frozen=True)
class Way:
    """One contact on file that a code can be sent to."""

    channel: Channel
    address: str

    @property
    def masked(self) -> str:
        """What its owner recognises it by."""
        return contacts.masked(self.address)


def by_contact(db: Session, contact: str) -> Customer | None:
    """Return the customer with this contact on file, if they may sign in."""
    column = Customer.phone if contacts.is_phone(contact) else Customer.email
    found = db.exec(system(Customer).where(col(column) == contact)).first()
    return found if found and found.disabled_at is None else None


def by_id(db: Session, id: UUID) -> Customer | None:
    """Return a customer who may sign in."""
    found = db.exec(system(Customer).where(Customer.id == id)).first()
    return found if found and found.disabled_at is None else None


def ways(customer: Customer, settings: Settings) -> list[Way]:
    """List the contacts of a customer that a code can be sent to, e-mail first."""
    found: list[Way] = []
    if customer.email:
        found.append(Way(EMAIL, customer.email))
    if customer.phone and texts_to(customer.phone, settings):
        found.append(Way(SMS, customer.phone))
    return found


def declines(customer: Customer, kind: str, channel: str) -> bool:
    """Tell whether a customer does not want this by this channel.

    What concerns the safety of their account cannot be declined.
    """
    if kind in OF_SAFETY:
        return False
    every = {EMAIL: customer.declines_email, SMS: customer.declines_sms}.get(channel, False)
    return every or f"{kind}.{channel}" in customer.declined


def texts_to(phone: str, settings: Settings) -> bool:
    """Tell whether the clinic sends SMS to this number's country (AUTH-4)."""
    allowed = settings.sms_countries or [settings.country]
    return notices.offers(SMS) and contacts.country_of(phone) in allowed


def language_of(customer: Customer, settings: Settings) -> str:
    """Return the language that a customer is written to in."""
    return customer.language or settings.language


def tell(
    db: Session,
    customer: Customer,
    kind: Kind,
    *,
    about_id: UUID | None = None,
    quiet: timedelta | None = None,
) -> None:
    """Tell a customer something, by e-mail if the clinic has their address.

    What they have declined does not go out, unless it concerns the safety of their account.

    Args:
        about_id: What it is about; by default the customer's own account.
        quiet: Say nothing if the same was said less than this long ago.
    """
    rules = settings.load(db)
    offered = [way for way in ways(customer, rules) if not declines(customer, kind, way.channel)]
    for way in offered[:1]:
        notices.enqueue(
            db,
            kind,
            channel=way.channel,
            address=way.address,
            quiet=quiet,
            about_id=about_id or customer.id,
            customer_id=customer.id,
            language=language_of(customer, rules),
        )


def tell_devices(
    db: Session,
    customer: Customer,
    kind: Kind,
    *,
    about_id: UUID | None = None,
    quiet: timedelta | None = None,
) -> None:
    """Tell a customer something on the devices that take notices, unless they decline it.

    Args:
        about_id, quiet: As for `tell`.
    """
    if not declines(customer, kind, "push"):
        pushing.tell(db, kind, customer.id, about_id=about_id, quiet=quiet)
