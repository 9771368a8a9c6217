"""What a person may read of a pet's records."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.pets import Pet
from models.records import Attachment, MedicalRecord, Subtype
from services import access, settings
from services.access import Actor, Permission, require, visible
from services.core.errors import NotFound
from services.core.sniffing import DICOM
from services.records import kinds, standings
from services.records.details import Details, NoteDetails
from services.records.paging import Page, Wanted, page

ALL = Wanted()
PAGE = 20  # records


@dataclass(frozen=True)
class File:
    """An attachment, as far as it may be opened."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    width: int  # pixels; 0 where it is no picture
    height: int
    downloadable: bool


@dataclass(frozen=True)
class Entry:
    """A record with all that its reader may know, and nothing else."""

    id: UUID
    pet_id: UUID
    kind: kinds.Kind
    subtype: Subtype | None
    color: str  # of its badge
    title: str
    happened_on: date
    author: str  # empty where the clinic does not name authors
    status: Status
    notes: str
    details: Details
    amended_at: datetime | None
    files: Sequence[File]


def listed(
    db: Session, actor: Actor, pet_id: UUID, kind: str, wanted: Wanted = ALL, limit: int = PAGE
) -> Page[Entry]:
    """List a pet's records of one kind, newest first.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such pet for the actor, or the clinic does not show such records.
    """
    _allowed(db, actor, kind)
    access.find(db, actor, Pet, pet_id)
    day = col(MedicalRecord.happened_on)
    query = _readable(actor).where(
        col(MedicalRecord.pet_id) == pet_id, col(MedicalRecord.kind) == kind
    )
    if wanted.type_id:
        query = query.where(col(MedicalRecord.subtype_id) == wanted.type_id)
    if wanted.type and (typed_by := kinds.find(kind).typed_by):
        query = query.where(col(MedicalRecord.details)[typed_by].as_string() == wanted.type)
    if wanted.since:
        query = query.where(day >= wanted.since)
    if wanted.until:
        query = query.where(day <= wanted.until)
    if (standing := standings.condition(actor, wanted.standing)) is not None:
        query = query.where(standing)
    found = page(db, query, (day, col(MedicalRecord.id)), wanted, limit)
    return Page(_entries(db, actor, kind, found.rows), found.older, found.newer)


def find(db: Session, actor: Actor, record_id: UUID) -> Entry:
    """Fetch one record.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such record for the actor, or the clinic does not show its kind.
    """
    query = _readable(actor).where(col(MedicalRecord.id) == record_id)
    rows = access.rows(db, query)
    if not rows:
        raise NotFound
    kind = str(rows[0].kind)
    _allowed(db, actor, kind)
    return _entries(db, actor, kind, rows)[0]


def file(db: Session, actor: Actor, attachment_id: UUID) -> Attachment:
    """Fetch an attachment to open it.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such attachment for the actor, or not one to be downloaded.
    """
    found = seen(db, actor, attachment_id)
    if not _downloadable(found.media_type, settings.load(db), actor):
        raise NotFound
    return found


def seen(db: Session, actor: Actor, attachment_id: UUID) -> Attachment:
    """Fetch an attachment that the actor may look at, whether or not it may be downloaded.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such attachment for the actor.
    """
    found = access.find(db, actor, Attachment, attachment_id)
    find(db, actor, found.record_id)
    return found


def allowed(db: Session, actor: Actor, record_type: str) -> None:
    """Refuse what the clinic has switched off, and whoever may not read records (REC-1).

    Raises:
        Forbidden: The actor may not read records.
        NotFound: The clinic does not show such records.
    """
    require(actor, Permission.VIEW_RECORDS)
    if not settings.load(db).shows(record_type):
        raise NotFound


def _allowed(db: Session, actor: Actor, kind: str) -> None:
    allowed(db, actor, kind)
    if not kinds.find(kind).tab and not actor.is_staff:
        raise NotFound


def _readable(actor: Actor) -> Any:
    """Select what may be read of records: what is the staff's alone is not even fetched."""
    columns: list[Any] = [
        col(MedicalRecord.id),
        col(MedicalRecord.happened_on).label("moment"),
        col(MedicalRecord.pet_id),
        col(MedicalRecord.kind),
        col(MedicalRecord.subtype_id),
        col(MedicalRecord.title),
        col(MedicalRecord.author_name),
        col(MedicalRecord.status),
        col(MedicalRecord.notes),
        col(MedicalRecord.details),
        col(MedicalRecord.amended_at),
    ]
    return visible(actor, MedicalRecord).with_only_columns(*columns)


def _entries(db: Session, actor: Actor, kind: str, rows: Sequence[Any]) -> list[Entry]:
    now = settings.load(db)
    files = _files(db, actor, [row.id for row in rows])
    subtypes = {row.id: row for row in kinds.subtypes(db, kind)}
    return [
        Entry(
            id=row.id,
            pet_id=row.pet_id,
            kind=kinds.find(kind),
            subtype=(subtype := subtypes.get(row.subtype_id)),
            color=color(kinds.find(kind), subtype, now),
            title=row.title,
            happened_on=row.moment,
            author=row.author_name if now.show_record_author or actor.is_staff else "",
            status=row.status,
            notes=row.notes,
            details=details if actor.is_staff else released(details, now.note_parts),
            amended_at=row.amended_at,
            files=files.get(row.id, ()),
        )
        for row in rows
        for details in (kinds.stored(kind, row.details),)
    ]


def color(kind: kinds.Kind, subtype: Subtype | None, now: settings.Settings) -> str:
    """Choose the colour of a record's badge: its subtype's, else the one the clinic chose."""
    return subtype.color if subtype else now.color(kind.key) or kind.color


def released(details: Details, parts: Collection[str]) -> Details:
    """Blank the parts of a clinical note that the clinic keeps to itself (REC-5)."""
    if not isinstance(details, NoteDetails):
        return details
    shown = {name: getattr(details, name) for name in (*parts, "customer_text")}
    return kinds.stored("note", shown)


def _files(db: Session, actor: Actor, record_ids: Sequence[UUID]) -> dict[UUID, list[File]]:
    if not record_ids:
        return {}
    query = (
        visible(actor, Attachment)
        .where(col(Attachment.record_id).in_(record_ids), col(Attachment.status) != Status.PRIVATE)
        .order_by(col(Attachment.position), col(Attachment.created_at))
    )
    now = settings.load(db)
    found: dict[UUID, list[File]] = {}
    for row in db.exec(query):
        found.setdefault(row.record_id, []).append(
            File(
                id=row.id,
                name=row.name,
                media_type="image/jpeg" if row.shown else row.media_type,
                size_bytes=row.size_bytes,
                width=row.width,
                height=row.height,
                downloadable=_downloadable(row.media_type, now, actor),
            )
        )
    return found


def _downloadable(media_type: str, now: settings.Settings, actor: Actor) -> bool:
    return media_type != DICOM or now.allow_dicom_download or actor.is_staff
