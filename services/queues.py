"""What waits for the staff: questions, papers, notices that failed, drafts. The oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, tuple_
from sqlmodel import Session, col

from models.base import Status
from models.customers import Customer
from models.documents import WAITING, Document
from models.mails import ReceivedMail
from models.messaging import Thread
from models.notices import OutboxEntry
from models.pets import Pet
from models.records import MedicalRecord
from services import access, messaging, notices, settings
from services.access import Actor, Permission, require, system, visible
from services.core import clock
from services.core.config import config
from services.core.errors import NotFound

Place = tuple[datetime, UUID]


class Queue(StrEnum):
    """A kind of work that waits."""

    MESSAGES = "messages"
    DOCUMENTS = "documents"
    MAILS = "mails"
    NOTICES = "notices"
    DRAFTS = "drafts"


NEEDS = {
    Queue.MESSAGES: Permission.READ_MESSAGES,
    Queue.DOCUMENTS: Permission.REVIEW_DOCUMENTS,
    Queue.MAILS: Permission.REVIEW_DOCUMENTS,
    Queue.NOTICES: Permission.SEND_NOTICES,
    Queue.DRAFTS: Permission.VIEW_RECORDS,
}
LATELY = timedelta(days=14)  # what failed before then is over


@dataclass(frozen=True)
class Waiting:
    """How much waits in a queue, and since when the oldest does; None: nothing waits."""

    queue: Queue
    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Item:
    """One thing that waits, and whom it is about."""

    id: UUID
    kind: str  # of record or notice; empty for the others
    title: str  # as somebody wrote it; empty for notices, and where nobody has yet
    by: str  # who began a draft, or has sent an e-mail
    since: datetime
    pet_id: UUID | None
    pet: str
    customer_id: UUID | None
    customer: str


@dataclass(frozen=True)
class Page:
    """A stretch of a queue, and where the next one begins."""

    items: Sequence[Item]
    next: Place | None


def waiting(db: Session, actor: Actor) -> list[Waiting]:
    """Tell how much waits in each queue that the actor may see.

    Raises:
        NotFound: It is a customer who asks.
    """
    _require_staff(actor)
    found: list[Waiting] = []
    for queue in Queue:
        if NEEDS[queue] in actor.permissions and _used(db, queue):
            rows, _model, moment = _source(actor, queue)
            columns: list[Any] = [func.count(), func.min(moment)]
            ((count, oldest),) = access.rows(db, rows.with_only_columns(*columns))
            found.append(Waiting(queue, count, oldest))
    return found


def listed(
    db: Session, actor: Actor, queue: Queue, after: Place | None = None, limit: int | None = None
) -> Page:
    """List what waits in a queue, the oldest first.

    Raises:
        NotFound: It is a customer who asks, or the clinic does not use messages.
        Forbidden: The actor may not see this queue.
    """
    _require_staff(actor)
    require(actor, NEEDS[queue])
    if not _used(db, queue):
        raise NotFound
    limit = limit or settings.load(db).page_size
    rows, model, moment = _source(actor, queue)
    query = rows.order_by(moment, col(model.id))
    if after:
        query = query.where(tuple_(moment, col(model.id)) > after)
    found = [row for (row,) in access.rows(db, query.limit(limit + 1))]
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    since = {row.id: getattr(row, moment.key) for row in shown}
    return Page(_items(db, actor, shown, since), (since[last.id], last.id) if last else None)


def _require_staff(actor: Actor) -> None:
    if not actor.is_staff:
        raise NotFound


def _used(db: Session, queue: Queue) -> bool:
    match queue:
        case Queue.MESSAGES:
            return messaging.enabled(db)
        case Queue.MAILS:  # once papers can come by e-mail, or some ever have
            given = config()
            here = bool(given.imap_url or given.sendgrid_inbound_key)
            return here or db.exec(system(ReceivedMail).limit(1)).first() is not None
        case _:
            return True


def _source(actor: Actor, queue: Queue) -> tuple[Any, Any, Any]:
    """Return the rows of a queue, their table, and the column that says since when they wait."""
    match queue:
        case Queue.MESSAGES:
            since = col(Thread.asked_at)
            open_ones = visible(actor, Thread).where(
                since.is_not(None), col(Thread.closed_at).is_(None)
            )
            return open_ones, Thread, since
        case Queue.DOCUMENTS:
            since = col(Document.created_at)
            handed_in = visible(actor, Document).where(
                col(Document.from_clinic).is_(False), col(Document.state).in_(WAITING)
            )
            return handed_in, Document, since
        case Queue.MAILS:
            since = col(ReceivedMail.created_at)
            left = system(ReceivedMail).where(col(ReceivedMail.settled_at).is_(None))
            return left, ReceivedMail, since
        case Queue.NOTICES:
            since = col(OutboxEntry.settled_at)
            failed = system(OutboxEntry).where(
                notices.not_arrived(),
                col(OutboxEntry.kind) != notices.Kind.SIGN_IN_CODE,  # it is too late for a code
                col(OutboxEntry.seen_to_at).is_(None),
                since > clock.now() - LATELY,
            )
            return failed, OutboxEntry, since
        case Queue.DRAFTS:
            since = col(MedicalRecord.created_at)
            drafts = visible(actor, MedicalRecord).where(col(MedicalRecord.status) == Status.DRAFT)
            return drafts, MedicalRecord, since


def _items(
    db: Session, actor: Actor, rows: Sequence[Any], since: dict[UUID, datetime]
) -> list[Item]:
    pet_ids = {getattr(row, "pet_id", None) for row in rows} - {None}
    about = visible(actor, Pet).where(col(Pet.id).in_(pet_ids))
    columns: list[Any] = [col(Pet.id), col(Pet.name), col(Pet.customer_id)]
    pets = {row.id: row for row in access.rows(db, about.with_only_columns(*columns))}
    owners = {row.id: _owner(row, pets) for row in rows}
    known = system(Customer).where(col(Customer.id).in_(set(owners.values()) - {None}))
    names: dict[UUID | None, str] = {customer.id: customer.name for customer in db.exec(known)}
    return [
        Item(
            id=row.id,
            kind=getattr(row, "kind", ""),
            title=_title(row),
            by=row.sender if isinstance(row, ReceivedMail) else getattr(row, "author_name", ""),
            since=since[row.id],
            pet_id=pet.id if (pet := pets.get(getattr(row, "pet_id", None))) else None,
            pet=pet.name if pet else "",
            customer_id=owners[row.id],
            customer=names.get(owners[row.id], ""),
        )
        for row in rows
    ]


def _owner(row: Any, pets: dict[UUID, Any]) -> UUID | None:
    if isinstance(row, ReceivedMail) and not row.proven:  # whoever it says, it may be anybody
        return None
    return pets[row.pet_id].customer_id if isinstance(row, MedicalRecord) else row.customer_id


def _title(row: Any) -> str:
    names = {
        Thread: "topic",
        Document: "name",
        MedicalRecord: "title",
        ReceivedMail: "subject",
    }
    return getattr(row, names[type(row)]) if type(row) in names else ""
