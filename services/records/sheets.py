"""All that a form says of a record, as one flat table: what is typed, kept, compared and undone.

The values are as JSON has them. The particular fields of a kind stand beside the common ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col

from models.base import Status
from models.records import Amendment, Attachment, MedicalRecord, Subtype, Visit
from models.staff import StaffMember
from services import access
from services.access import Actor, system, visible
from services.core import clock
from services.core.errors import Invalid
from services.core.typed import maybe_id
from services.records import kinds
from services.records.details import LONG, Details

Sheet = dict[str, Any]
Faults = dict[str, Invalid]  # by field

UNSEEN = frozenset({"staff_notes", "visit_id"})  # what no customer could notice
TITLE = 160  # characters


@dataclass(frozen=True)
class Part:
    """Rows of their own that are written with a record, such as laboratory values.

    In a sheet a part is a list of tables of texts and numbers. `check` raises Invalid.
    """

    name: str  # in the sheet
    label: Callable[[], str]
    read: Callable[[Session, Actor, MedicalRecord], list[Any]]
    check: Callable[[Session, Actor, MedicalRecord, object], list[Any]]
    write: Callable[[Session, Actor, MedicalRecord, list[Any]], None]
    tell: Callable[[list[Any]], str]  # in lines, for who compares two versions


PARTS: dict[str, Part] = {}  # by kind; a capability above this one adds its own


def of(db: Session, actor: Actor, record: MedicalRecord) -> Sheet:
    """Return how a record reads; of one that is no draft, what is being changed left out."""
    known = kinds.stored(record.kind, record.details).model_dump(mode="json")
    draft = record.status is Status.DRAFT
    files = [
        row
        for row in attachments(db, actor, record)
        if row.status is Status.PUBLISHED or (draft and row.status is Status.DRAFT)
    ]
    sheet: Sheet = {
        "title": record.title,
        "happened_on": record.happened_on.isoformat(),
        "subtype_id": str(record.subtype_id or ""),
        "author_id": str(record.author_id or ""),
        "visit_id": str(record.visit_id or ""),
        "notes": record.notes,
        "staff_notes": record.staff_notes,
        **known,
        "files": [str(row.id) for row in files],
    }
    if part := PARTS.get(record.kind):
        sheet[part.name] = part.read(db, actor, record)
    return sheet


def differ(before: Mapping[str, Any], now: Mapping[str, Any], name: str) -> bool:
    """Tell whether two sheets differ in a field; one from before there was that field has none."""
    either = (before.get(name), now.get(name))
    return either[0] != either[1] and not all(one in (None, []) for one in either)


def pending(db: Session, actor: Actor, record: MedicalRecord) -> Amendment | None:
    """Return what is being changed about a record that is no draft."""
    query = visible(actor, Amendment).where(col(Amendment.record_id) == record.id)
    return db.exec(query).first()


def current(db: Session, actor: Actor, record: MedicalRecord) -> Sheet:
    """Return how a record reads with all that is being changed about it."""
    changing = pending(db, actor, record)
    return of(db, actor, record) | (changing.values if changing else {})


def put(db: Session, actor: Actor, record: MedicalRecord, sheet: Mapping[str, Any]) -> None:
    """Have a record read so. What stands in the sheet was checked before."""
    record.title, record.notes = sheet["title"], sheet["notes"]
    record.staff_notes = sheet["staff_notes"]
    record.happened_on = date.fromisoformat(sheet["happened_on"])
    record.subtype_id, record.visit_id = maybe_id(sheet["subtype_id"]), maybe_id(sheet["visit_id"])
    author_id = maybe_id(sheet["author_id"])
    if author_id != record.author_id:
        author = db.get(StaffMember, author_id) if author_id else None
        record.author_id, record.author_name = author_id, author.name if author else ""
    fields = kinds.find(record.kind).details.model_fields
    given = {name: sheet[name] for name in fields if name in sheet}
    record.details = kinds.validated(record.kind, given)
    _put_files(db, actor, record, sheet["files"])
    if part := PARTS.get(record.kind):
        part.write(db, actor, record, sheet.get(part.name, []))
    db.flush()


def _put_files(db: Session, actor: Actor, record: MedicalRecord, ids: Sequence[str]) -> None:
    """Show these files in this order; what was never shown and is no longer wanted goes."""
    for row in attachments(db, actor, record):
        if str(row.id) in ids:
            row.position = ids.index(str(row.id))
            row.status = Status.DRAFT if record.status is Status.DRAFT else Status.PUBLISHED
        elif row.status is Status.DRAFT:
            db.delete(row)
        else:
            row.status = Status.PRIVATE


def checked(
    db: Session, actor: Actor, record: MedicalRecord, typed: Mapping[str, Any], now: Sheet
) -> tuple[Sheet, Faults]:
    """Sort out what was typed: what can be kept, and what is wrong with the rest.

    What is as before, or what no record of this kind has, is passed over.

    Args:
        now: How the record reads.
    """
    kept: Sheet = {}
    faults: Faults = {}
    for name, check in _checks(db, actor, record).items():
        if name in typed and typed[name] != now.get(name):
            try:
                kept[name] = check(typed[name])
            except Invalid as fault:
                faults[name] = Invalid(fault.message, name, **fault.values)
    details, wrong = _details(record.kind, typed, now)
    return kept | details, faults | wrong


def attachments(db: Session, actor: Actor, record: MedicalRecord) -> Sequence[Attachment]:
    """List whatever was attached to a record, in its order."""
    query = visible(actor, Attachment).where(col(Attachment.record_id) == record.id)
    return db.exec(query.order_by(col(Attachment.position), col(Attachment.created_at))).all()


def _checks(db: Session, actor: Actor, record: MedicalRecord) -> dict[str, Callable[[Any], Any]]:
    def subtype(value: Any) -> str:
        same = system(Subtype).where(col(Subtype.kind) == record.kind)
        return _one_of(db, same, Subtype, value)

    def author(value: Any) -> str:
        working = system(StaffMember).where(col(StaffMember.disabled_at).is_(None))
        return _one_of(db, working, StaffMember, value)

    def visit(value: Any) -> str:
        of_pet = visible(actor, Visit).where(col(Visit.pet_id) == record.pet_id)
        return _one_of(db, of_pet, Visit, value)

    part = PARTS.get(record.kind)
    return {
        "title": lambda value: _text(value, TITLE),
        "happened_on": _day,
        "subtype_id": subtype,
        "author_id": author,
        "visit_id": visit,
        "notes": lambda value: _text(value, LONG),
        "staff_notes": lambda value: _text(value, LONG),
        **({part.name: lambda value: part.check(db, actor, record, value)} if part else {}),
    }


def _details(kind: str, typed: Mapping[str, Any], now: Sheet) -> tuple[Sheet, Faults]:
    """Keep each of a kind's own fields that fits by itself and with the others."""
    model = kinds.find(kind).details
    before = {name: now[name] for name in model.model_fields if name in now}
    given = {name: value for name, value in typed.items() if name in model.model_fields}
    for name, value in given.items():
        if value == "" and model.model_fields[name].default is None:
            given[name] = None  # an empty field of a form says that there is nothing
    faults: Faults = {}
    while True:
        try:
            fits = model.model_validate(before | given).model_dump(mode="json")
        except ValidationError as refused:
            wrong = _wrong(refused, model, given)
            faults |= wrong
            given = {name: value for name, value in given.items() if name not in wrong}
            continue
        return {name: fits[name] for name in given if fits[name] != before.get(name)}, faults


