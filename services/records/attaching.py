"""What is attached to a record: pictures, PDFs and DICOM files, told apart by their content."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from models.base import Status
from models.records import Attachment, MedicalRecord
from services import audit
from services.access import Actor
from services.audit import Event
from services.core import sniffing
from services.core.errors import Conflict, Invalid, NotFound
from services.records import sheets, writing

SIDE = 2400  # px; of the longer side of the picture that is shown
MOST = 60  # files of one record


@dataclass(frozen=True)
class Stored:
    """A file that lies in the data folder, to be attached."""

    digest: str
    name: str  # as the browser says; a label and nothing else
    media_type: str
    size_bytes: int
    shown: str = ""  # digest of the picture that is shown in its place
    width: int = 0  # pixels, of what is shown
    height: int = 0


def type_of(head: bytes) -> str:
    """Tell what a file is from its first bytes.

    Raises:
        Invalid: It is nothing that can be attached.
    """
    if not (media_type := sniffing.type_of(head)):
        raise Invalid("Only pictures, PDF and DICOM files can be attached.")
    return media_type


def may_attach(db: Session, actor: Actor, record_id: UUID) -> None:
    """Refuse whoever may not attach to this record, before anything is read.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor.
        Conflict: There are too many files already.
    """
    record = writing.find(db, actor, record_id)
    if len(sheets.current(db, actor, record)["files"]) >= MOST:
        raise Conflict("There are too many files on this record already.")


def attach(db: Session, actor: Actor, record_id: UUID, file: Stored) -> Attachment:
    """Attach a file; customers see it once the record is published, or published again.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor.
        Conflict: There are too many files already.
    """
    may_attach(db, actor, record_id)
    record = writing.find(db, actor, record_id)
    row = Attachment(
        record_id=record.id,
        file=file.digest,
        shown=file.shown,
        name=" ".join(file.name.split())[:150] or "file",
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        width=file.width,
        height=file.height,
        status=Status.DRAFT,
        position=MOST,
    )
    before = sheets.current(db, actor, record)
    db.add(row)
    db.flush()
    writing.keep(db, actor, record, before | {"files": [*before["files"], str(row.id)]})
    audit.record(db, actor, Event.ATTACHMENT_ADDED, record, attachment=row.id)
    return row


def remove(db: Session, actor: Actor, record_id: UUID, attachment_id: UUID) -> None:
    """Take a file off a record; what customers see already goes when the change is made known.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor, or no such file on it.
    """
    record, sheet = _with(db, actor, record_id, attachment_id)
    left = [one for one in sheet["files"] if one != str(attachment_id)]
    writing.keep(db, actor, record, sheet | {"files": left})
    audit.record(db, actor, Event.ATTACHMENT_REMOVED, record, attachment=attachment_id)


def move(db: Session, actor: Actor, record_id: UUID, attachment_id: UUID, to: int) -> None:
    """Put a file at another place among the others; the first is 0.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor, or no such file on it.
    """
    record, sheet = _with(db, actor, record_id, attachment_id)
    order = [one for one in sheet["files"] if one != str(attachment_id)]
    order.insert(max(0, min(to, len(order))), str(attachment_id))
    if order != sheet["files"]:
        writing.keep(db, actor, record, sheet | {"files": order})
        writing.tell_once(db, actor, record, ["files"])


def wanted(db: Session, actor: Actor, record_id: UUID) -> list[str]:
    """List the ids of the files that a record has as it is being written, in their order.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor.
    """
    return sheets.current(db, actor, writing.find(db, actor, record_id))["files"]


def listed(db: Session, actor: Actor, record: MedicalRecord) -> list[Attachment]:
    """List the files of a record as it is being written, in their order."""
    order = sheets.current(db, actor, record)["files"]
    rows = {str(row.id): row for row in sheets.attachments(db, actor, record)}
    return [rows[one] for one in order if one in rows]


def _with(
    db: Session, actor: Actor, record_id: UUID, attachment_id: UUID
) -> tuple[MedicalRecord, sheets.Sheet]:
    record = writing.find(db, actor, record_id)
    sheet = sheets.current(db, actor, record)
    if str(attachment_id) not in sheet["files"]:
        raise NotFound
    return record, sheet
