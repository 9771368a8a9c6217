"""Whom a contact belongs to, and by which ways a code can reach them."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from services.access import system
from services.core import contacts
from services.core.config import config
from services.settings import Settings

EMAIL, SMS = "email", "sms"


@dataclass(frozen=True)
class Way:
    """One contact on file that a code can be sent to."""

    channel: str  # email, sms
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


def texts() -> bool:
    """Tell whether the clinic can send SMS at all. In a demo the console stands in for it."""
    return config().demo or bool(config().twilio_auth_token)


def texts_to(phone: str, settings: Settings) -> bool:
    """Tell whether the clinic sends SMS to this number's country (AUTH-4)."""
    allowed = settings.sms_countries or [settings.country]
    return texts() and contacts.country_of(phone) in allowed


def language_of(customer: Customer, settings: Settings) -> str:
    """Return the language that a customer is written to in."""
    return customer.language or settings.language
