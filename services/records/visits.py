"""One time at the clinic: the records that belong to it."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col

from models.records import MedicalRecord, Visit
from models.staff import Location, LocationMembership
from services import editing, staff
from services.access import Actor, Permission, require, system, visible
from services.records import sheets

_OFFERED = 20  # visits


def of(db: Session, actor: Actor, record: MedicalRecord) -> Visit:
    """Return the visit of a record that the actor may write; a new one if it has none."""
    query = visible(actor, Visit).where(col(Visit.id) == record.visit_id)
    found = db.exec(query).first()
    if found is None:
        found = Visit(
            pet_id=record.pet_id,
            happened_on=record.happened_on,
            location_id=_location(db, actor).id,
            reason=record.title[:120],
        )
        db.add(found)
        db.flush()
        _put(db, actor, record, found)
    return found


def listed(db: Session, actor: Actor, pet_id: UUID) -> Sequence[Visit]:
    """List a pet's latest visits.

    Raises:
        Forbidden: The actor may not read records.
    """
    require(actor, Permission.VIEW_RECORDS)
    query = visible(actor, Visit).where(col(Visit.pet_id) == pet_id)
    return db.exec(query.order_by(col(Visit.happened_on).desc()).limit(_OFFERED)).all()


def beside(db: Session, actor: Actor, record: MedicalRecord) -> Sequence[MedicalRecord]:
    """List the other records of a record's visit."""
    require(actor, Permission.VIEW_RECORDS)
    if record.visit_id is None:
        return ()
    query = visible(actor, MedicalRecord).where(
        col(MedicalRecord.visit_id) == record.visit_id, col(MedicalRecord.id) != record.id
    )
    return db.exec(query.order_by(col(MedicalRecord.created_at))).all()


def _put(db: Session, actor: Actor, record: MedicalRecord, visit: Visit) -> None:
    record.visit_id = visit.id
    if changing := sheets.pending(db, actor, record):
        changing.values = changing.values | {"visit_id": str(visit.id)}
    editing.note(record, actor)
    db.flush()


def _location(db: Session, actor: Actor) -> Location:
    """Return where the actor works: the first of their locations, else of all."""
    theirs = system(LocationMembership).where(col(LocationMembership.staff_member_id) == actor.id)
    ids = [row.location_id for row in db.exec(theirs)]
    query = system(Location).where(col(Location.id).in_(ids)).order_by(col(Location.position))
    return db.exec(query).first() or staff.first_location(db)
