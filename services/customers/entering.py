"""Adding customers and changing what is known of them (ADMIN-4)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.staff import Location
from services import audit, editing, live, notices, settings
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.auth import devices, people, sessions
from services.core import contacts, marks
from services.core.errors import Invalid, NotFound
from services.core.i18n import LANGUAGES
from services.core.typed import Typed
from services.customers import wishes
from services.settings import Settings

_TEXTS = {"last_name": 60, "street": 120, "postal_code": 20, "city": 80}
_NOTES = 10_000  # characters
_CONTACTS = ("email", "phone")


def add(db: Session, actor: Actor, form: Mapping[str, object], *, key: str = "") -> Customer:
    """Put a new customer on file. They need no invitation to sign in (AUTH-11).

    Args:
        form: By column, as typed; what is left out keeps its default.
        key: The same for one form however often it is sent; a customer is added once.

    Raises:
        Forbidden: The actor may not manage customers.
        Invalid: The first name or every contact is missing, a value cannot be, or a contact
            belongs to another customer; `field` names it.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    new_id = editing.id_of(actor, "customer", key)
    if again := db.exec(system(Customer).where(col(Customer.id) == new_id)).first():
        return again
    values = read(db, {"first_name": "", "email": "", "home_location_id": ""} | dict(form))
    refuse_taken(db, values)
    customer = Customer(id=new_id, **values)
    db.add(customer)
    db.flush()
    audit.record(db, actor, Event.CUSTOMER_ADDED, customer)
    live.publish(db, live.Changed(customer.id))
    return customer


def update(
    db: Session, actor: Actor, id: UUID, version: int, form: Mapping[str, object]
) -> Customer:
    """Change what is known of a customer. Another contact ends their sessions (AUTH-8).

    Args:
        version: As it was when the form was opened.
        form: By column, as typed; what is left out stays.

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: There is no such customer.
        Invalid: As for `add`.
        Stale: Somebody else has saved this customer meanwhile.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = found(db, id)
    values = read(db, form, customer)
    refuse_taken(db, values, but=customer.id)
    before = people.ways(customer, settings.load(db))
    changed = editing.change(customer, actor, version, values)
    if not changed:
        return customer
    db.flush()
    audit.record(db, actor, Event.CUSTOMER_CHANGED, customer, fields=sorted(changed))
    if moved := [name for name in _CONTACTS if name in changed]:
        audit.record(db, actor, Event.CONTACT_CHANGED, customer, fields=moved)
        tell_old(db, customer, before)
        shut_out(db, customer)
    live.publish(db, live.Changed(customer.id))
    return customer


def read(
    db: Session, form: Mapping[str, object], customer: Customer | None = None
) -> dict[str, Any]:
    """Return the columns that a form asks for, as they are kept.

    Raises:
        Invalid: As for `add`.
    """
    typed, rules = Typed(form), settings.load(db)
    values: dict[str, Any] = {
        name: typed.line(name, limit) for name, limit in _TEXTS.items() if typed.has(name)
    }
    if typed.has("first_name"):
        values["first_name"] = typed.line("first_name", 60, needed=True)
    values |= _contacts(typed, rules, customer)
    if typed.has("home_location_id"):
        values["home_location_id"] = _location(db, typed)
    if typed.has("language"):
        values["language"] = typed.one_of("language", ("", *LANGUAGES))
    declined = customer.declined if customer else ()
    return values | _for_staff(typed) | wishes.read(typed, declined)


def refuse_taken(db: Session, values: Mapping[str, Any], *, but: UUID | None = None) -> None:
    """Refuse a contact that is another customer's, and say whose it is.

    Raises:
        Invalid: One is.
    """
    for name in _CONTACTS:
        if not (contact := values.get(name)):
            continue
        column = Customer.email if name == "email" else Customer.phone
        other = db.exec(system(Customer).where(col(column) == contact)).first()
        if other is None or other.id == but:
            continue
        if name == "email":
            raise Invalid("This e-mail address belongs to {name}.", "email", name=other.name)
        raise Invalid("This number belongs to {name}.", "phone", name=other.name)


def found(db: Session, id: UUID) -> Customer:
    """Fetch a customer for a staff member who may see them.

    Raises:
        NotFound: There is none.
    """
    customer = db.exec(system(Customer).where(col(Customer.id) == id)).first()
    if customer is None:
        raise NotFound
    return customer


def locations(db: Session) -> Sequence[Location]:
    """List the clinic's locations, the first one first."""
    return db.exec(
        system(Location).order_by(col(Location.position), col(Location.created_at))
    ).all()


def shut_out(db: Session, customer: Customer) -> None:
    """End every session of a customer and forget their devices."""
    sessions.end_all_of(db, customer.id)
    for device in devices.of(db, customer.id):
        devices.forget(device)


def _contacts(typed: Typed, rules: Settings, customer: Customer | None) -> dict[str, str | None]:
    values = {name: _contact(typed, name, rules.country) for name in _CONTACTS if typed.has(name)}
    kept = [getattr(customer, name) for name in _CONTACTS if name not in values and customer]
    if values and not any([*values.values(), *kept]):
        raise Invalid("A customer needs an e-mail address or a mobile number.", "email")
    return values


def _contact(typed: Typed, field: str, country: str) -> str | None:
    """Return a contact as it is kept; None if it was left empty."""
    said = typed.line(field, 254)
    if not said:
        return None
    read = contacts.email(said) if field == "email" else contacts.phone(said, country)
    if read is None:
        raise Invalid("This cannot be a contact. Please check it.", field)
    return read


def _location(db: Session, typed: Typed) -> UUID:
    said = typed.text("home_location_id", 40)
    for place in locations(db):
        if said in ("", str(place.id)):
            return place.id
    raise Invalid("Please choose one of these.", "home_location_id")


def _for_staff(typed: Typed) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: typed.yes(name) for name in ("declines_email", "declines_sms") if typed.has(name)
    }
    if typed.has("notes"):
        values["notes"] = typed.text("notes", _NOTES)
    if typed.has("icons"):
        values["icons"] = [key for key in typed.lines("icons", 40) if key in marks.KEYS]
    return values


def tell_old(db: Session, customer: Customer, before: list[people.Way]) -> None:
    """Tell the contacts that were there: whoever reads there may not have asked for another.

    Those that are on file no longer; where another was only added, all of them.
    """
    rules, now = settings.load(db), {customer.email, customer.phone} - {None}
    gone = [way for way in before if way.address not in now]
    added = now - {way.address for way in before}
    kind = notices.Kind.CONTACT_CHANGED if gone else notices.Kind.CONTACT_ADDED
    for way in gone or (before if added else ()):
        notices.enqueue(
            db,
            kind,
            channel=way.channel,
            address=way.address,
            about_id=customer.id,
            customer_id=customer.id,
            language=people.language_of(customer, rules),
        )
