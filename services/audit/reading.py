"""The trail as people read it: who did what, with names as they are now."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, col, func, or_

from models.audit import AuditEvent
from models.customers import Customer
from models.merging import Merged
from models.pets import Pet
from models.staff import Group, Location, StaffMember
from services import access
from services.access import Actor, Permission, require, system, visible
from services.audit import rows
from services.audit.sentences import sentence
from services.audit.trail import Event
from services.core import clock
from services.core.i18n import translate as _

PAGE = 50  # lines
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMED = 200  # customers and pets that a name may stand for


@dataclass(frozen=True)
class Asked:
    """Which lines somebody wants to see; what is empty leaves it open."""

    event: str = ""
    staff_id: UUID | None = None  # what this staff member did
    about: str = ""  # a part of the name of a customer or a pet
    customer_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    before: int | None = None  # only lines before this number
    after: int | None = None  # only lines after it


@dataclass(frozen=True)
class Line:
    """One line of the trail."""

    number: int
    at: datetime | None  # None where the line cannot be read
    event: str
    said: str
    origin: str
    path: str  # of the page about it, or empty
    details: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Part:
    """A page of the trail, newest first."""

    lines: Sequence[Line]
    older: bool
    newer: bool


def listed(db: Session, actor: Actor, asked: Asked) -> Part:
    """Return the lines that somebody asks for, newest first.

    Raises:
        Forbidden: The actor may not see the trail.
    """
    require(actor, Permission.SEE_AUDIT)
    query, number = system(AuditEvent), col(AuditEvent.number)
    for condition in _conditions(db, actor, asked):
        query = query.where(condition)
    if asked.after is not None:
        query = query.where(number > asked.after).order_by(number)
    else:
        query = query.order_by(number.desc())
        query = query.where(number < asked.before) if asked.before is not None else query
    found = rows.chosen(db, query.limit(PAGE + 1))
    more, shown = len(found) > PAGE, list(found[:PAGE])
    if asked.after is not None:
        shown.reverse()
    names = _Names(db, actor, [row for _number, row in shown if row])
    return Part(
        [_line(row, names) if row else _nonsense(number) for number, row in shown],
        older=more if asked.after is None else True,
        newer=more if asked.after is not None else asked.before is not None,
    )


def people(db: Session, actor: Actor) -> dict[UUID, str]:
    """Name the staff members whose deeds can be asked for.

    Raises:
        Forbidden: The actor may not see the trail.
    """
    require(actor, Permission.SEE_AUDIT)
    return {row.id: row.name for row in db.exec(system(StaffMember).order_by(StaffMember.name))}


def events() -> dict[str, str]:
    """Say what can be asked for, as a sentence about somebody."""
    said = {event.value: sentence(event, _("Somebody"), "…") for event in Event}
    return dict(sorted(said.items(), key=lambda pair: pair[1]))


def _conditions(db: Session, actor: Actor, asked: Asked) -> list[Any]:
    found: list[Any] = []
    if asked.event:
        found.append(col(AuditEvent.event) == asked.event)
    if asked.staff_id:
        found.append(col(AuditEvent.actor_id) == asked.staff_id)
    if asked.customer_id:
        found.append(col(AuditEvent.customer_id).in_(_with_merged(db, [asked.customer_id])))
    if asked.since:
        found.append(col(AuditEvent.at) >= clock.midnight(asked.since))
    if asked.until:
        found.append(col(AuditEvent.at) < clock.midnight(asked.until + timedelta(days=1)))
    if asked.about.strip():
        found.append(_about(db, actor, asked.about.strip().lower()))
    return found


def _about(db: Session, actor: Actor, name: str) -> Any:
    """Choose the lines about whoever is called so."""
    full = func.lower(col(Customer.first_name) + " " + col(Customer.last_name))
    theirs = system(Customer).where(or_(full.contains(name, autoescape=True)))
    called = func.lower(col(Pet.name)).contains(name, autoescape=True)
    pets = visible(actor, Pet).where(called)
    return or_(
        col(AuditEvent.customer_id).in_(_with_merged(db, _ids(db, theirs, Customer))),
        col(AuditEvent.pet_id).in_(_with_merged(db, _ids(db, pets, Pet))),
    )


def _with_merged(db: Session, ids: list[UUID]) -> list[UUID]:
    """Add those that were merged into them: the trail still calls them by their own ids."""
    gone = system(Merged).where(col(Merged.into_id).in_(ids))
    return [*ids, *(row.merged_id for row in db.exec(gone))]


def _ids(db: Session, query: Any, model: type[Customer] | type[Pet]) -> list[UUID]:
    return [row.id for row in access.rows(db, query.with_only_columns(col(model.id)).limit(_NAMED))]


class _Names:
    """The names of all whom some lines tell of; who is gone is called by their id."""

    def __init__(self, db: Session, actor: Actor, rows: Sequence[AuditEvent]) -> None:
        ids = {one for row in rows for one in (row.actor_id, row.subject_id) if one}
        ids |= {one for row in rows for one in map(UUID, _ID.findall(json.dumps(row.details)))}
        staff = _rows(db, system(StaffMember), StaffMember, ids)
        customers = ids | {row.customer_id for row in rows if row.customer_id}
        pets = ids | {row.pet_id for row in rows if row.pet_id}
        found: list[Any] = [
            *staff,
            *_rows(db, system(Customer), Customer, customers),
            *_rows(db, visible(actor, Pet), Pet, pets),
            *_rows(db, system(Group), Group, ids),
            *_rows(db, system(Location), Location, ids),
        ]
        self._names: dict[UUID, str] = {row.id: row.name for row in found}
        asked = [*ids, *customers, *pets]
        gone = system(Merged).where(col(Merged.merged_id).in_(asked))
        self._names |= {row.merged_id: _name_in(row.was["row"]) for row in db.exec(gone)}

    def of(self, id: UUID | None) -> str:
        return self._names.get(id, str(id)) if id else ""

    def within(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Put names in the place of the ids that a line's details hold."""
        named = _ID.sub(lambda one: json.dumps(self.of(UUID(one[0])))[1:-1], json.dumps(told))
        return json.loads(named)

    def actor(self, row: AuditEvent) -> str:
        if row.actor_kind == "system":
            return _("The portal")
        return self.of(row.actor_id) or _("Somebody")

    def subject(self, row: AuditEvent) -> str:
        if row.pet_id:
            return self.of(row.pet_id)
        if row.subject_id in self._names:
            return self.of(row.subject_id)
        return self.of(row.customer_id or row.subject_id) or "…"


