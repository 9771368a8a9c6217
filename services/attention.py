"""What a customer can act on now: derived from the data each time, and never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.documents import Document, DocumentState
from models.messaging import Thread
from models.pets import Pet
from services import access, messaging, settings, vaccinations
from services.access import Actor, Permission, require, visible
from services.customers import own
from services.vaccinations import Due, State


class Kind(StrEnum):
    """Why something needs the customer; the most pressing first."""

    OVERDUE = "overdue"
    UNCONFIRMED = "unconfirmed"
    SENT_BACK = "sent back"
    DUE_SOON = "due soon"
    UNREAD = "unread"


@dataclass(frozen=True)
class Item:
    """One thing to see to. What does not belong to its kind is empty."""

    kind: Kind
    id: UUID  # of the pet to be vaccinated, the new contact, the document or the thread
    pet_id: UUID | None  # None: about no pet of theirs
    pet_name: str
    title: str = ""  # the new contact, the document's name, or the thread's topic
    reason: str = ""  # why the document was sent back
    unread: int = 0
    due: tuple[Due, ...] = ()  # the most pressing first


def listed(db: Session, actor: Actor) -> list[Item]:
    """List what the customer can act on now, the most pressing first; nothing for the staff.

    Nothing is asked for on behalf of a pet that died or went to somebody else. Messages remain:
    they are to be read, and the badge counts them.

    Raises:
        Forbidden: The actor may not read records.
    """
    require(actor, Permission.VIEW_RECORDS)
    if actor.is_staff:
        return []
    own = db.exec(visible(actor, Pet)).all()
    found = [
        *_unconfirmed(db, actor),
        *_vaccinations(db, actor, [pet for pet in own if not pet.deceased_on]),
        *_sent_back(db, actor, {pet.id: pet.name for pet in own if not pet.deceased_on}),
        *_unread(db, actor, {pet.id: pet.name for pet in own}),
    ]
    order = list(Kind)
    return sorted(found, key=lambda item: order.index(item.kind))


def _unconfirmed(db: Session, actor: Actor) -> Iterable[Item]:
    """List the new contacts whose code has not been entered yet."""
    for one in own.pending(db, actor):
        yield Item(Kind.UNCONFIRMED, one.id, None, "", title=one.contact)


def _vaccinations(db: Session, actor: Actor, living: Sequence[Pet]) -> Iterable[Item]:
    """List the pets to be vaccinated soon, each once, however many vaccinations it needs."""
    if not settings.load(db).shows("vaccination"):
        return
    of_pet: dict[UUID, list[Due]] = {}
    for due in vaccinations.due_of(db, actor, living):
        if due.state in (State.OVERDUE, State.DUE_SOON):
            of_pet.setdefault(due.pet_id, []).append(due)
    names = {pet.id: pet.name for pet in living}
    for pet_id, needed in of_pet.items():
        kind = Kind.OVERDUE if needed[0].state is State.OVERDUE else Kind.DUE_SOON
        yield Item(kind, pet_id, pet_id, names[pet_id], due=tuple(needed))


def _sent_back(db: Session, actor: Actor, living: dict[UUID, str]) -> Iterable[Item]:
    """List the documents that the clinic could not use, the newest first."""
    columns: list[Any] = [
        col(Document.id),
        col(Document.pet_id),
        col(Document.name),
        col(Document.reason),
    ]
    query = visible(actor, Document).where(Document.state == DocumentState.SENT_BACK)
    newest = query.order_by(col(Document.created_at).desc(), col(Document.id))
    for row in access.rows(db, newest.with_only_columns(*columns)):
        document_id, pet_id, name, reason = row
        if pet_id is None or pet_id in living:
            pet = living[pet_id] if pet_id else ""
            yield Item(Kind.SENT_BACK, document_id, pet_id, pet, title=name, reason=reason)


def _unread(db: Session, actor: Actor, names: dict[UUID, str]) -> Iterable[Item]:
    """List the threads with something new in them, the latest first."""
    counts = messaging.unread(db, actor)
    columns: list[Any] = [col(Thread.id), col(Thread.pet_id), col(Thread.topic)]
    query = visible(actor, Thread).where(col(Thread.id).in_(counts))
    latest = query.order_by(col(Thread.last_message_at).desc(), col(Thread.id))
    for row in access.rows(db, latest.with_only_columns(*columns)):
        pet_id = row.pet_id if row.pet_id in names else None
        pet = names.get(row.pet_id, "")
        yield Item(Kind.UNREAD, row.id, pet_id, pet, title=row.topic, unread=counts[row.id])
