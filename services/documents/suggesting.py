"""What is found in documents, for whoever reviews them: asked for, read apart, and offered.

Nothing of it enters a pet's file by itself, and no customer ever sees it (DOC-13, GEN-11).
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.documents import Document, DocumentPage, DocumentReading, ReadingState
from models.vaccinations import Product, VaccineType
from services import live, settings
from services.access import Actor, Permission, find, require, system, visible
from services.core import clock
from services.core import db as database
from services.core.errors import NotFound
from services.core.typed import maybe_day
from services.documents import texts
from services.documents.finding import Context, Kind, Meaning, Suggestion, found
from services.documents.texts import Shown
from services.readers import Lost

logger = logging.getLogger(__name__)

_TRIES = 3  # the portal may have been stopped while it read
_PDF = "application/pdf"
_PORTAL = Actor(UUID(int=0), UUID(int=0), "Portal", frozenset({Permission.VIEW_RECORDS}))


@dataclass(frozen=True)
class Offered:
    """What is offered about a document, and how far its reading has come."""

    state: ReadingState
    suggestions: Sequence[Suggestion] = ()


@dataclass(frozen=True)
class Task:
    """A document whose text is to be read now."""

    reading_id: UUID
    digest: str
    pdf: bool
    pages: Sequence[Shown]
    context: Context


def ask(db: Session, document: Document) -> None:
    """Have a document read, unless that was asked for before."""
    known = visible(_PORTAL, DocumentReading).where(DocumentReading.document_id == document.id)
    if db.exec(known).first() is None:
        db.add(DocumentReading(customer_id=document.customer_id, document_id=document.id))
        db.flush()


def of(db: Session, actor: Actor, document_id: UUID) -> Offered:
    """Return what is offered about a document.

    Raises:
        Forbidden: They may not review documents, or not view records.
        NotFound: There is no such document, or it is a customer who asks.
    """
    require(actor, Permission.REVIEW_DOCUMENTS)
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound
    find(db, actor, Document, document_id)
    known = visible(actor, DocumentReading).where(DocumentReading.document_id == document_id)
    row = db.exec(known).first()
    if row is None:
        return Offered(ReadingState.WAITING)
    return Offered(row.state, [_suggestion(one) for one in row.found])


async def read_next() -> bool:
    """Read the document that has waited longest; tell whether there was one."""
    if await database.read(_waiting) is None:
        return False
    task = await database.write(take)
    if task is None:
        return False
    try:
        sheets = await texts.of(task.digest, task.pages, pdf=task.pdf)
    except Lost:
        await database.write(settle, task.reading_id, None)
    else:
        offered = found(sheets, task.context)
        await database.write(settle, task.reading_id, offered)
        logger.info("read document %s: %s suggestions", task.reading_id, len(offered))
    return True


def take(db: Session) -> Task | None:
    """Take on the document that has waited longest; one that was begun too often has failed."""
    row = _waiting(db)
    if row is None:
        return None
    if row.tries >= _TRIES:
        settle(db, row.id, None)
        return None
    row.tries += 1
    db.add(row)
    document = find(db, _PORTAL, Document, row.document_id)
    drawn = visible(_PORTAL, DocumentPage).where(DocumentPage.document_id == document.id)
    return Task(
        reading_id=row.id,
        digest=document.file,
        pdf=document.media_type == _PDF,
        pages=[
            Shown(page.file, page.width, page.height)
            for page in db.exec(drawn.order_by(col(DocumentPage.number)))
        ],
        context=Context(clock.today(), settings.load(db).country, list(_kinds(db))),
    )


def settle(db: Session, reading_id: UUID, offered: Sequence[Suggestion] | None) -> None:
    """Keep what was found in a document, and show it to whoever has it open.

    Args:
        offered: None where it could not be read. Of a document that was deleted meanwhile,
            nothing is kept.
    """
    known = visible(_PORTAL, DocumentReading).where(DocumentReading.id == reading_id)
    row = db.exec(known).first()
    if row is None:
        return
    row.state = ReadingState.FAILED if offered is None else ReadingState.READ
    row.found = [kept(one) for one in offered or ()]
    db.add(row)
    live.publish(db, live.WorkChanged())


def kept(suggestion: Suggestion) -> dict[str, Any]:
    """Write a suggestion as the database holds it."""
    days = {
        name: day.isoformat() if day else None
        for name, day in (("day", suggestion.day), ("other", suggestion.other))
    }
    return asdict(suggestion) | days | {"kinds": list(suggestion.kinds)}


def _suggestion(told: dict[str, Any]) -> Suggestion:
    typed: dict[str, Any] = {name: maybe_day(told[name]) for name in ("day", "other")}
    typed |= {"meaning": Meaning(told["meaning"]), "kinds": tuple(told["kinds"])}
    return Suggestion(**(told | typed))


def _waiting(db: Session) -> DocumentReading | None:
    waiting = visible(_PORTAL, DocumentReading).where(DocumentReading.state == ReadingState.WAITING)
    oldest = waiting.order_by(col(DocumentReading.tries), col(DocumentReading.created_at))
    return db.exec(oldest.limit(1)).first()


def _kinds(db: Session) -> Iterator[Kind]:
    """Yield the clinic's types in use, with the names of their products."""
    products = list(db.exec(system(Product)))
    for kind in db.exec(system(VaccineType).where(~col(VaccineType.retired))):
        own = tuple(one.name for one in products if one.vaccine_type_id == kind.id)
        yield Kind(str(kind.id), kind.name, own)
