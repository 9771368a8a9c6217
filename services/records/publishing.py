"""What becomes of a record that was written: shown to the customer, kept in the clinic, amended."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.pets import Pet
from models.records import MedicalRecord, Revision
from services import access, audit, editing, live, notices
from services.access import Actor, visible
from services.audit import Event
from services.auth import people
from services.core import clock
from services.core.errors import Conflict, Invalid
from services.records import sheets, writing
from services.records.sheets import UNSEEN, Sheet

CHECKS: dict[str, Callable[[Session, Actor, MedicalRecord], None]] = {}
"""What may refuse to show a record, by kind; a capability above this one adds its own."""

_ONE_NOTICE = timedelta(minutes=30)  # however many records of a pet are published within
_STAYS = "incident"  # the kind that never leaves the clinic


def publish(db: Session, actor: Actor, id: UUID, version: int, *, notify: bool) -> MedicalRecord:
    """Show a record to the customer, or what was changed about one that is shown already.

    Done twice, it is done once.

    Args:
        version: As it was last saved.
        notify: Tell the customer that there is something new; never of a pet that has died.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
        Invalid: Something has to be filled in first; `field` names it.
        Conflict: It is an incident report, or something has to be looked at first.
        Stale: Somebody else has saved meanwhile.
    """
    record = writing.find(db, actor, id)
    if record.kind == _STAYS:
        raise Conflict("An incident report stays in the clinic.")
    if check := CHECKS.get(record.kind):
        check(db, actor, record)
    _settle(db, actor, record, version, Status.PUBLISHED, notify=notify)
    return record


def withdraw(db: Session, actor: Actor, id: UUID, version: int, to: Status) -> MedicalRecord:
    """Make a record a draft again, or keep it in the clinic; no customer sees it any longer.

    What was being changed about it stays.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
        Invalid: Something has to be filled in first; `field` names it.
        Stale: Somebody else has saved meanwhile.
    """
    record = writing.find(db, actor, id)
    if to is Status.PUBLISHED:
        raise Conflict("Only publishing shows a record.")
    _settle(db, actor, record, version, to, notify=False)
    return record


def notifiable(db: Session, actor: Actor, pet_id: UUID) -> bool:
    """Tell whether a customer can be told about this pet: it lives, and there is a way."""
    pet = access.find(db, actor, Pet, pet_id)
    return pet.deceased_on is None and people.by_id(db, pet.customer_id) is not None


def announce(db: Session, pet: Pet) -> None:
    """Tell a customer that there is something new in a file; never of a pet that has died."""
    customer = people.by_id(db, pet.customer_id)
    if customer and pet.deceased_on is None:
        for tell in (people.tell, people.tell_devices):
            tell(
                db,
                customer,
                notices.Kind.RECORD_PUBLISHED,
                about_id=pet.id,
                quiet=_ONE_NOTICE,
            )


def _settle(
    db: Session, actor: Actor, record: MedicalRecord, version: int, to: Status, *, notify: bool
) -> None:
    changing = sheets.pending(db, actor, record)
    before = record.status
    if before is to and changing is None:
        return
    if version != record.version:
        raise editing.Stale(record.changed_by, record.changed_at, [], record.version)
    old = sheets.of(db, actor, record)
    new = old | (changing.values if changing else {})
    if to is not Status.DRAFT:
        _complete(new)
    if before is not Status.DRAFT:
        _remember(db, actor, record, old)
    amended = to is Status.PUBLISHED and _reads_otherwise(db, actor, record, new)
    record.status = to
    sheets.put(db, actor, record, new)
    if changing:
        db.delete(changing)
    if to is Status.PUBLISHED:
        record.published_at = record.published_at or clock.now()
        record.amended_at = clock.now() if amended else record.amended_at
    editing.note(record, actor)
    _tell(db, actor, record, before, amended=amended, notify=notify)


def _complete(sheet: Sheet) -> None:
    if not sheet["title"]:
        raise Invalid("Please write a title first.", "title")


def _remember(db: Session, actor: Actor, record: MedicalRecord, old: Sheet) -> None:
    """Keep the version that is about to be replaced."""
    kept = visible(actor, Revision).where(col(Revision.record_id) == record.id)
    last = db.exec(kept.order_by(col(Revision.number).desc()).limit(1)).first()
    db.add(
        Revision(
            record_id=record.id,
            number=last.number + 1 if last else 1,
            status=record.status,
            replaced_by=actor.name,
            values=old,
        )
    )
    db.flush()


def _reads_otherwise(db: Session, actor: Actor, record: MedicalRecord, new: Sheet) -> bool:
    """Tell whether a customer who has read the record before would notice a difference."""
    shown = (
        visible(actor, Revision)
        .where(col(Revision.record_id) == record.id, col(Revision.status) == Status.PUBLISHED)
        .order_by(col(Revision.number).desc())
        .limit(1)
    )
    last = db.exec(shown).first()
    if last is None:
        return False
    return any(sheets.differ(last.values, new, name) for name in new.keys() - UNSEEN)


def _tell(
    db: Session, actor: Actor, record: MedicalRecord, before: Status, *, amended: bool, notify: bool
) -> None:
    event = Event.RECORD_CHANGED
    if record.status is Status.PUBLISHED:
        event = Event.RECORD_AMENDED if amended else Event.RECORD_PUBLISHED
    elif before is Status.PUBLISHED:
        event = Event.RECORD_WITHDRAWN
    audit.record(db, actor, event, record, before=before, now=record.status, notify=notify)
    pet = access.find(db, actor, Pet, record.pet_id)
    if Status.PUBLISHED in (before, record.status):
        live.publish(db, live.Changed(pet.customer_id))
    else:
        live.publish(db, live.WorkChanged())
    if notify and record.status is Status.PUBLISHED:
        announce(db, pet)
