"""Who sees which documents, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.documents import Document, DocumentPage
from models.pets import Pet
from services import settings
from services.access import Actor, Permission, find, require, visible
from services.core.errors import NotFound


@dataclass(frozen=True)
class Listing:
    """The latest documents, and whether there are more."""

    documents: Sequence[Document]
    more: bool


def listed(db: Session, actor: Actor, pet_id: UUID, *, pages: int = 1) -> Listing:
    """Return the documents about one pet, newest first.

    Raises:
        NotFound: There is no such pet, or it is not the actor's to see.
    """
    require(actor, Permission.VIEW_RECORDS)
    pet = find(db, actor, Pet, pet_id)
    limit = pages * settings.load(db).page_size
    query = visible(actor, Document).where(Document.pet_id == pet.id)
    latest = query.order_by(col(Document.created_at).desc(), col(Document.id))
    found = db.exec(latest.limit(limit + 1)).all()
    return Listing(found[:limit], more=len(found) > limit)


def of(db: Session, actor: Actor, customer_id: UUID) -> Listing:
    """Return the newest documents of one customer, about whichever pet.

    Raises:
        Forbidden: The actor may not view records.
    """
    require(actor, Permission.VIEW_RECORDS)
    limit = settings.load(db).page_size
    theirs = visible(actor, Document).where(Document.customer_id == customer_id)
    found = db.exec(theirs.order_by(col(Document.created_at).desc()).limit(limit + 1)).all()
    return Listing(found[:limit], more=len(found) > limit)


def own(db: Session, actor: Actor, *, pages: int = 1) -> Listing:
    """Return what the actor's clinic has of them and they may see, newest first, of all pets.

    Raises:
        NotFound: It is somebody of the staff who asks.
    """
    if actor.customer_id is None:
        raise NotFound
    limit = pages * settings.load(db).page_size
    query = visible(actor, Document).order_by(col(Document.created_at).desc(), col(Document.id))
    found = db.exec(query.limit(limit + 1)).all()
    return Listing(found[:limit], more=len(found) > limit)


def page(db: Session, actor: Actor, document_id: UUID, number: int) -> DocumentPage:
    """Return a page of a document as it is shown.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: There is no such document for the actor, or it has no such page.
    """
    shown = sheets(db, actor, document_id)
    if not 0 < number <= len(shown):
        raise NotFound
    return shown[number - 1]


def sheets(db: Session, actor: Actor, document_id: UUID) -> Sequence[DocumentPage]:
    """List a document's pages in their order.

    Raises:
        Forbidden, NotFound: As for `page`.
    """
    require(actor, Permission.VIEW_RECORDS)
    row = find(db, actor, Document, document_id)
    drawn = visible(actor, DocumentPage).where(DocumentPage.document_id == row.id)
    return db.exec(drawn.order_by(col(DocumentPage.number))).all()
