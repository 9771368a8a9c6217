"""What staff do with a document: look at it, accept it, send it back, put it right (DOC-11)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from models.documents import WAITING, Document, DocumentPage, DocumentState
from models.pets import Pet
from services import audit, bell, live, notices
from services.access import Actor, Permission, find, require
from services.audit import Event
from services.auth import people
from services.core.errors import Conflict, Invalid, NotFound
from services.documents import suggesting

_REASON = 500  # characters
_ONE_NOTICE = timedelta(minutes=10)


def opened(db: Session, actor: Actor, document_id: UUID) -> Document:
    """Return a document that the actor may handle.

    Raises:
        Forbidden: They may not review documents, or not view records.
        NotFound: There is no such document, or it is a customer who asks.
    """
    require(actor, Permission.REVIEW_DOCUMENTS)
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound
    return find(db, actor, Document, document_id)


def begin(db: Session, actor: Actor, document_id: UUID) -> Document:
    """Note that somebody looks at a document; its customer reads "in review" from now on.

    Raises:
        Forbidden, NotFound: As for `opened`.
    """
    row = opened(db, actor, document_id)
    suggesting.ask(db, row)
    if row.state is DocumentState.RECEIVED:
        _settle(db, row, DocumentState.IN_REVIEW)
        audit.record(db, actor, Event.DOCUMENT_REVIEWED, row)
    return row


def accept(db: Session, actor: Actor, document_id: UUID) -> Document:
    """Note that a document serves its purpose.

    Raises:
        Conflict: Somebody has finished with it already.
        Forbidden, NotFound: As for `opened`.
    """
    row = _waiting(db, actor, document_id)
    row.reason = ""
    _settle(db, row, DocumentState.ACCEPTED)
    audit.record(db, actor, Event.DOCUMENT_ACCEPTED, row)
    return row


def send_back(db: Session, actor: Actor, document_id: UUID, reason: str) -> Document:
    """Tell a customer why a document does not serve, and what to do (DOC-4).

    Raises:
        Conflict: Somebody has finished with it already.
        Invalid: No reason is given, or it is too long.
        Forbidden, NotFound: As for `opened`.
    """
    row, said = _waiting(db, actor, document_id), " ".join(reason.split())
    if not said:
        raise Invalid("Please say why, and what they can do.", "reason")
    if len(said) > _REASON:
        raise Invalid("At most {most} characters fit here.", "reason", most=_REASON)
    row.reason = said
    _settle(db, row, DocumentState.SENT_BACK)
    audit.record(db, actor, Event.DOCUMENT_SENT_BACK, row)
    return row


def change(
    db: Session, actor: Actor, document_id: UUID, *, pet_id: UUID | None, seen: bool
) -> Document:
    """Say which of the customer's pets a document is about, and whether they may see it (DOC-14).

    Raises:
        Invalid: The pet is another customer's, or what the customer sent would be hidden from them.
        Forbidden, NotFound: As for `opened`; or there is no such pet.
    """
    row = opened(db, actor, document_id)
    pet = find(db, actor, Pet, pet_id) if pet_id else None
    if pet and pet.customer_id != row.customer_id:
        raise Invalid("This pet belongs to another customer.", "pet")
    if not (seen or row.from_clinic):
        raise Invalid("Customers always see what they have sent themselves.", "seen")
    if (row.pet_id, row.customer_may_see) == (pet_id, seen):
        return row
    row.pet_id, row.customer_may_see = pet_id, seen
    db.add(row)
    audit.record(db, actor, Event.DOCUMENT_CHANGED, row)
    live.publish(db, live.Changed(row.customer_id))
    return row


def remove(db: Session, actor: Actor, document_id: UUID) -> None:
    """Delete a document. Its file goes once nothing names it any more (services/filing.py).

    Raises:
        Forbidden, NotFound: As for `opened`.
    """
    row = opened(db, actor, document_id)
    bell.settle(db, bell.Told.DOCUMENT_UPLOADED, row.id)
    audit.record(db, actor, Event.DOCUMENT_DELETED, row)
    db.exec(delete(DocumentPage).where(col(DocumentPage.document_id) == row.id))
    db.delete(row)
    live.publish(db, live.Changed(row.customer_id))


def _waiting(db: Session, actor: Actor, document_id: UUID) -> Document:
    row = opened(db, actor, document_id)
    if row.from_clinic or row.state not in WAITING:
        raise Conflict("Somebody has finished looking at this document.")
    return row


def _settle(db: Session, row: Document, state: DocumentState) -> None:
    row.state = state
    db.add(row)
    if state not in WAITING:
        bell.settle(db, bell.Told.DOCUMENT_UPLOADED, row.id)
        _tell(db, row)
    live.publish(db, live.Changed(row.customer_id))


def _tell(db: Session, row: Document) -> None:
    """Tell the customer what became of a document of theirs (NOTE-3)."""
    if customer := people.by_id(db, row.customer_id):
        for tell in (people.tell, people.tell_devices):
            tell(db, customer, notices.Kind.DOCUMENT_REVIEWED, about_id=row.id, quiet=_ONE_NOTICE)