def _wrong(refused: ValidationError, model: type[Details], given: Sheet) -> Faults:
    """Say what is wrong with which of the given fields; with one at least."""
    errors = refused.errors()
    found = {str(error["loc"][0]): error for error in errors if error["loc"]}
    if not found:
        to_blame = next(name for name in model.LINKED if name in given)
        return {to_blame: Invalid("The end lies before the beginning.", to_blame)}
    faults: Faults = {}
    for name, error in found.items():
        limit = error.get("ctx", {}).get("max_length")
        faults[name] = (
            Invalid("Please keep this under {limit} characters.", name, limit=limit)
            if limit
            else Invalid("This does not fit here. Please check it.", name)
        )
    return faults


def _text(value: Any, limit: int) -> str:
    if not isinstance(value, str):
        raise Invalid("This does not fit here. Please check it.")
    if len(value) > limit:
        raise Invalid("Please keep this under {limit} characters.", limit=limit)
    return value.strip()


def _day(value: Any) -> str:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Invalid("Please enter a date.") from None
    if day > clock.today():
        raise Invalid("This day lies in the future.")
    if day.year < 1900:
        raise Invalid("This day lies too far back.")
    return day.isoformat()


def _one_of(db: Session, query: Any, model: Any, value: Any) -> str:
    if value == "":
        return ""
    found = maybe_id(value)
    if found is None or not access.rows(db, query.where(col(model.id) == found)):
        raise Invalid("Please choose one of the list.")
    return str(found)