def _name_in(row: dict[str, Any]) -> str:
    """Return what a customer or a pet was called that was merged into another."""
    said = row.get("name") or f"{row.get('first_name', '')} {row.get('last_name', '')}"
    return str(said).strip()


def _rows(db: Session, query: Any, model: type[SQLModel], ids: Iterable[UUID]) -> list[Any]:
    wanted = list(ids)
    return list(db.exec(query.where(col(model.id).in_(wanted)))) if wanted else []  # type: ignore[attr-defined]


def _line(row: AuditEvent, names: _Names) -> Line:
    return Line(
        number=row.number,
        at=row.at,
        event=row.event,
        said=sentence(row.event, names.actor(row), names.subject(row)),
        origin=row.origin,
        path=_path(row),
        details=names.within(row.details),
    )


def _nonsense(number: int) -> Line:
    """Stand in for a line that somebody has changed into what cannot be read."""
    said = _("Line {number} cannot be read: it was changed", number=number)
    return Line(number, None, "", said, "", "")


def _path(row: AuditEvent) -> str:
    """Return the address of what a line tells of."""
    if row.subject_kind == "medicalrecord":
        return f"/admin/records/{row.subject_id}"
    if row.pet_id:
        return f"/admin/pets/{row.pet_id}/overview"
    if row.customer_id:
        return f"/admin/customers/{row.customer_id}"
    return {"setting": "/admin/settings", "staffmember": "/admin/staff"}.get(row.subject_kind, "")
