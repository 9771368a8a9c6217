"""Handing in a document: who may, how much, and what is told to whom (DOC-1 to DOC-6, DOC-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col

from models.customers import Customer
from models.documents import WAITING, Document, DocumentPage, DocumentState
from models.pets import Pet, Species
from models.vaccinations import VaccineType
from services import access, audit, bell, live, settings
from services.access import Actor, Permission, find, require, system, visible
from services.audit import Event
from services.core import clock, text
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from services.documents import suggesting
from services.settings import Settings
from services.vaccinations import requirements

MOST_BYTES = 100 * 2**20  # that a clinic can allow (services/settings)
_AN_HOUR = 50  # files of one customer
_ALL_TOGETHER = 2**30  # bytes of one customer
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
}
_LATEST = timedelta(days=365 * 30)  # until when a vaccination is ever said to hold


@dataclass(frozen=True)
class To:
    """Whose a document is to be, and about which pet."""

    customer_id: UUID | None = None  # as staff say; customers hand in for themselves
    pet_id: UUID | None = None
    mail_id: UUID | None = None  # of the e-mail that it came with


@dataclass(frozen=True)
class Drawn:
    """A page that lies in the data folder."""

    digest: str
    width: int  # px
    height: int


@dataclass(frozen=True)
class Stored:
    """A file that lies in the data folder, to become a document."""

    digest: str
    name: str  # as the browser says; a label and nothing else
    media_type: str
    size_bytes: int
    pages: list[Drawn]
    whole: str = ""  # digest of a picture written anew
    active: bool = False


@dataclass(frozen=True)
class Allowed:
    """What the clinic takes of whoever hands something in."""

    most_bytes: int
    types: frozenset[str]  # media types


def allowed(db: Session, actor: Actor) -> Allowed:
    """Return what the actor may hand in; the clinic's bounds are for its customers."""
    if actor.is_staff:
        return Allowed(MOST_BYTES, frozenset(_MEDIA_TYPES.values()))
    return allowed_to_customers(settings.load(db))


def allowed_to_customers(rules: Settings) -> Allowed:
    """Return what customers may hand in."""
    types = frozenset(_MEDIA_TYPES[name] for name in rules.upload_types)
    return Allowed(rules.upload_mb * 2**20, types)


def may_hand_in(db: Session, actor: Actor, to: To) -> UUID:
    """Return whose the document would be, before anything of it is read.

    Raises:
        Forbidden: The clinic takes no documents here, or this staff member handles none.
        NotFound: There is no such pet or customer for the actor.
        TooMany: They have handed in very many lately, or as much as there is room for.
    """
    require(actor, Permission.REVIEW_DOCUMENTS if actor.is_staff else Permission.VIEW_RECORDS)
    pet = find(db, actor, Pet, to.pet_id) if to.pet_id else None
    if actor.is_staff:
        known = system(Customer).where(col(Customer.id) == (to.customer_id or UUID(int=0)))
        customer = pet.customer_id if pet else None
        if customer is None and (found := db.exec(known).first()):
            customer = found.id
    else:
        if not (to.mail_id or settings.load(db).allow_document_upload):
            raise Forbidden("Your clinic takes no documents here. Please bring them with you.")
        customer = actor.customer_id
        _refuse_many(db, actor)
    if customer is None:
        raise NotFound
    return customer


def refuse_known(db: Session, actor: Actor, to: To, digest: str) -> None:
    """Refuse what the same customer has handed in already (DOC-6).

    Raises:
        Conflict: It is there since that day.
        Forbidden, NotFound, TooMany: As for `may_hand_in`.
    """
    theirs = visible(actor, Document).where(
        Document.customer_id == may_hand_in(db, actor, to), Document.file == digest
    )
    found = db.exec(theirs.order_by(col(Document.created_at).desc())).first()
    if found is None:
        return
    day = clock.long_date(clock.local(found.created_at).date())
    if actor.is_staff:
        raise Conflict("This customer has the same file already, since {day}.", day=day)
    raise Conflict("You already sent this on {day}.", day=day)


