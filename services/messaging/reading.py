"""The lists of threads, and what stands in one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.messaging import Message, MessageFile, ReadMark, Thread, ThreadNote
from models.pets import Pet
from services import settings
from services.access import Actor, find, pairs, visible
from services.messaging import files
from services.messaging.marks import unread
from services.messaging.rules import require_reading

STEP = 50  # messages read at a time
_NOTES = 200  # shown of one stretch
_LONGEST = 100  # characters that are looked for


@dataclass(frozen=True)
class Entry:
    """One thread as a list shows it."""

    thread: Thread
    last: Message
    pet_name: str
    unread: int


@dataclass(frozen=True)
class Listing:
    """The latest threads, and whether there are more."""

    entries: Sequence[Entry]
    more: bool


@dataclass(frozen=True)
class Reading:
    """A stretch of one thread, as one reader sees it."""

    thread: Thread
    pet_name: str  # empty: a general thread, or no longer the reader's pet
    messages: Sequence[Message]  # oldest first
    more: bool  # whether there are older ones
    notes: Sequence[ThreadNote]  # of the same stretch; none for customers
    seen_to: int  # the position up to which the other side has read
    files: Mapping[UUID, Sequence[MessageFile]]  # of messages and notes, by their ids


def threads(
    db: Session,
    actor: Actor,
    pet_id: UUID | None = None,
    *,
    customer_id: UUID | None = None,
    holding: str = "",
    pages: int = 1,
) -> Listing:
    """Return the threads with the latest messages first: all, or those about one pet.

    Args:
        customer_id: Only this customer's.
        holding: Only those in whose topic or messages this stands.

    Raises:
        NotFound: The clinic does not use messages, or that pet is not the actor's to see.
    """
    require_reading(db, actor)
    query = visible(actor, Thread)
    if pet_id:
        query = query.where(col(Thread.pet_id) == find(db, actor, Pet, pet_id).id)
    if customer_id:
        query = query.where(col(Thread.customer_id) == customer_id)
    if sought := holding.strip()[:_LONGEST]:
        query = query.where(_holds(actor, sought))
    latest = query.order_by(col(Thread.last_message_at).desc(), col(Thread.id))
    return listing(db, actor, latest, pages)


def listing(db: Session, actor: Actor, query: SelectOfScalar[Thread], pages: int) -> Listing:
    """Return the first pages of some threads, each with its last message."""
    is_last = and_(
        col(Message.thread_id) == Thread.id, col(Message.position) == Thread.last_position
    )
    limit = pages * settings.load(db).page_size
    whole: Any = query.join(Message, is_last).add_columns(Message).limit(limit + 1)
    found: Sequence[tuple[Thread, Message]] = pairs(db, whole)
    shown = found[:limit]
    names = _pet_names(db, actor, (thread for thread, _ in shown))
    counts = unread(db, actor, [thread.id for thread, _ in shown])
    entries = [
        Entry(thread, last, names.get(thread.pet_id, ""), counts.get(thread.id, 0))
        for thread, last in shown
    ]
    return Listing(entries, more=len(found) > limit)


def read(db: Session, actor: Actor, thread_id: UUID, *, before: int | None = None) -> Reading:
    """Return a thread with its last messages, or with those before a position.

    Raises:
        NotFound: There is no such thread, it is not the actor's to see, or the clinic does not
            use messages.
    """
    require_reading(db, actor)
    thread = find(db, actor, Thread, thread_id)
    query = visible(actor, Message).where(Message.thread_id == thread.id)
    if before is not None:
        query = query.where(col(Message.position) < before)
    found = db.exec(query.order_by(col(Message.position).desc()).limit(STEP + 1)).all()
    shown, more = found[:STEP][::-1], len(found) > STEP
    others = visible(actor, ReadMark).where(
        ReadMark.thread_id == thread.id, col(ReadMark.from_clinic).is_(not actor.is_staff)
    )
    notes = _notes(db, actor, thread, (shown[0].position if more else 0, before))
    return Reading(
        thread=thread,
        pet_name=_pet_names(db, actor, [thread]).get(thread.pet_id, ""),
        messages=shown,
        more=more,
        notes=notes,
        seen_to=max((mark.position for mark in db.exec(others)), default=0),
        files=files.of(db, actor, [*shown, *notes]),
    )


def _notes(
    db: Session, actor: Actor, thread: Thread, stretch: tuple[int, int | None]
) -> Sequence[ThreadNote]:
    if not actor.is_staff:
        return []
    first, end = stretch
    query = visible(actor, ThreadNote).where(
        ThreadNote.thread_id == thread.id, col(ThreadNote.after_position) >= first
    )
    if end is not None:
        query = query.where(col(ThreadNote.after_position) < end)
    return db.exec(query.order_by(col(ThreadNote.created_at)).limit(_NOTES)).all()


def _holds(actor: Actor, sought: str) -> ColumnElement[bool]:
    said = visible(actor, Message).where(col(Message.body).icontains(sought, autoescape=True))
    return or_(
        col(Thread.topic).icontains(sought, autoescape=True),
        col(Thread.id).in_(said.with_only_columns(col(Message.thread_id))),
    )


def _pet_names(db: Session, actor: Actor, listed: Iterable[Thread]) -> dict[UUID | None, str]:
    ids = {thread.pet_id for thread in listed if thread.pet_id}
    if not ids:
        return {}
    query = visible(actor, Pet).where(col(Pet.id).in_(ids))
    return dict(pairs(db, query.with_only_columns(col(Pet.id), col(Pet.name))))
