"""How a record came to read as it does: each change that mattered, and what it changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from re import findall
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col

from models.base import Status
from models.records import Attachment, MedicalRecord, Revision, Subtype, Visit
from models.staff import StaffMember
from services.access import Actor, system, visible
from services.core import clock
from services.core.i18n import translate as _
from services.records import forms, sheets, writing
from services.records.sheets import Sheet

_LONGEST = 4_000  # pieces of text that are compared one by one


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    text: str
    change: Literal["", "added", "removed"] = ""


@dataclass(frozen=True)
class Told:
    """One field that two versions have otherwise, for a person to read."""

    field: str
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """Both versions in one text, word by word."""
        return _pieces(self.before, self.after)


@dataclass(frozen=True)
class Change:
    """One time that the record was published, amended, withdrawn or kept in the clinic."""

    at: datetime
    by: str
    before: Status
    after: Status
    told: Sequence[Told]


def of(db: Session, actor: Actor, id: UUID) -> list[Change]:
    """List the changes of a record, newest first.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record.
    """
    record = writing.find(db, actor, id)
    query = visible(actor, Revision).where(col(Revision.record_id) == record.id)
    kept = db.exec(query.order_by(col(Revision.number))).all()
    versions = [*((row.status, row.values) for row in kept)]
    versions.append((record.status, sheets.of(db, actor, record)))
    changes = [
        Change(
            at=row.created_at,
            by=row.replaced_by,
            before=old[0],
            after=new[0],
            told=told(db, actor, record, old[1], new[1]),
        )
        for row, old, new in zip(kept, versions, versions[1:], strict=False)
    ]
    return changes[::-1]


def told(
    db: Session, actor: Actor, record: MedicalRecord, old: Mapping[str, Any], new: Sheet
) -> list[Told]:
    """Say field by field how two versions differ."""
    labels, say = labels_of(record.kind), _Words(db, actor, record)
    return [
        Told(name, label, say(name, old.get(name)), say(name, new.get(name)))
        for name, label in labels.items()
        if name in new and sheets.differ(old, new, name)
    ]


def labels_of(kind: str) -> dict[str, str]:
    """Name every field of a sheet, in the order of the form."""
    part = sheets.PARTS.get(kind)
    return {
        "title": forms.title_of(kind),
        "happened_on": _("Date"),
        "subtype_id": _("Subtype"),
        **{field.name: field.label for field in forms.fields(kind)},
        **({part.name: part.label()} if part else {}),
        "notes": _("Notes"),
        "staff_notes": _("Staff notes"),
        "author_id": _("Author"),
        "visit_id": _("Visit"),
        "files": _("Attachments"),
    }


class _Words:
    """Turns what a sheet keeps into what a person reads."""

    def __init__(self, db: Session, actor: Actor, record: MedicalRecord) -> None:
        self._db, self._actor, self._record = db, actor, record
        self._shapes = {field.name: field for field in forms.fields(record.kind)}
        self._told: dict[str, Callable[[Any], str]] = {
            "happened_on": _day,
            "subtype_id": self._subtype,
            "author_id": self._author,
            "visit_id": self._visit,
            "files": self._files,
        }
        if part := sheets.PARTS.get(record.kind):
            self._told[part.name] = part.tell

    def __call__(self, name: str, value: Any) -> str:
        if value is None or value in ("", []):
            return ""
        if name in self._told:
            return self._told[name](value)
        shape = self._shapes.get(name)
        if shape and shape.shape == "choice":
            return dict(shape.options).get(str(value), str(value))
        return _day(value) if shape and shape.shape == "date" else str(value)

    def _subtype(self, value: Any) -> str:
        rows = system(Subtype).where(col(Subtype.id) == UUID(value))
        return "".join(_(row.name) for row in self._db.exec(rows))

    def _author(self, value: Any) -> str:
        rows = system(StaffMember).where(col(StaffMember.id) == UUID(value))
        return "".join(row.name for row in self._db.exec(rows))

    def _visit(self, value: Any) -> str:
        rows = visible(self._actor, Visit).where(col(Visit.id) == UUID(value))
        return "".join(clock.short_date(row.happened_on) for row in self._db.exec(rows))

    def _files(self, value: Any) -> str:
        query = visible(self._actor, Attachment)
        rows = self._db.exec(query.where(col(Attachment.record_id) == self._record.id))
        names = {str(row.id): row.name for row in rows}
        return "\n".join(names.get(one, "…") for one in value)


def _day(value: Any) -> str:
    try:
        return clock.short_date(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _pieces(before: str, after: str) -> list[Piece]:
    old, new = findall(r"\s+|[^\s]+", before), findall(r"\s+|[^\s]+", after)
    if len(old) + len(new) > _LONGEST or not (old and new):
        whole = (Piece(before, "removed"), Piece(after, "added"))
        return [piece for piece in whole if piece.text]
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("".join(old[a:b]), "removed"))
        if d > c:
            pieces.append(Piece("".join(new[c:d]), "added"))
    return pieces
