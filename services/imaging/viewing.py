"""What the viewer is told of a record's images, and which file a frame of them is in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.imaging import Instance, Series, Study
from models.records import Attachment
from services.access import Actor, visible
from services.core import clock
from services.core.errors import Forbidden, NotFound
from services.core.i18n import translate as _
from services.decoding.dicom.codes import Code
from services.imaging import keys
from services.imaging.keys import Key
from services.imaging.sentences import sentence
from services.records import reading, writing

MOST = 3_000  # instances of a record


@dataclass(frozen=True)
class Shown:
    """One instance. Nothing of it says whose it is."""

    id: str  # of the attachment; frames are asked for by it
    image: dict[str, Any]
    error: str = ""
    said: str = ""  # why it is not shown, in the reader's language


@dataclass(frozen=True)
class Row:
    """A series, in the order in which it is looked at."""

    date: str
    description: str
    instances: list[Shown]
    keys: list[Key] = field(
        default_factory=list[Key]
    )  # the frames of it that are shown; empty: all


def series(db: Session, actor: Actor, record_id: UUID) -> list[Row]:
    """List the series of a record that the actor may see; before them, its key images.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such record for the actor, or one without such images.
    """
    reading.find(db, actor, record_id)
    rows = list(_rows(db, actor, record_id))
    if not rows:
        raise NotFound
    return [*_key_row(db, actor, record_id, rows), *rows]


def any_of(db: Session, actor: Actor, record_id: UUID) -> bool:
    """Tell whether a record has images that the actor may see.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such record for the actor.
    """
    reading.find(db, actor, record_id)
    return any(True for _row in _rows(db, actor, record_id))


def may_mark(db: Session, actor: Actor, record_id: UUID) -> bool:
    """Tell whether the actor may say which of the images are key images."""
    try:
        writing.find(db, actor, record_id)
    except (Forbidden, NotFound):
        return False
    return actor.is_staff


def digest(db: Session, actor: Actor, attachment_id: UUID) -> str:
    """Return which file the frames of an attachment are in.

    Raises:
        Forbidden: The actor may not read records.
        NotFound: No such attachment for the actor, or no DICOM file.
    """
    found = reading.seen(db, actor, attachment_id)
    if found.media_type != reading.DICOM:
        raise NotFound
    return found.file


def _key_row(db: Session, actor: Actor, record_id: UUID, rows: list[Row]) -> list[Row]:
    """Return the key images as a series of their own, if there are any."""
    marked = keys.wanted if may_mark(db, actor, record_id) else keys.shown
    there = {one.id: one for row in rows for one in row.instances if not one.error}
    found = [key for key in marked(db, actor, record_id) if key.id in there]
    instances = [there[one] for one in dict.fromkeys(key.id for key in found)]
    return [Row("", _("Key images"), instances, found)] if found else []


def _rows(db: Session, actor: Actor, record_id: UUID) -> Iterator[Row]:
    studies = {row.id: row for row in _of(db, actor, Study, record_id)}
    parts = {row.id: row for row in _of(db, actor, Series, record_id)}
    attached = visible(actor, Attachment).where(
        col(Attachment.record_id) == record_id, col(Attachment.status) != Status.PRIVATE
    )
    there = {row.id for row in db.exec(attached)}
    instances: dict[UUID, list[Instance]] = {}
    for row in _of(db, actor, Instance, record_id)[:MOST]:
        if row.attachment_id in there:
            instances.setdefault(row.series_id, []).append(row)

    def order(part: Series) -> tuple[Any, ...]:
        study = studies[part.study_id]
        return (str(study.taken_on or ""), study.uid, part.number, part.uid)

    for part in sorted((parts[key] for key in instances), key=order):
        study = studies[part.study_id]
        yield Row(
            date=clock.long_date(study.taken_on) if study.taken_on else "",
            description=part.description or study.description,
            instances=[_shown(row) for row in _in_order(instances[part.id])],
        )


def _of(db: Session, actor: Actor, model: Any, record_id: UUID) -> Sequence[Any]:
    return db.exec(visible(actor, model).where(col(model.record_id) == record_id)).all()


def _in_order(rows: list[Instance]) -> list[Instance]:
    """Sort by number; slices that all have the same one, by where they lie."""
    if len({row.number for row in rows}) == 1 and all(row.slice_at is not None for row in rows):
        return sorted(rows, key=lambda row: row.slice_at or 0.0)
    return sorted(rows, key=lambda row: (row.number, row.uid))


def _shown(row: Instance) -> Shown:
    if row.code:
        return Shown(str(row.attachment_id), {}, row.code, sentence(Code(row.code)))
    return Shown(str(row.attachment_id), row.image)
