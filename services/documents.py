"""Documents that customers or the clinic handed in: who sees which, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.documents import Document
from models.pets import Pet
from services import settings
from services.access import Actor, Permission, find, require, visible


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
