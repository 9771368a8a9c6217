"""Threads and messages: who may read and write what, and what is unread."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, func
from sqlmodel import Session, col

from models.messaging import Message, ReadMark, Thread
from models.pets import Pet
from services import live, settings
from services.access import Actor, Permission, find, pairs, require, visible
from services.core import clock
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany

BODY_LIMIT = 10_000  # characters
STEP = 50  # messages read at a time
_KEY_LIMIT = 64  # characters
_RATE, _RATE_SPAN = 20, timedelta(minutes=1)  # messages of one person


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
    seen_to: int  # the position up to which the other side has read


def enabled(db: Session) -> bool:
    """Tell whether the clinic uses messages at all (MSG-1)."""
    return settings.load(db).messaging_mode != "disabled"


def threads(
    db: Session,
    actor: Actor,
    pet_id: UUID | None = None,
    *,
    customer_id: UUID | None = None,
    pages: int = 1,
) -> Listing:
    """Return the threads with the latest messages first: all, or those about one pet.

    Args:
        customer_id: Only this customer's.

    Raises:
        NotFound: The clinic does not use messages, or that pet is not the actor's to see.
    """
    _require_reading(db, actor)
    is_last = and_(
        col(Message.thread_id) == Thread.id, col(Message.position) == Thread.last_position
    )
    query = visible(actor, Thread).join(Message, is_last).add_columns(Message)
    if pet_id:
        query = query.where(col(Thread.pet_id) == find(db, actor, Pet, pet_id).id)
    if customer_id:
        query = query.where(col(Thread.customer_id) == customer_id)
    query = query.order_by(col(Thread.last_message_at).desc(), col(Thread.id))
    limit = pages * settings.load(db).page_size
    found = pairs(db, query.limit(limit + 1))
    shown = found[:limit]
    names = _pet_names(db, actor, (thread for thread, _ in shown))
    counts = unread(db, actor, [thread.id for thread, _ in shown])
    entries = [
        Entry(thread, last, names.get(thread.pet_id, ""), counts.get(thread.id, 0))
        for thread, last in shown
    ]
    return Listing(entries, more=len(found) > limit)


def unread(db: Session, actor: Actor, among: Collection[UUID] | None = None) -> dict[UUID, int]:
    """Count, by thread, what the other side wrote after the actor's read mark: in all, or these.

    Derived each time from the messages, so that there is no counter that could drift. Empty for
    whoever may not read messages: the badge is on every page.
    """
    if Permission.READ_MESSAGES not in actor.permissions or not enabled(db):
        return {}
    own_mark = and_(col(ReadMark.thread_id) == Thread.id, col(ReadMark.reader_id) == actor.id)
    news = and_(
        col(Message.thread_id) == Thread.id,
        col(Message.position) > func.coalesce(ReadMark.position, 0),
        col(Message.from_clinic).is_(not actor.is_staff),
    )
    query = visible(actor, Thread).outerjoin(ReadMark, own_mark).join(Message, news)
    if among is not None:
        query = query.where(col(Thread.id).in_(among))
    counted = query.with_only_columns(col(Thread.id), func.count()).group_by(col(Thread.id))
    return dict(pairs(db, counted))


def read(db: Session, actor: Actor, thread_id: UUID, *, before: int | None = None) -> Reading:
    """Return a thread with its last messages, or with those before a position.

    Raises:
        NotFound: There is no such thread, it is not the actor's to see, or the clinic does not
            use messages.
    """
    _require_reading(db, actor)
    thread = find(db, actor, Thread, thread_id)
    query = visible(actor, Message).where(Message.thread_id == thread.id)
    if before is not None:
        query = query.where(col(Message.position) < before)
    found = db.exec(query.order_by(col(Message.position).desc()).limit(STEP + 1)).all()
    others = visible(actor, ReadMark).where(
        ReadMark.thread_id == thread.id, col(ReadMark.from_clinic).is_(not actor.is_staff)
    )
    return Reading(
        thread=thread,
        pet_name=_pet_names(db, actor, [thread]).get(thread.pet_id, ""),
        messages=found[:STEP][::-1],
        more=len(found) > STEP,
        seen_to=max((mark.position for mark in db.exec(others)), default=0),
    )


def post(db: Session, actor: Actor, thread_id: UUID, body: object, *, key: object) -> Message:
    """Add a message and let every tab that shows the thread know.

    Args:
        body: Plain text of 1 to BODY_LIMIT characters, kept exactly as it was typed.
        key: Made in the browser for this message; sending it again returns the first one.

    Raises:
        Forbidden: The actor may not write, or nobody on their side may (MSG-1).
        NotFound: As for `read`.
        Invalid: The body is blank or too long, or the key is none.
        Conflict: The key was already used for something else, or the pet that the thread is about
            belongs to another customer now.
        TooMany: More than 20 messages within a minute.
    """
    require(actor, Permission.ANSWER_MESSAGES)
    _require_writing(db, actor)
    thread = find(db, actor, Thread, thread_id)
    said, key = _typed(body, BODY_LIMIT), _typed(key, _KEY_LIMIT)
    if again := _sent_before(db, actor, key):
        if (again.thread_id, again.body) != (thread.id, said):
            raise Conflict("This was sent before with another text. Please reload the page.")
        return again
    _require_same_owner(db, actor, thread)
    _require_patience(db, actor)
    return _append(db, actor, thread, said, key)


def mark_read(db: Session, actor: Actor, thread_id: UUID, position: object) -> None:
    """Note that the actor has seen a thread up to a position; never beyond its end, never back.

    The position is what was on screen, so a message that arrives meanwhile stays unread.

    Raises:
        NotFound: As for `read`.
    """
    thread, mark = _marked(db, actor, thread_id)
    seen = min(_position(position), thread.last_position)
    if seen > mark.position:
        _move(db, mark, seen)


def mark_unread(db: Session, actor: Actor, thread_id: UUID, position: object) -> None:
    """Make the message at a position, and those after it, new again for the actor.

    Raises:
        NotFound: As for `read`.
    """
    _, mark = _marked(db, actor, thread_id)
    before = max(_position(position), 1) - 1
    if before < mark.position:
        _move(db, mark, before)


def _require_reading(db: Session, actor: Actor) -> None:
    require(actor, Permission.READ_MESSAGES)
    if not enabled(db):
        raise NotFound


def _require_writing(db: Session, actor: Actor) -> None:
    if not enabled(db):
        raise NotFound
    if settings.load(db).messaging_mode == "read_only" and not actor.is_staff:
        raise Forbidden("You can read messages here, but not write any. Please call the clinic.")


def _require_same_owner(db: Session, actor: Actor, thread: Thread) -> None:
    """Let a conversation rest once its pet has gone to another customer (PET-9).

    Whatever was said in it from then on would be about somebody else's pet.
    """
    if thread.pet_id is None:
        return
    theirs = visible(actor, Pet).where(
        col(Pet.id) == thread.pet_id, col(Pet.customer_id) == thread.customer_id
    )
    if db.exec(theirs).first() is None:
        raise Conflict("This pet has another owner now, so this conversation has ended.")


def _require_patience(db: Session, actor: Actor) -> None:
    recent = visible(actor, Message).where(
        Message.author_id == actor.id, col(Message.created_at) > clock.now() - _RATE_SPAN
    )
    if len(db.exec(recent.limit(_RATE)).all()) == _RATE:
        raise TooMany("That was many messages at once. Please wait a minute.")


def _typed(value: object, limit: int) -> str:
    """Check a text that comes from anybody, and leave it as it is."""
    if not isinstance(value, str) or not value.strip():
        raise Invalid("Please write something first.", "body")
    if len(value) > limit:
        raise Invalid("Please keep this under {limit} characters.", "body", limit=limit)
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Invalid("This text contains a character that cannot be kept.", "body")
    return value


def _append(db: Session, actor: Actor, thread: Thread, body: str, key: str) -> Message:
    thread.last_position += 1
    thread.last_message_at = clock.now()
    if actor.is_staff:
        thread.asked_at = None
    elif thread.closed_at or not thread.asked_at:
        thread.asked_at, thread.closed_at = thread.last_message_at, None
    message = Message(
        created_at=thread.last_message_at,
        customer_id=thread.customer_id,
        thread_id=thread.id,
        position=thread.last_position,
        author_id=actor.id,
        author_name=actor.name,
        from_clinic=actor.is_staff,
        body=body,
        client_key=key,
    )
    db.add(message)
    live.publish(db, live.Changed(thread.customer_id))
    return message


def _sent_before(db: Session, actor: Actor, key: str) -> Message | None:
    same = visible(actor, Message).where(Message.author_id == actor.id, Message.client_key == key)
    return db.exec(same).one_or_none()


def _position(value: object) -> int:
    return value if isinstance(value, int) else 0


def _marked(db: Session, actor: Actor, thread_id: UUID) -> tuple[Thread, ReadMark]:
    _require_reading(db, actor)
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


def _pet_names(db: Session, actor: Actor, listed: Iterable[Thread]) -> dict[UUID | None, str]:
    ids = {thread.pet_id for thread in listed if thread.pet_id}
    query = visible(actor, Pet).where(col(Pet.id).in_(ids))
    return dict(pairs(db, query.with_only_columns(col(Pet.id), col(Pet.name))))
