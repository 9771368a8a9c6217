"""What lies on the desk of whoever writes a record: all that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.pets import Pet
from models.records import Amendment, Attachment, MedicalRecord, Subtype, Visit
from models.staff import StaffMember
from services import access, audit, settings
from services.access import Actor, Permission, require, system, visible
from services.audit import Event
from services.core.errors import Forbidden
from services.records import attaching, kinds, publishing, reading, sheets, terms, visits, writing
from services.records.reading import Entry, File
from services.records.sheets import Sheet

_TWINS = 3  # that are told of


@dataclass(frozen=True)
class Desk:
    """A record as it is being written, and what its form offers."""

    record: MedicalRecord
    pet: Pet
    kind: kinds.Kind
    sheet: Sheet
    changing: bool  # something waits beside the record to be made known
    notifies: bool  # whether to tell the customer is ticked to begin with
    notifiable: bool
    subtypes: Sequence[Subtype]
    authors: Sequence[StaffMember]
    visits: Sequence[Visit]
    beside: Sequence[MedicalRecord]
    twins: Sequence[MedicalRecord]  # drafts that others have begun, and that may be the same
    files: Sequence[Attachment]
    offered: Sequence[kinds.Kind]  # what can be added to the visit


@dataclass(frozen=True)
class Draft:
    """A line of the drafts that wait to be finished."""

    id: UUID
    kind: kinds.Kind
    title: str
    happened_on: date
    author: str
    pet_id: UUID
    pet: str
    begun_at: datetime


def lay_out(db: Session, actor: Actor, id: UUID) -> Desk:
    """Gather what the page of a record shows.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
    """
    record = writing.find(db, actor, id)
    working = system(StaffMember).where(col(StaffMember.disabled_at).is_(None))
    sheet = sheets.current(db, actor, record)
    return Desk(
        record=record,
        pet=access.find(db, actor, Pet, record.pet_id),
        kind=kinds.find(record.kind),
        sheet=sheet,
        changing=sheets.pending(db, actor, record) is not None,
        notifies=settings.load(db).publish_notify,
        notifiable=publishing.notifiable(db, actor, record.pet_id),
        subtypes=terms.subtypes(db, record.kind, sheet["subtype_id"]),
        authors=db.exec(working.order_by(col(StaffMember.name))).all(),
        visits=visits.listed(db, actor, record.pet_id),
        beside=visits.beside(db, actor, record),
        twins=_twins(db, actor, record),
        files=attaching.listed(db, actor, record),
        offered=writing.offered(db, actor),
    )


def _twins(db: Session, actor: Actor, record: MedicalRecord) -> Sequence[MedicalRecord]:
    """Find drafts of the same kind about the same pet that somebody else began on the same day."""
    if record.status is not Status.DRAFT:
        return []
    query = visible(actor, MedicalRecord).where(
        col(MedicalRecord.pet_id) == record.pet_id,
        col(MedicalRecord.kind) == record.kind,
        col(MedicalRecord.happened_on) == record.happened_on,
        col(MedicalRecord.status) == Status.DRAFT,
        col(MedicalRecord.author_id) != record.author_id,
    )
    return db.exec(query.order_by(col(MedicalRecord.created_at)).limit(_TWINS)).all()


def opened(db: Session, actor: Actor, id: UUID) -> Desk:
    """Gather the same when the page is opened, and note that it was (PRIV-6).

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
    """
    laid = lay_out(db, actor, id)
    if not audit.told_lately(db, actor, Event.PET_FILE_VIEWED, laid.record):
        audit.record(db, actor, Event.PET_FILE_VIEWED, laid.record)
    return laid


def preview(db: Session, actor: Actor, id: UUID) -> tuple[Entry, str]:
    """Return a record as the customer would read it, and the lines of what its kind adds.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
    """
    found = lay_out(db, actor, id)
    record, sheet, now = found.record, found.sheet, settings.load(db)
    own = {name: sheet[name] for name in found.kind.details.model_fields if name in sheet}
    subtypes = {str(row.id): row for row in kinds.subtypes(db, record.kind)}
    author = next((row.name for row in found.authors if str(row.id) == sheet["author_id"]), "")
    subtype = subtypes.get(sheet["subtype_id"])
    part = sheets.PARTS.get(record.kind)
    entry = Entry(
        id=record.id,
        pet_id=record.pet_id,
        kind=found.kind,
        subtype=subtype,
        color=reading.color(found.kind, subtype, now),
        title=sheet["title"],
        happened_on=date.fromisoformat(sheet["happened_on"]),
        author=(author or record.author_name) if now.show_record_author else "",
        status=record.status,
        notes=sheet["notes"],
        details=reading.released(kinds.stored(record.kind, own), now.note_parts),
        amended_at=record.amended_at,
        files=[_file(row, now) for row in found.files],
    )
    return entry, part.tell(sheet.get(part.name, [])) if part else ""


def drafts(db: Session, actor: Actor, limit: int) -> list[Draft]:
    """List the drafts that wait to be finished, the oldest first.

    Raises:
        Forbidden: The actor may not read records.
    """
    require(actor, Permission.VIEW_RECORDS)
    query: Any = (
        visible(actor, MedicalRecord)
        .where(col(MedicalRecord.status) == Status.DRAFT)
        .order_by(col(MedicalRecord.created_at))
        .limit(limit)
        .join(Pet, col(Pet.id) == MedicalRecord.pet_id)
        .add_columns(col(Pet.name))
    )
    return [
        Draft(
            id=row.id,
            kind=kinds.find(row.kind),
            title=row.title,
            happened_on=row.happened_on,
            author=row.author_name,
            pet_id=row.pet_id,
            pet=pet,
            begun_at=row.created_at,
        )
        for row, pet in access.pairs(db, query)
    ]


def standing(
    db: Session, actor: Actor, ids: Sequence[UUID]
) -> dict[UUID, tuple[Status, bool, str]]:
    """Tell of records their status, whether a change waits beside them, and the staff's notes.

    Raises:
        Forbidden: The actor does not work at the clinic, or may not read records.
    """
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise Forbidden("You do not have the permission for this.")
    waiting = visible(actor, Amendment).where(col(Amendment.record_id).in_(ids))
    changing = {row.record_id for row in db.exec(waiting)}
    query = visible(actor, MedicalRecord).where(col(MedicalRecord.id).in_(ids))
    return {row.id: (row.status, row.id in changing, row.staff_notes) for row in db.exec(query)}


def _file(row: Attachment, now: settings.Settings) -> File:
    return File(
        id=row.id,
        name=row.name,
        media_type="image/jpeg" if row.shown else row.media_type,
        size_bytes=row.size_bytes,
        width=row.width,
        height=row.height,
        downloadable=row.media_type != reading.DICOM or now.allow_dicom_download,
    )