def hand_in(db: Session, actor: Actor, to: To, stored: Stored) -> Document:
    """Take in a document. Staff are told of a customer's (DOC-10); their own need no review.

    What came by e-mail is its customer's, also where a staff member says whose it is.

    Raises:
        Conflict, Forbidden, NotFound, TooMany: As for `refuse_known`.
    """
    refuse_known(db, actor, to, stored.digest)
    customer_id, clinic = may_hand_in(db, actor, to), actor.is_staff and not to.mail_id
    row = Document(
        customer_id=customer_id,
        pet_id=to.pet_id,
        file=stored.digest,
        name=label(stored.name),
        media_type=stored.media_type,
        size_bytes=stored.size_bytes,
        whole=stored.whole,
        active=stored.active,
        state=DocumentState.ACCEPTED if clinic else DocumentState.RECEIVED,
        from_clinic=clinic,
        mail_id=to.mail_id,
        customer_may_see=settings.load(db).documents_visible_default if clinic else True,
    )
    db.add(row)
    db.flush()
    db.add_all(_page(row, number, each) for number, each in enumerate(stored.pages, 1))
    suggesting.ask(db, row)
    audit.record(db, actor, Event.DOCUMENT_HANDED_IN, row)
    if not clinic:
        bell.tell(db, bell.Told.DOCUMENT_UPLOADED, customer_id, row.id)
    live.publish(db, live.Changed(customer_id))
    return row


def label(name: str) -> str:
    """Write down what somebody calls a file."""
    return text.label(name) or "document"


def propose(
    db: Session,
    actor: Actor,
    document_id: UUID,
    pet_id: UUID | None,
    proves: Mapping[UUID, date | None],
) -> Document:
    """Say which pet a document is about and what it proves; none of it is required (DOC-3).

    Args:
        proves: The types of vaccine, each with the day until which it holds, if that is known.

    Raises:
        Conflict: Somebody has finished looking at it.
        Invalid: There is no such vaccine, or the day cannot be right.
        NotFound: There is no such document or pet of theirs.
    """
    row = find(db, actor, Document, document_id)
    if actor.is_staff or row.from_clinic:
        raise NotFound
    if row.state not in WAITING:
        raise Conflict("The clinic has finished looking at this document.")
    row.pet_id = find(db, actor, Pet, pet_id).id if pet_id else None
    row.proposed = {str(kind): _day(until) for kind, until in _known(db, proves).items()}
    db.add(row)
    audit.record(db, actor, Event.DOCUMENT_CHANGED, row)
    live.publish(db, live.Changed(row.customer_id))
    return row


def provable(db: Session, actor: Actor) -> list[VaccineType]:
    """List the vaccines that are for pets of the actor's."""
    kinds = visible(actor, Pet).join(Species, col(Species.id) == Pet.species_id)
    theirs = {name for (name,) in access.rows(db, kinds.with_only_columns(col(Species.key)))}
    return [kind for kind in requirements.types(db) if theirs & set(kind.species)]


def _page(row: Document, number: int, drawn: Drawn) -> DocumentPage:
    return DocumentPage(
        customer_id=row.customer_id,
        document_id=row.id,
        number=number,
        file=drawn.digest,
        width=drawn.width,
        height=drawn.height,
    )


def _refuse_many(db: Session, actor: Actor) -> None:
    columns = func.count(), func.coalesce(func.sum(Document.size_bytes), 0)
    theirs = visible(actor, Document).where(~col(Document.from_clinic))
    lately = theirs.where(col(Document.created_at) > clock.now() - timedelta(hours=1))
    if access.rows(db, lately.with_only_columns(*columns))[0][0] >= _AN_HOUR:
        raise TooMany("Those were very many files at once. Please go on in an hour.")
    if access.rows(db, theirs.with_only_columns(*columns))[0][1] >= _ALL_TOGETHER:
        raise TooMany("There is no more room for your documents. Please call the clinic.")


def _known(db: Session, proves: Mapping[UUID, date | None]) -> Mapping[UUID, date | None]:
    found = {kind.id for kind in db.exec(system(VaccineType))}
    if not set(proves) <= found:
        raise Invalid("Please choose one of the list.", "vaccines")
    return proves


def _day(until: date | None) -> str:
    if until is None:
        return ""
    if abs(until - clock.today()) > _LATEST:
        raise Invalid("Please check this date.", "vaccines")
    return until.isoformat()
