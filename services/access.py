"""Who may see what, and who may do what. Nothing else in the portal decides this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, SQLModel, col, false, select
from sqlmodel.sql.expression import SelectOfScalar

from models.base import (
    Hideable,
    OfPet,
    OfRecord,
    Owned,
    Publishable,
    Record,
    StaffOnly,
    Status,
)
from models.pets import Pet
from models.records import MedicalRecord
from services.core.errors import Forbidden, NotFound

TableT = TypeVar("TableT", bound=SQLModel)
RecordT = TypeVar("RecordT", bound=Record)
LeftT = TypeVar("LeftT")
RightT = TypeVar("RightT")

_OF_CUSTOMERS = (Owned, OfPet, OfRecord)


class Permission(StrEnum):
    """Everything that one person may do and another may not. Groups hold these words."""

    MANAGE_CUSTOMERS = "manage customers"
    MANAGE_PETS = "manage pets"
    WRITE_NOTES = "write clinical notes"
    WRITE_DIAGNOSES = "write diagnoses"
    WRITE_IMAGING = "write imaging"
    WRITE_LABORATORY = "write laboratory"
    WRITE_TREATMENTS = "write treatments"
    WRITE_VACCINATIONS = "write vaccinations and immunizations"
    WRITE_MEASUREMENTS = "write measurements"
    READ_MESSAGES = "read messages"
    ANSWER_MESSAGES = "answer messages"
    REVIEW_DOCUMENTS = "review documents"
    SEND_NOTICES = "send notices and see their log"
    SHARE = "share links"
    VIEW_RECORDS = "view records"
    MANAGE_LEADS = "manage leads"
    MANAGE_STAFF = "manage staff and groups"
    CHANGE_SETTINGS = "change settings"
    SEE_AUDIT = "see the audit trail"
    EXPORT = "export"


CUSTOMERS_MAY = frozenset(
    {Permission.READ_MESSAGES, Permission.ANSWER_MESSAGES, Permission.VIEW_RECORDS}
)


@dataclass(frozen=True)
class Proof:
    """What a tab has shown of its session."""

    session_id: UUID
    former: bool = False  # its socket was opened with a token that has been replaced since
    looking: bool = False  # it shows the portal to a staff member as a customer sees it


@dataclass(frozen=True)
class Actor:
    """The person behind this request, as the session proved them to be."""

    session_id: UUID
    id: UUID  # of the customer or the staff member
    name: str
    permissions: frozenset[Permission]
    customer_id: UUID | None = None  # None: somebody who works at the clinic
    language: str = ""  # empty: not chosen
    device_id: UUID | None = None  # the remembered device they came from
    origin: str = ""  # the address they signed in from
    confirmed_at: datetime | None = None  # when a staff member last proved again who they are
    former: bool = False  # proven by a token that has been replaced since
    viewing_id: UUID | None = None  # the customer as whom a staff member can look at the portal
    viewer_id: UUID | None = None  # the staff member who looks as this customer; changes nothing

    @property
    def is_staff(self) -> bool:
        """Whether the actor works at the clinic."""
        return self.customer_id is None

    @property
    def proof(self) -> Proof:
        """What the actor's tab goes on with."""
        return Proof(self.session_id, self.former, self.viewer_id is not None)


def require(actor: Actor, permission: Permission) -> None:
    """Raise Forbidden unless the actor has the permission."""
    if permission not in actor.permissions:
        raise Forbidden("You do not have the permission for this.")


def visible(actor: Actor, model: type[RecordT]) -> SelectOfScalar[RecordT]:
    """Select the rows of a table of customers' data that the actor may see.

    Customers see what belongs to them or to a pet that is theirs now, and of that only what is
    published and not hidden (GEN-1, GEN-2). Staff see all; what they may do is for `require`.
    """
    if not issubclass(model, _OF_CUSTOMERS):
        raise TypeError(f"{model.__name__} belongs to no customer: use system()")
    rows = select(model)
    if not actor.permissions:
        return rows.where(false())
    return rows if actor.is_staff else rows.where(*_theirs(actor.customer_id, model))


def find(db: Session, actor: Actor, model: type[RecordT], id: UUID) -> RecordT:
    """Fetch one visible row, or raise NotFound."""
    row = db.exec(visible(actor, model).where(col(model.id) == id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def pairs(db: Session, query: Select[LeftT, RightT]) -> Sequence[tuple[LeftT, RightT]]:
    """Run a query that was given two columns; Session.exec would keep the first only."""
    return [(left, right) for left, right in OrmSession.execute(db, query)]


def rows(db: Session, query: Any) -> Sequence[Any]:
    """Run a query that was given several columns; Session.exec would keep the first only."""
    return OrmSession.execute(db, query).all()


def system(model: type[TableT]) -> SelectOfScalar[TableT]:
    """Select from a table that no customer owns: sessions, codes, notices, staff, lists."""
    if issubclass(model, _OF_CUSTOMERS):
        raise TypeError(f"{model.__name__} belongs to customers: use visible()")
    return select(model)


def _theirs(customer_id: UUID | None, model: Any) -> tuple[ColumnElement[bool], ...]:
    """Say what makes a row one that a customer may see."""
    return _conditions(customer_id, model)


@lru_cache(1_000)  # a page asks for the same again and again, and building them is what takes long
def _conditions(customer_id: UUID | None, model: type[Record]) -> tuple[ColumnElement[bool], ...]:
    conditions: list[ColumnElement[bool]] = []
    if issubclass(model, Owned):
        conditions.append(col(model.customer_id) == customer_id)
    if issubclass(model, OfPet):
        own = select(Pet.id).where(Pet.customer_id == customer_id)
        conditions.append(col(model.pet_id).in_(own))
    if issubclass(model, OfRecord):
        seen = select(MedicalRecord.id).where(*_theirs(customer_id, MedicalRecord))
        conditions.append(col(model.record_id).in_(seen))
    if issubclass(model, Publishable):
        conditions.append(col(model.status) == Status.PUBLISHED)
    if issubclass(model, StaffOnly):
        conditions.append(false())
    if issubclass(model, Hideable):
        conditions.append(col(model.customer_may_see).is_(True))
    return tuple(conditions)
