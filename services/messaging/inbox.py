"""The staff's inbox: the threads of all customers, divided by what is to be done (MSG-9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import load_only
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.customers import Customer
from models.messaging import Message, Thread
from services import search
from services.access import Actor, system, visible
from services.core.errors import NotFound
from services.messaging.reading import Listing, listing
from services.messaging.rules import require_reading

_LONGEST = 100  # characters that are looked for


class Part(StrEnum):
    """A part of the inbox."""

    UNANSWERED = "unanswered"
    MINE = "mine"
    ALL = "all"
    CLOSED = "closed"


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a part, a text, and how many pages of it."""

    part: Part = Part.UNANSWERED
    text: str = ""
    pages: int = 1


def listed(db: Session, actor: Actor, wanted: Wanted) -> Listing:
    """List the threads of a part; those that wait longest first, of the others the latest.

    Raises:
        Forbidden: The actor may not read messages.
        NotFound: It is a customer who asks, or the clinic does not use messages.
    """
    require_reading(db, actor)
    if not actor.is_staff:
        raise NotFound
    query = visible(actor, Thread).where(*_part(actor, wanted.part))
    if sought := wanted.text.strip()[:_LONGEST]:
        query = query.where(_holds(actor, sought))
    return listing(db, actor, _ordered(query, wanted.part), wanted.pages)


def customers_of(db: Session, threads: Iterable[Thread]) -> dict[UUID, str]:
    """Name the customers of threads that staff were shown."""
    ids = {thread.customer_id for thread in threads}
    name: Any = (Customer.first_name, Customer.last_name)
    found = db.exec(system(Customer).where(col(Customer.id).in_(ids)).options(load_only(*name)))
    return {row.id: row.name for row in found}


def _part(actor: Actor, part: Part) -> list[ColumnElement[bool]]:
    still_open = col(Thread.closed_at).is_(None)
    match part:
        case Part.UNANSWERED:
            return [col(Thread.asked_at).is_not(None), still_open]
        case Part.MINE:
            return [col(Thread.assigned_to_id) == actor.id, still_open]
        case Part.ALL:
            return []
        case Part.CLOSED:
            return [col(Thread.closed_at).is_not(None)]


def _ordered(query: SelectOfScalar[Thread], part: Part) -> SelectOfScalar[Thread]:
    if part is Part.UNANSWERED:
        return query.order_by(col(Thread.asked_at), col(Thread.id))
    return query.order_by(col(Thread.last_message_at).desc(), col(Thread.id))


def _holds(actor: Actor, sought: str) -> ColumnElement[bool]:
    """Say which threads are meant: by customer or pet, or by what stands in them."""
    people: Any = system(Customer).where(*search.holding(actor, sought))
    said = visible(actor, Message).where(col(Message.body).icontains(sought, autoescape=True))
    return or_(
        col(Thread.customer_id).in_(people.with_only_columns(col(Customer.id))),
        col(Thread.topic).icontains(sought, autoescape=True),
        col(Thread.id).in_(said.with_only_columns(col(Message.thread_id))),
    )
