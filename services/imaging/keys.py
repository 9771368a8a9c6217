"""Key images: the frames that the vet wants a customer to look at, each with a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.imaging import Instance, KeyImage
from models.records import Attachment, MedicalRecord
from services import access, live
from services.access import Actor, visible
from services.core.errors import Conflict, Invalid, NotFound
from services.core.typed import maybe_id
from services.records import sheets, writing

NAME = "key_images"  # in the sheet of a record
MOST = 20  # of a record
LONGEST = 500  # characters of a note


@dataclass(frozen=True)
class Key:
    """A frame that was marked."""

    id: str  # of the attachment
    number: int  # of the frame; the first is 0
    note: str


def mark(db: Session, actor: Actor, attachment_id: UUID, number: int, note: str) -> None:
    """Mark a frame, or change its note; customers see it once the record is made known.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: There is no such frame for the actor.
        Invalid: The note is too long.
        Conflict: The record has too many of them already.
    """
    record, given = _marked(db, actor, attachment_id)
    _refuse_other_frames(db, actor, attachment_id, number)
    key = {"file": str(attachment_id), "frame": number, "note": _noted(note)}
    kept = [key if _is(one, attachment_id, number) else one for one in given]
    if key not in kept:
        kept.append(key)
    if len(kept) > MOST:
        raise Conflict("There are too many key images on this record already.")
    _keep(db, actor, record, kept)


def unmark(db: Session, actor: Actor, attachment_id: UUID, number: int) -> None:
    """Take the mark off a frame. What is not marked stays so.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such file for the actor.
    """
    record, given = _marked(db, actor, attachment_id)
    _keep(db, actor, record, [one for one in given if not _is(one, attachment_id, number)])


def wanted(db: Session, actor: Actor, record_id: UUID) -> list[Key]:
    """List the key images of a record as it is being written.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor.
    """
    sheet = sheets.current(db, actor, writing.find(db, actor, record_id))
    return [Key(one["file"], one["frame"], one["note"]) for one in sheet.get(NAME, [])]


def shown(db: Session, actor: Actor, record_id: UUID) -> list[Key]:
    """List the key images of a record as it reads now."""
    rows = _rows(db, actor, record_id)
    return [Key(str(row.attachment_id), row.frame, row.note) for row in rows]


def read(db: Session, actor: Actor, record: MedicalRecord) -> list[Any]:
    """Return the key images as a sheet has them."""
    return [
        {"file": str(row.attachment_id), "frame": row.frame, "note": row.note}
        for row in _rows(db, actor, record.id)
    ]


def check(_db: Session, _actor: Actor, _record: MedicalRecord, _given: object) -> list[Any]:
    """Refuse: they are marked in the viewer, and never typed into the form."""
    raise Invalid("This does not fit here. Please check it.")


def write(db: Session, actor: Actor, record: MedicalRecord, given: list[Any]) -> None:
    """Have these be the key images; those of files that are gone are left out."""
    there = {row.id for row in sheets.attachments(db, actor, record)}
    for row in _rows(db, actor, record.id):
        db.delete(row)
    db.flush()
    for position, one in enumerate(given):
        if (file := maybe_id(one["file"])) and file in there:
            db.add(
                KeyImage(
                    record_id=record.id,
                    attachment_id=file,
                    frame=one["frame"],
                    note=one["note"],
                    position=position,
                )
            )
    db.flush()


def tell(given: list[Any]) -> str:
    """Write them for who compares two versions."""
    return "\n".join(f"{one['frame'] + 1}: {one['note']}" for one in given)


def _marked(db: Session, actor: Actor, attachment_id: UUID) -> tuple[MedicalRecord, list[Any]]:
    found = access.find(db, actor, Attachment, attachment_id)
    record = writing.find(db, actor, found.record_id)
    sheet = sheets.current(db, actor, record)
    if str(attachment_id) not in sheet["files"]:
        raise NotFound
    return record, sheet.get(NAME, [])


def _keep(db: Session, actor: Actor, record: MedicalRecord, keys: list[Any]) -> None:
    sheet = sheets.current(db, actor, record)
    if keys == sheet.get(NAME, []):
        return
    writing.keep(db, actor, record, sheet | {NAME: keys})
    writing.tell_once(db, actor, record, [NAME])
    live.publish(db, live.WorkChanged())


def _refuse_other_frames(db: Session, actor: Actor, attachment_id: UUID, number: int) -> None:
    query = visible(actor, Instance).where(col(Instance.attachment_id) == attachment_id)
    found = db.exec(query).one_or_none()
    if found is None or found.code or not 0 <= number < found.image.get("frames", 1):
        raise NotFound


def _noted(note: str) -> str:
    plain = note.strip()
    if len(plain) > LONGEST:
        raise Invalid("Please keep this under {limit} characters.", "note", limit=LONGEST)
    return plain


def _is(one: dict[str, Any], attachment_id: UUID, number: int) -> bool:
    return (one["file"], one["frame"]) == (str(attachment_id), number)


def _rows(db: Session, actor: Actor, record_id: UUID) -> Sequence[KeyImage]:
    query = visible(actor, KeyImage).where(col(KeyImage.record_id) == record_id)
    return db.exec(query.order_by(col(KeyImage.position))).all()
