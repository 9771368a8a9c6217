"""Adding to threads. Every message, whoever writes it from wherever, comes through `_append`."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from models.customers import Customer
from models.messaging import Message, Thread, ThreadNote
from models.pets import Pet
from services import bell, live, telling
from services.access import Actor, find, system, visible
from services.bell import Told
from services.core import clock
from services.core.errors import Conflict, NotFound
from services.messaging import rules


@dataclass(frozen=True)
class About:
    """What a new thread is about, and how the customer is told of it by the staff."""

    pet_id: UUID | None = None
    customer_id: UUID | None = None  # where it is about no pet; of staff only
    tell: Collection[str] = ()


def post(
    db: Session,
    actor: Actor,
    thread_id: UUID,
    body: object,
    *,
    key: object,
    tell: Collection[str] = (),
) -> Message:
    """Add a message and let every tab that shows the thread know.

    Args:
        body: Plain text of 1 to BODY_LIMIT characters, kept exactly as it was typed.
        key: Made in the browser for this message; sending it again returns the first one.
        tell: The channels by which staff have the customer told of it (NOTE-4).

    Raises:
        Forbidden: The actor may not write, or nobody on their side may (MSG-1).
        NotFound: There is no such thread, it is not the actor's to see, or the clinic does not
            use messages.
        Invalid: The body is blank or too long, or the key is none.
        Conflict: The key was already used for something else, or the pet that the thread is about
            belongs to another customer now.
        TooMany: More than 20 messages within a minute.
    """
    rules.require_writing(db, actor)
    thread = find(db, actor, Thread, thread_id)
    said, key = rules.typed(body, rules.BODY_LIMIT), rules.typed(key, rules.KEY_LIMIT)
    if again := _sent_before(db, actor, key):
        return _same(again, said, thread.id)
    rules.require_same_owner(db, actor, thread.pet_id, thread.customer_id)
    rules.require_patience(db, actor)
    return _append(db, actor, thread, (said, key), tell)


def start(
    db: Session,
    actor: Actor,
    topic: object,
    body: object,
    *,
    key: object,
    about: About = About(),
) -> Message:
    """Begin a thread with its first message (MSG-2).

    Args:
        topic: What it is about in plain words, on one line.
        body, key: As for `post`.

    Raises:
        Forbidden, Conflict, TooMany: As for `post`.
        NotFound: There is no such pet or customer for the actor, or no messages at all.
        Invalid: The topic or the body is blank or too long, or the key is none.
    """
    rules.require_writing(db, actor)
    pet = find(db, actor, Pet, about.pet_id) if about.pet_id else None
    whose = actor.customer_id or (pet.customer_id if pet else _customer(db, about.customer_id))
    named = rules.typed(topic, rules.TOPIC_LIMIT, "topic")
    said, key = rules.typed(body, rules.BODY_LIMIT), rules.typed(key, rules.KEY_LIMIT)
    if again := _sent_before(db, actor, key):
        return _same(again, said)
    rules.require_patience(db, actor)
    thread = Thread(
        customer_id=whose, topic=" ".join(named.split()), pet_id=pet.id if pet else None
    )
    db.add(thread)
    db.flush()
    return _append(db, actor, thread, (said, key), about.tell)


def note(db: Session, actor: Actor, thread_id: UUID, body: object, *, key: object) -> ThreadNote:
    """Add a note that only staff see.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: It is a customer who asks, there is no such thread, or no messages at all.
        Invalid, Conflict: As for `post`.
    """
    rules.require_writing(db, actor)
    if not actor.is_staff:
        raise NotFound
    thread = find(db, actor, Thread, thread_id)
    said, key = rules.typed(body, rules.BODY_LIMIT), rules.typed(key, rules.KEY_LIMIT)
    same = visible(actor, ThreadNote).where(
        ThreadNote.author_id == actor.id, ThreadNote.client_key == key
    )
    if again := db.exec(same).one_or_none():
        if (again.thread_id, again.body) != (thread.id, said):
            raise Conflict("This was sent before with another text. Please reload the page.")
        return again
    row = ThreadNote(
        customer_id=thread.customer_id,
        thread_id=thread.id,
        after_position=thread.last_position,
        author_id=actor.id,
        author_name=actor.name,
        body=said,
        client_key=key,
    )
    db.add(row)
    live.publish(db, live.WorkChanged())
    return row


def _append(
    db: Session, actor: Actor, thread: Thread, said: tuple[str, str], tell: Collection[str]
) -> Message:
    """Add a message that was found to be in order, with all that follows from it."""
    body, key = said
    thread.last_position += 1
    thread.last_message_at = clock.now()
    if actor.is_staff:
        thread.asked_at = None
        bell.settle(db, Told.MESSAGE_RECEIVED, thread.id)
    else:
        if thread.closed_at or not thread.asked_at:
            thread.asked_at, thread.closed_at = thread.last_message_at, None
        bell.tell(db, Told.MESSAGE_RECEIVED, thread.customer_id, thread.id)
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
    db.flush()
    if actor.is_staff:
        telling.customer_of_message(db, thread, tell)
    else:
        telling.clinic_of_message(db, actor, thread)
    live.publish(db, live.Changed(thread.customer_id))
    return message


def _sent_before(db: Session, actor: Actor, key: str) -> Message | None:
    same = visible(actor, Message).where(Message.author_id == actor.id, Message.client_key == key)
    return db.exec(same).one_or_none()


def _same(again: Message, said: str, thread_id: UUID | None = None) -> Message:
    """Return what was sent before with a key, if it is what is sent now."""
    if again.body != said or again.thread_id != (thread_id or again.thread_id):
        raise Conflict("This was sent before with another text. Please reload the page.")
    return again


def _customer(db: Session, customer_id: UUID | None) -> UUID:
    known = system(Customer).where(Customer.id == customer_id)
    if customer_id is None or (found := db.exec(known).one_or_none()) is None:
        raise NotFound
    return found.id
