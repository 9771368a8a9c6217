"""Marking key images, and accepting studies as those of the pet."""

from datetime import date

from sqlmodel import Session

from models.base import Status
from models.imaging import Instance, KeyImage, Study
from models.records import Attachment, MedicalRecord
from services.access import Permission
from tests import scans
from tests.security.staff.cases import StaffHandler, at, of, sent
from tests.security.world import World

_MARKING = (Permission.VIEW_RECORDS, Permission.WRITE_IMAGING)


def _scan(db: Session, world: World) -> None:
    """Begin a record of images, of an animal that is called otherwise."""
    record = MedicalRecord(
        pet_id=world.pet_id, kind="imaging", title="Chest", happened_on=date(2026, 1, 5)
    )
    db.add(record)
    db.flush()
    rows = scans.rows(record, "Chest", "Hollister^Nobody")
    for row in rows:
        if isinstance(row, Attachment):
            row.status = Status.DRAFT
        db.add(row)
        db.flush()
    world.ids["scans"] = record.id
    for row in rows:
        if isinstance(row, Study):
            world.ids["study"] = row.id
        if isinstance(row, Instance):
            world.ids["scan"] = row.attachment_id


def _key_image(db: Session, world: World) -> None:
    _scan(db, world)
    db.add(KeyImage(record_id=world.ids["scans"], attachment_id=world.ids["scan"]))


HANDLERS: dict[str, StaffHandler] = {
    "scans_state.look": StaffHandler(_MARKING, route=at("record_id", "scans"), before=_scan),
    "scans_state.accept": StaffHandler(_MARKING, payload=sent(id=of("study")), before=_scan),
    "scans_state.mark": StaffHandler(
        _MARKING, payload=sent(id=of("scan"), number=0, note="Here"), before=_scan
    ),
    "scans_state.unmark": StaffHandler(
        _MARKING,
        payload=sent(id=of("scan"), number=0),
        before=_key_image,
    ),
}
