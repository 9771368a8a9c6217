"""All messages of one customer in one sequence, for programs (MSG-11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import Session, col

from models.messaging import Message, MessageFile, Thread
from services.access import Actor, pairs, visible
from services.core.errors import Forbidden
from services.messaging import files
from services.messaging.rules import require_reading

MOST = 100  # messages at a time

Place = tuple[datetime, UUID]
Files = Mapping[UUID, Sequence[MessageFile]]  # by the ids of their messages


@dataclass(frozen=True)
class Stretch:
    """Messages with their threads, the newest first, and where the next stretch begins."""

    entries: Sequence[tuple[Message, Thread]]
    next: Place | None
    files: Files


def mine(db: Session, actor: Actor, after: Place | None = None, limit: int = 50) -> Stretch:
    """Return a customer's messages, whoever wrote them.

    Args:
        after: Where an earlier stretch said that the next one begins.
        limit: 1 to MOST.

    Raises:
        Forbidden: It is not a customer who asks.
        NotFound: The clinic does not use messages.
    """
    require_reading(db, actor)
    require_customer(actor)
    order: tuple[Any, Any] = (col(Message.created_at), col(Message.id))
    query = visible(actor, Message)
    if after:
        query = query.where(tuple_(*order) < after)
    whole: Any = (
        query.join(Thread, col(Thread.id) == Message.thread_id)
        .add_columns(Thread)
        .order_by(*(column.desc() for column in order))
        .limit(limit + 1)
    )
    found: Sequence[tuple[Message, Thread]] = pairs(db, whole)
    last = found[limit - 1][0] if len(found) > limit else None
    shown = found[:limit]
    return Stretch(
        shown,
        (last.created_at, last.id) if last else None,
        files.of(db, actor, [message for message, _thread in shown]),
    )


def require_customer(actor: Actor) -> None:
    """Refuse staff, whose messages are those of all customers.

    Raises:
        Forbidden: It is a staff member.
    """
    if actor.is_staff:
        raise Forbidden("This is for customers.")
