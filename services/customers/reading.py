"""The customers as staff look for them: a list in the order of names, narrowed as one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, tuple_
from sqlmodel import Session, col, func

from models.customers import Customer
from models.pets import Pet
from services import access, audit, merging, search, settings
from services.access import Actor, Permission, require, system, visible
from services.audit import Event
from services.auth import sessions
from services.core import contacts
from services.core.errors import NotFound
from services.customers.entering import found

Place = tuple[str, str, UUID]  # last name, first name, id


@dataclass(frozen=True)
class Wanted:
    """Which customers. What is left empty narrows nothing."""

    text: str = ""
    state: str = ""  # active, disabled, without_pets
    location_id: UUID | None = None
    after: Place | None = None  # only those who come after this one


@dataclass(frozen=True)
class Page:
    """Customers in the order of their names, and where the next page begins."""

    rows: Sequence[Customer]
    pets: dict[UUID, list[tuple[UUID, str]]]  # ids and names, by customer
    next: Place | None


@dataclass(frozen=True)
class Duplicate:
    """A customer who may be the one that is being added."""

    id: UUID
    name: str
    contact: str  # the one that is the same; empty: the name is


def listed(db: Session, actor: Actor, wanted: Wanted, limit: int | None = None) -> Page:
    """List customers by last and first name.

    Raises:
        Forbidden: The actor may not see the clinic's customers.
    """
    require_staff(actor)
    limit = limit or settings.load(db).page_size
    keys = (col(Customer.last_name), col(Customer.first_name), col(Customer.id))
    query = system(Customer).where(*_narrowing(actor, wanted)).order_by(*keys)
    if wanted.after:
        query = query.where(tuple_(*keys) > wanted.after)
    rows = db.exec(query.limit(limit + 1)).all()
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    place = (last.last_name, last.first_name, last.id) if last else None
    return Page(shown, _pets_of(db, actor, [row.id for row in shown]), place)


def get(db: Session, actor: Actor, id: UUID) -> Customer:
    """Fetch a customer for the staff; one that was merged away is found as the survivor.

    Raises:
        Forbidden: The actor may not see the clinic's customers.
        NotFound: There is no such customer.
    """
    require_staff(actor)
    return found(db, merging.survivor_of(db, "customer", id) or id)


def opened(db: Session, actor: Actor, id: UUID) -> Customer:
    """Fetch a customer whose page a staff member opens, and note that they did (PRIV-6).

    Raises:
        Forbidden: The actor may not see the clinic's customers.
        NotFound: There is no such customer.
    """
    customer = get(db, actor, id)
    audit.record(db, actor, Event.CUSTOMER_VIEWED, customer)
    return customer


def duplicates(
    db: Session, actor: Actor, typed: dict[str, str], *, but: UUID | None = None
) -> list[Duplicate]:
    """List customers with the same contact or the same name as what is being typed.

    Raises:
        Forbidden: The actor may not manage customers.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    country = settings.load(db).country
    email = contacts.email(typed.get("email", "").strip()[:254])
    phone = contacts.phone(typed.get("phone", "")[:40], country)
    first, last = (typed.get(name, "").strip()[:60] for name in ("first_name", "last_name"))
    same: list[ColumnElement[bool]] = []
    if email:
        same.append(col(Customer.email) == email)
    if phone:
        same.append(col(Customer.phone) == phone)
    if first and last:
        same.append(and_(col(Customer.last_name) == last, col(Customer.first_name) == first))
    if not same:
        return []
    return [
        Duplicate(row.id, row.name, _shared(row, email, phone))
        for row in db.exec(system(Customer).where(or_(*same)).limit(6))
        if row.id != but
    ]


def sessions_of(db: Session, actor: Actor, id: UUID) -> list[Any]:
    """List where a customer is signed in.

    Raises:
        Forbidden: The actor may not manage customers.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    return sessions.of(db, id)


def end_session(db: Session, actor: Actor, id: UUID, session_id: UUID) -> None:
    """End one of a customer's sessions (AUTH-8).

    Raises:
        Forbidden: The actor may not manage customers.
        NotFound: They have no such session.
    """
    require(actor, Permission.MANAGE_CUSTOMERS)
    customer = found(db, id)
    if not sessions.end_one(db, customer.id, session_id):
        raise NotFound
    audit.record(db, actor, Event.SESSION_ENDED, customer, session=session_id)


def require_staff(actor: Actor) -> None:
    """Refuse whoever may not see the clinic's customers.

    Raises:
        NotFound: It is a customer who asks.
        Forbidden: The staff member may not view records.
    """
    if not actor.is_staff:
        raise NotFound
    require(actor, Permission.VIEW_RECORDS)


def _narrowing(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = search.holding(actor, wanted.text)
    if wanted.state == "active":
        conditions.append(col(Customer.disabled_at).is_(None))
    if wanted.state == "disabled":
        conditions.append(col(Customer.disabled_at).is_not(None))
    if wanted.state == "without_pets":
        theirs = visible(actor, Pet).where(col(Pet.customer_id) == Customer.id)
        conditions.append(~theirs.exists())
    if wanted.location_id:
        conditions.append(col(Customer.home_location_id) == wanted.location_id)
    return conditions


def _shared(row: Customer, email: str | None, phone: str | None) -> str:
    if email and row.email == email:
        return email
    return contacts.written(phone) if phone and row.phone == phone else ""


def _pets_of(db: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Return the pets of some customers, the living first."""
    theirs = visible(actor, Pet).where(col(Pet.customer_id).in_(ids))
    gone = col(Pet.deceased_on).is_not(None)
    columns: list[Any] = [col(Pet.customer_id), col(Pet.id), col(Pet.name)]
    query = theirs.order_by(gone, func.lower(Pet.name)).with_only_columns(*columns)
    by_customer: dict[UUID, list[tuple[UUID, str]]] = {}
    for customer_id, pet_id, name in access.rows(db, query):
        by_customer.setdefault(customer_id, []).append((pet_id, name))
    return by_customer
