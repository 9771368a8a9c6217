"""How far each reader has read, and what follows from it: what is unread, and what was seen."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, update
from sqlmodel import Session, col

from models.messaging import Message, ReadMark, Thread
from services import access, live
from services.access import Actor, Permission, find, visible
from services.core import clock
from services.messaging.rules import enabled, require_reading


@dataclass(frozen=True)
class Unread:
    """How much is new for a reader: in all, and of it what is about each pet."""

    total: int
    of_pets: dict[UUID, int]


def unread(db: Session, actor: Actor, among: Collection[UUID] | None = None) -> dict[UUID, int]:
    """Count, by thread, what the other side wrote after the actor's read mark: in all, or these.

    Derived each time from the messages, so that there is no counter that could drift. What the
    clinic has answered is no news to a staff member who has never opened the thread. Empty for
    whoever may not read messages: the badge is on every page.
    """
    return {thread_id: count for thread_id, _pet_id, count in _counts(db, actor, among)}


def counted(db: Session, actor: Actor) -> Unread:
    """Count what is new for the actor, as their badges show it."""
    total, of_pets = 0, Counter[UUID]()
    for _thread_id, pet_id, count in _counts(db, actor):
        total += count
        if pet_id:
            of_pets[pet_id] += count
    return Unread(total, dict(of_pets))


def _counts(
    db: Session, actor: Actor, among: Collection[UUID] | None = None
) -> Sequence[tuple[UUID, UUID | None, int]]:
    """Return threads with their pets and how much is new in each."""
    if Permission.READ_MESSAGES not in actor.permissions or not enabled(db):
        return ()
    own_mark = and_(col(ReadMark.thread_id) == Thread.id, col(ReadMark.reader_id) == actor.id)
    news = and_(
        col(Message.thread_id) == Thread.id,
        col(Message.position) > func.coalesce(ReadMark.position, 0),
        col(Message.from_clinic).is_(not actor.is_staff),
    )
    query = visible(actor, Thread).outerjoin(ReadMark, own_mark).join(Message, news)
    if among is not None:
        query = query.where(col(Thread.id).in_(among))
    if actor.is_staff:
        query = query.where(_concerns_staff(actor))
    columns: list[Any] = [col(Thread.id), col(Thread.pet_id), func.count()]
    return access.rows(db, query.with_only_columns(*columns).group_by(col(Thread.id)))


def mark_read(db: Session, actor: Actor, thread_id: UUID, position: object) -> None:
    """Note that the actor has seen a thread up to a position; never beyond its end, never back.

    The position is what was on screen, so a message that arrives meanwhile stays unread.

    Raises:
        NotFound: There is no such thread, it is not the actor's to see, or the clinic does not
            use messages.
    """
    thread, mark = _marked(db, actor, thread_id)
    seen = min(_position(position), thread.last_position)
    if seen > mark.position:
        _see(db, actor, thread, seen)
        _move(db, mark, seen)


def mark_unread(db: Session, actor: Actor, thread_id: UUID, position: object) -> None:
    """Make the message at a position, and those after it, new again for the actor.

    Raises:
        NotFound: As for `mark_read`.
    """
    _, mark = _marked(db, actor, thread_id)
    before = max(_position(position), 1) - 1
    if before < mark.position:
        _move(db, mark, before)


def _concerns_staff(actor: Actor) -> Any:
    """Say which threads a staff member hears of: those that wait, and those they have opened.

    Both are found by an index, however many there have been.
    """
    waiting = visible(actor, Thread).where(
        col(Thread.asked_at).is_not(None), col(Thread.closed_at).is_(None)
    )
    opened = visible(actor, ReadMark).where(col(ReadMark.reader_id) == actor.id)
    return or_(
        col(Thread.id).in_(waiting.with_only_columns(col(Thread.id))),
        col(Thread.id).in_(opened.with_only_columns(col(ReadMark.thread_id))),
    )


def _see(db: Session, actor: Actor, thread: Thread, upto: int) -> None:
    """Note on the other side's messages when they were first seen."""
    theirs = (
        update(Message)
        .where(
            col(Message.thread_id) == thread.id,
            col(Message.position) <= upto,
            col(Message.from_clinic).is_(not actor.is_staff),
            col(Message.seen_at).is_(None),
        )
        .values(seen_at=clock.now())
    )
    db.exec(theirs.execution_options(synchronize_session=False))


def _position(value: object) -> int:
    return value if isinstance(value, int) else 0


def _marked(db: Session, actor: Actor, thread_id: UUID) -> tuple[Thread, ReadMark]:
    require_reading(db, actor)
    thread = find(db, actor, Thread, thread_id)
    own = visible(actor, ReadMark).where(
        ReadMark.thread_id == thread.id, ReadMark.reader_id == actor.id
    )
    mark = db.exec(own).one_or_none() or ReadMark(
        customer_id=thread.customer_id,
        thread_id=thread.id,
        reader_id=actor.id,
        from_clinic=actor.is_staff,
    )
    return thread, mark


def _move(db: Session, mark: ReadMark, position: int) -> None:
    mark.position = position
    db.add(mark)
    live.publish(db, live.Changed(mark.customer_id))
