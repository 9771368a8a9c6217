"""Writing a record: begun as a draft, saved as one types, discarded while nobody has seen it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.audit import AuditEvent
from models.base import Status
from models.pets import Pet
from models.records import Amendment, MedicalRecord
from services import access, audit, editing, live, settings
from services.access import Actor, Permission, require, system, visible
from services.audit import Event
from services.core import clock
from services.core.errors import Conflict, NotFound
from services.records import kinds, sheets, visits
from services.records.sheets import Faults, Sheet


@dataclass(frozen=True)
class Saved:
    """What became of saving: the version to go on from, and what could not be kept, and why."""

    version: int
    at: datetime
    faults: Faults


def offered(db: Session, actor: Actor) -> list[kinds.Kind]:
    """List the kinds of record that the actor may begin: theirs to write, and switched on."""
    now = settings.load(db)
    return [
        kind
        for kind in kinds.KINDS.values()
        if actor.is_staff and kind.permission in actor.permissions and now.shows(kind.key)
    ]


def start(
    db: Session, actor: Actor, pet_id: UUID, kind: str, *, beside: UUID | None = None
) -> MedicalRecord:
    """Begin a draft dated today; one that was begun today and left empty is taken up again.

    Args:
        beside: Another record of the pet; the two then belong to one visit.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such pet, kind or other record, or the clinic does not use the kind.
    """
    may_write(db, actor, kind)
    pet = access.find(db, actor, Pet, pet_id)
    if not beside and (untouched := _untouched(db, actor, pet, kind)):
        return untouched
    record = MedicalRecord(
        pet_id=pet.id,
        kind=kind,
        title="",
        happened_on=clock.today(),
        author_id=actor.id,
        author_name=actor.name,
        details=kinds.validated(kind, {}),
        changed_at=clock.now(),
        changed_by=actor.name,
    )
    if beside:
        visit = visits.of(db, actor, find(db, actor, beside))
        if visit.pet_id != pet.id:
            raise NotFound
        record.visit_id, record.happened_on = visit.id, visit.happened_on
    db.add(record)
    db.flush()
    audit.record(db, actor, Event.RECORD_ADDED, record, kind=kind)
    live.publish(db, live.WorkChanged())
    return record


def find(db: Session, actor: Actor, id: UUID) -> MedicalRecord:
    """Fetch a record to write in it.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor, or the clinic does not use its kind.
    """
    require(actor, Permission.VIEW_RECORDS)
    record = access.find(db, actor, MedicalRecord, id)
    may_write(db, actor, record.kind)
    return record


def may_write(db: Session, actor: Actor, kind: str) -> None:
    """Refuse whoever may not write this kind, and kinds that are switched off (REC-1).

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: There is no such kind, or the clinic does not use it.
    """
    require(actor, kinds.find(kind).permission)
    if not settings.load(db).shows(kind):
        raise NotFound


def save(db: Session, actor: Actor, id: UUID, version: int, typed: Mapping[str, Any]) -> Saved:
    """Keep what was typed, as far as it can be kept.

    A draft is changed itself. Of any other record the change is kept beside it, and takes
    effect when it is made known (services/records/publishing.py).

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
        Stale: Somebody else has saved meanwhile, and it reads otherwise.
    """
    record = find(db, actor, id)
    now = sheets.current(db, actor, record)
    kept, faults = sheets.checked(db, actor, record, typed, now)
    changed = editing.compare(record, version, now, kept)
    if changed:
        keep(db, actor, record, now | kept)
        editing.note(record, actor)
        tell_once(db, actor, record, sorted(changed))
    return Saved(record.version, record.changed_at or record.created_at, faults)


def keep(db: Session, actor: Actor, record: MedicalRecord, sheet: Sheet) -> None:
    """Store how a record shall read: in a draft itself, beside any other."""
    if record.status is Status.DRAFT:
        sheets.put(db, actor, record, sheet)
        return
    changing = sheets.pending(db, actor, record)
    if sheet == sheets.of(db, actor, record):
        if changing:
            db.delete(changing)  # all was changed back
    elif changing:
        changing.values = sheet
    else:
        db.add(Amendment(record_id=record.id, values=sheet, started_by=actor.name))
    db.flush()


def tell_once(db: Session, actor: Actor, record: MedicalRecord, fields: list[str]) -> None:
    """Audit a change of these fields, unless the line before it tells of the same."""
    query = system(AuditEvent).where(col(AuditEvent.subject_id) == record.id)
    last = db.exec(query.order_by(col(AuditEvent.number).desc()).limit(1)).first()
    told = (
        last is not None
        and (last.event, last.actor_id) == (Event.RECORD_CHANGED, actor.id)
        and set(fields) <= set(last.details.get("fields", ()))
    )
    if not told:
        audit.record(db, actor, Event.RECORD_CHANGED, record, fields=fields)


def discard(db: Session, actor: Actor, id: UUID) -> None:
    """Throw away a draft that was never published, or what is being changed about a record.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
        Conflict: It is not a draft any more, and nothing is being changed about it.
    """
    record = find(db, actor, id)
    changing = sheets.pending(db, actor, record)
    if changing:
        sheets.put(db, actor, record, sheets.of(db, actor, record))
        db.delete(changing)
        editing.note(record, actor)
        audit.record(db, actor, Event.RECORD_CHANGED, record, discarded=True)
        return
    if record.status is not Status.DRAFT or record.published_at:
        raise Conflict("Only a draft that was never published can be discarded.")
    audit.record(db, actor, Event.RECORD_DISCARDED, record, kind=record.kind)
    if part := sheets.PARTS.get(record.kind):
        part.write(db, actor, record, [])
    for row in sheets.attachments(db, actor, record):
        db.delete(row)
    db.flush()
    db.delete(record)
    db.flush()
    live.publish(db, live.WorkChanged())


def _untouched(db: Session, actor: Actor, pet: Pet, kind: str) -> MedicalRecord | None:
    query = visible(actor, MedicalRecord).where(
        col(MedicalRecord.pet_id) == pet.id,
        col(MedicalRecord.kind) == kind,
        col(MedicalRecord.status) == Status.DRAFT,
        col(MedicalRecord.author_id) == actor.id,
        col(MedicalRecord.version) == 1,
        col(MedicalRecord.visit_id).is_(None),
        col(MedicalRecord.created_at) >= clock.midnight(clock.today()),
    )
    for record in db.exec(query):
        if not sheets.attachments(db, actor, record):
            return record
    return None
