"""What has to hold before anybody reads or writes a message."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.messaging import Message
from models.pets import Pet
from services import opening, settings
from services.access import Actor, Permission, require, rows, system, visible
from services.core import clock, contacts
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from services.core.links import Piece

BODY_LIMIT = 10_000  # characters
TOPIC_LIMIT = 120  # characters
KEY_LIMIT = 64  # characters
RATE, RATE_SPAN = 20, timedelta(minutes=1)  # messages of one person


def enabled(db: Session) -> bool:
    """Tell whether the clinic uses messages at all (MSG-1)."""
    return settings.load(db).messaging_mode != "disabled"


def may_write(db: Session, actor: Actor) -> bool:
    """Tell whether the actor may write messages, as the clinic has it at present (MSG-1)."""
    if Permission.ANSWER_MESSAGES not in actor.permissions or actor.viewer_id:
        return False
    mode = settings.load(db).messaging_mode
    return mode == "full" or (mode == "read_only" and actor.is_staff)


def answered_by(db: Session, actor: Actor) -> datetime | None:
    """Tell by when what a customer writes now is usually answered (MSG-10).

    None for whoever writes nothing, and where the clinic has not said when it is open.
    """
    now = settings.load(db)
    if actor.is_staff or not may_write(db, actor) or not opening.known(now):
        return None
    return opening.answer_by(now, clock.now())


def emergency(db: Session, actor: Actor) -> list[Piece]:
    """Say whom a customer calls now; nothing while the clinic is open or has no hours (MSG-10)."""
    now = settings.load(db)
    if actor.is_staff or not opening.known(now) or opening.is_open(now, clock.now()):
        return []
    return contacts.callable_in(now.emergency_contact, now.country)


def require_reading(db: Session, actor: Actor) -> None:
    """Refuse whoever may not read messages.

    Raises:
        Forbidden: The actor has not the permission.
        NotFound: The clinic does not use messages.
    """
    require(actor, Permission.READ_MESSAGES)
    if not enabled(db):
        raise NotFound


def require_writing(db: Session, actor: Actor) -> None:
    """Refuse whoever may not write messages.

    Raises:
        Forbidden: The actor has not the permission, or the clinic takes no messages.
        NotFound: The clinic does not use messages.
    """
    require(actor, Permission.ANSWER_MESSAGES)
    if not enabled(db):
        raise NotFound
    if settings.load(db).messaging_mode == "read_only" and not actor.is_staff:
        raise Forbidden("You can read messages here, but not write any. Please call the clinic.")


def require_same_owner(db: Session, actor: Actor, pet_id: UUID | None, customer_id: UUID) -> None:
    """Let a conversation rest once its pet has gone to another customer (PET-9).

    Whatever was said in it from then on would be about somebody else's pet.

    Raises:
        Conflict: The pet belongs to somebody else.
    """
    if pet_id is None:
        return
    theirs = visible(actor, Pet).where(col(Pet.id) == pet_id, col(Pet.customer_id) == customer_id)
    if db.exec(theirs).first() is None:
        raise Conflict("This pet has another owner now, so this conversation has ended.")


def require_patience(db: Session, actor: Actor) -> None:
    """Refuse more messages than a person writes (MSG-7).

    Raises:
        TooMany: There were 20 within a minute.
    """
    recent = visible(actor, Message).where(
        Message.author_id == actor.id, col(Message.created_at) > clock.now() - RATE_SPAN
    )
    if len(rows(db, recent.limit(RATE).with_only_columns(col(Message.id)))) == RATE:
        raise TooMany("That was many messages at once. Please wait a minute.")


def known_customer(db: Session, customer_id: UUID | None) -> UUID:
    """Return the id of a customer whom staff write to.

    Raises:
        NotFound: There is none.
    """
    known = system(Customer).where(col(Customer.id) == customer_id)
    if customer_id is None or (found := db.exec(known).one_or_none()) is None:
        raise NotFound
    return found.id


def said(value: object, *, files: bool) -> str:
    """Check a message's text; beside files there need be none.

    Raises:
        Invalid: As for `typed`.
    """
    if files and isinstance(value, str) and not value.strip():
        return ""
    return typed(value, BODY_LIMIT)


def typed(value: object, limit: int, field: str = "body") -> str:
    """Check a text that comes from anybody, and leave it as it is.

    Raises:
        Invalid: It is blank, too long, or cannot be kept.
    """
    if not isinstance(value, str) or not value.strip():
        raise Invalid("Please write something first.", field)
    if len(value) > limit:
        raise Invalid("Please keep this under {limit} characters.", field, limit=limit)
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Invalid("This text contains a character that cannot be kept.", field)
    return value
