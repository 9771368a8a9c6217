"""Adding to threads. Every message, whoever writes it from wherever, comes through `_append`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session

from models.messaging import Message, Thread, ThreadNote
from models.pets import Pet
from services import bell, live, telling
from services.access import Actor, find, visible
from services.bell import Told
from services.core import clock
from services.core.errors import Conflict, NotFound
from services.messaging import files, rules

EntryT = TypeVar("EntryT", Message, ThreadNote)


@dataclass(frozen=True)
class Along:
    """What goes along with a message."""

    files: object = ()  # ids of files that its author has handed in, in their order
    tell: Collection[str] = ()  # the channels by which staff have the customer told (NOTE-4)


@dataclass(frozen=True)
class About:
    """What a new thread is about, and what goes along with its first message."""

    pet_id: UUID | None = None
    customer_id: UUID | None = None  # where it is about no pet; of staff only
    along: Along = Along()


@dataclass(frozen=True)
class _Said:
    """A message that was checked."""

    body: str
    key: str
    files: Sequence[UUID]


def post(
    db: Session,
    actor: Actor,
    thread_id: UUID,
    body: object,
    *,
    key: object,
    along: Along = Along(),
) -> Message:
    """Add a message and let every tab that shows the thread know.

    Args:
        body: Plain text of 1 to BODY_LIMIT characters, kept exactly as it was typed; beside files
            it may be empty.
        key: Made in the browser for this message; sending it again returns the first one.

    Raises:
        Forbidden: The actor may not write, or nobody on their side may (MSG-1).
        NotFound: There is no such thread, it is not the actor's to see, or the clinic does not
            use messages.
        Invalid: The body is blank or too long, the key is none, or a file cannot be sent.
        Conflict: The key was already used for something else, or the pet that the thread is about
            belongs to another customer now.
        TooMany: More than 20 messages within a minute.
    """
    rules.require_writing(db, actor)
    thread = find(db, actor, Thread, thread_id)
    said = _checked(body, key, along.files)
    if again := _sent_before(db, actor, said.key):
        return _same(db, actor, again, said, thread.id)
    rules.require_same_owner(db, actor, thread.pet_id, thread.customer_id)
    rules.require_patience(db, actor)
    return _append(db, actor, thread, said, along.tell)


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
        Invalid: The topic is blank or too long; or as for `post`.
    """
    rules.require_writing(db, actor)
    pet = find(db, actor, Pet, about.pet_id) if about.pet_id else None
    whose = actor.customer_id or (
        pet.customer_id if pet else rules.known_customer(db, about.customer_id)
    )
    named = rules.typed(topic, rules.TOPIC_LIMIT, "topic")
    said = _checked(body, key, about.along.files)
    if again := _sent_before(db, actor, said.key):
        return _same(db, actor, again, said)
    rules.require_patience(db, actor)
    thread = Thread(
        customer_id=whose, topic=" ".join(named.split()), pet_id=pet.id if pet else None
    )
    db.add(thread)
    db.flush()
    return _append(db, actor, thread, said, about.along.tell)


def note(
    db: Session,
    actor: Actor,
    thread_id: UUID,
    body: object,
    *,
    key: object,
    attached: object = (),
) -> ThreadNote:
    """Add a note that only staff see, with files that only they see.

    Args:
        body, key: As for `post`.
        attached: Ids of files that its author has handed in.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: It is a customer who asks, there is no such thread, or no messages at all.
        Invalid, Conflict: As for `post`.
    """
    rules.require_writing(db, actor)
    if not actor.is_staff:
        raise NotFound
    thread = find(db, actor, Thread, thread_id)
    said = _checked(body, key, attached)
    same = visible(actor, ThreadNote).where(
        ThreadNote.author_id == actor.id, ThreadNote.client_key == said.key
    )
    if again := db.exec(same).one_or_none():
        return _same(db, actor, again, said, thread.id)
    row = ThreadNote(after_position=thread.last_position, **_written(actor, thread, said))
    db.add(row)
    db.flush()
    files.send(db, actor, said.files, row)
    live.publish(db, live.WorkChanged())
    return row


def _append(
    db: Session, actor: Actor, thread: Thread, said: _Said, tell: Collection[str]
) -> Message:
    """Add a message that was found to be in order, with all that follows from it."""
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
        position=thread.last_position,
        from_clinic=actor.is_staff,
        **_written(actor, thread, said),
    )
    db.add(message)
    db.flush()
    files.send(db, actor, said.files, message)
    if actor.is_staff:
        telling.customer_of_message(db, thread, tell)
    else:
        telling.clinic_of_message(db, actor, thread)
    live.publish(db, live.Changed(thread.customer_id))
    return message


def _written(actor: Actor, thread: Thread, said: _Said) -> dict[str, Any]:
    """Return what a message and a note have in common."""
    return {
        "customer_id": thread.customer_id,
        "thread_id": thread.id,
        "author_id": actor.id,
        "author_name": actor.name,
        "body": said.body,
        "client_key": said.key,
        "file_count": len(said.files),
    }


def _sent_before(db: Session, actor: Actor, key: str) -> Message | None:
    same = visible(actor, Message).where(Message.author_id == actor.id, Message.client_key == key)
    return db.exec(same).one_or_none()


def _same(
    db: Session, actor: Actor, again: EntryT, said: _Said, thread_id: UUID | None = None
) -> EntryT:
    """Return what was sent before with a key, if it is what is sent now."""
    before = [row.id for row in files.of(db, actor, [again]).get(again.id, [])]
    same = again.body == said.body and before == list(said.files)
    if not same or again.thread_id != (thread_id or again.thread_id):
        raise Conflict("This was sent before with another text. Please reload the page.")
    return again


def _checked(body: object, key: object, attached: object) -> _Said:
    chosen = files.named(attached)
    said = rules.said(body, files=bool(chosen))
    return _Said(said, rules.typed(key, rules.KEY_LIMIT), chosen)
