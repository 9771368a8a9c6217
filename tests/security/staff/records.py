"""Writing records, their files and their laboratory values."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, select

from models.base import Status
from models.records import Attachment, MedicalRecord
from services.access import Permission
from tests.security.staff.cases import Fill, StaffHandler, at, nothing, of, sent
from tests.security.world import World

_WRITING = (Permission.VIEW_RECORDS, Permission.WRITE_DIAGNOSES)


def _draft(db: Session, world: World) -> None:
    """Begin a diagnosis, with a file."""
    record = MedicalRecord(
        pet_id=world.pet_id, kind="diagnosis", title="Otitis", happened_on=date(2026, 1, 5)
    )
    db.add(record)
    db.flush()
    world.ids["draft"] = record.id
    _file(db, world)


def _file(db: Session, world: World, position: int = 0) -> None:
    file = Attachment(
        record_id=world.ids["draft"],
        file="0" * 64,
        name="x",
        media_type="application/pdf",
        size_bytes=1,
        status=Status.DRAFT,
        position=position,
    )
    db.add(file)
    world.ids["draft file"] = file.id


def _two_files(db: Session, world: World) -> None:
    _draft(db, world)
    _file(db, world, 1)


def _published(db: Session, world: World) -> None:
    _draft(db, world)
    for row in (MedicalRecord, world.ids["draft"]), (Attachment, world.ids["draft file"]):
        db.get(*row).status = Status.PUBLISHED


def _find_laboratory(db: Session, world: World) -> None:
    query = select(MedicalRecord.id).where(
        MedicalRecord.pet_id == world.pet_id, MedicalRecord.kind == "laboratory"
    )
    world.ids["laboratory"] = db.exec(query).first()


def _record(payload: Fill = nothing) -> StaffHandler:
    """Say how a handler of a record's page is called."""
    return StaffHandler(
        _WRITING,
        payload=payload,
        route=at("record_id", "draft"),
        after=("record_editor_state.load",),
        before=_draft,
    )


def _of_draft(name: str = "record_id", its: str = "draft", **more: Any) -> StaffHandler:
    return _record(sent(**{name: of(its)}, **more))


HANDLERS: dict[str, StaffHandler] = {
    "record_editor_state.load": replace(_record(), after=()),
    "record_editor_state.refresh": _record(),
    "record_editor_state.begin": StaffHandler(
        (Permission.WRITE_DIAGNOSES,),
        payload=lambda world: {"pet_id": str(world.pet_id), "kind": "diagnosis", "beside": ""},
    ),
    "record_editor_state.save": _record(
        lambda _world: {"typed": {"title": ["Otitis externa"], "version": 1, "turn": "t"}}
    ),
    "record_editor_state.publish": _record(),
    "record_editor_state.put_back": replace(_record(), before=_published),
    "record_editor_state.keep_private": _record(),
    "record_editor_state.discard": _record(),
    "record_editor_state.find_titles": _record(sent(text="o")),
    "record_editor_state.find_subtypes": _record(sent(text="o")),
    "record_editor_state.tick_notify": StaffHandler(),
    "record_editor_state.attached": _of_draft("_id", "draft file"),
    "record_editor_state.remove_file": _of_draft("id", "draft file"),
    "record_editor_state.move_file": replace(
        _of_draft("id", "draft file", to=0), before=_two_files
    ),
    "record_view_state.look": _of_draft(),
    "record_view_state.recall": _of_draft(),
    "record_view_state.forget": StaffHandler(),
    "value_grid_state.load": StaffHandler(
        (Permission.WRITE_LABORATORY, Permission.VIEW_RECORDS),
        route=at("record_id", "laboratory"),
        before=_find_laboratory,
    ),
}
