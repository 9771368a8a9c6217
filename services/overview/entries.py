"""Published entries of every kind as lines of one list, newest first.

Each table is asked for its newest `limit` lines only, whatever else it holds; the newest of the
whole are among those.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false
from sqlmodel import Session, col, func, or_

from models.base import Status
from models.laboratory import LabValue
from models.measurements import Measurement, Quantity
from models.records import MedicalRecord, Subtype
from models.vaccinations import Dose, VaccineType
from services import access
from services.access import Actor, visible
from services.core import clock, units
from services.core.i18n import translate as _
from services.records import kinds
from services.settings import Settings

EVERYTHING = "all"
PUBLISHED = "published"
_NOTE_PARTS = frozenset({"subjective", "objective", "assessment", "plan"})
_SUMMARY = 160  # characters


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed down to. What is left empty narrows nothing."""

    words: tuple[str, ...] = ()  # each must occur somewhere in the entry
    kind: str = ""  # one of settings.RECORD_TYPES
    since: date | None = None
    until: date | None = None
    standing: str = PUBLISHED  # for staff also EVERYTHING, draft, private, amended


@dataclass(frozen=True)
class Entry:
    """One line: a record, a dose that was given, or a measurement."""

    id: UUID
    pet_id: UUID
    kind: str  # one of settings.RECORD_TYPES
    label: str  # of the kind, or the clinic's own subtype
    color: str
    title: str
    summary: str
    on: date
    moment: datetime  # orders the entries of one day
    status: Status = Status.PUBLISHED


@dataclass(frozen=True)
class Scope:
    """Whose entries are listed, and which."""

    actor: Actor
    pets: Any  # a query for the ids of the pets
    wanted: Wanted
    settings: Settings

    def shows(self, kind: str) -> bool:
        """Tell whether a kind is switched on and asked for."""
        return self.settings.shows(kind) and self.wanted.kind in ("", kind)

    @property
    def offered(self) -> list[kinds.Kind]:
        """The kinds of record that may be listed: to staff also what never leaves the clinic."""
        inner = self.actor.is_staff and self.wanted.standing != PUBLISHED
        return [kind for kind in kinds.KINDS.values() if kind.tab or inner]

    def standing(self, table: Any) -> list[ColumnElement[bool]]:
        """Return what narrows a query down to how far an entry has come."""
        asked = self.wanted.standing if self.actor.is_staff else PUBLISHED
        if asked == EVERYTHING:
            return []
        if asked == "amended":
            amended = getattr(table, "amended_at", None)
            return [amended.is_not(None) if amended is not None else false()]
        known = asked in set(Status)
        return [col(table.status) == Status(asked) if known else false()]


def newest(db: Session, scope: Scope, limit: int) -> list[Entry]:
    """List the newest entries within a scope."""
    found = [
        *_records(db, scope, limit),
        *_doses(db, scope, limit),
        *_measurements(db, scope, limit),
    ]
    found.sort(key=lambda entry: (entry.on, entry.moment, entry.id), reverse=True)
    return found[:limit]


def _records(db: Session, scope: Scope, limit: int) -> Iterator[Entry]:
    shown = {kind.key: kind for kind in scope.offered if scope.shows(kind.key)}
    if not shown:
        return
    for_customer = func.json_extract(MedicalRecord.details, "$.customer_text")
    columns: list[Any] = [
        col(MedicalRecord.id),
        col(MedicalRecord.pet_id),
        col(MedicalRecord.kind),
        col(MedicalRecord.title),
        func.substr(func.coalesce(func.nullif(for_customer, ""), MedicalRecord.notes), 1, 400),
        col(MedicalRecord.happened_on),
        col(MedicalRecord.created_at),
        col(Subtype.name),
        col(Subtype.color),
        col(MedicalRecord.status),
    ]
    day = col(MedicalRecord.happened_on)
    query = (
        visible(scope.actor, MedicalRecord)
        .join(Subtype, col(Subtype.id) == MedicalRecord.subtype_id, isouter=True)
        .where(
            col(MedicalRecord.pet_id).in_(scope.pets),
            col(MedicalRecord.kind).in_(shown),
            *scope.standing(MedicalRecord),
            *_within(day, scope.wanted),
            *(_in_record(scope, word) for word in scope.wanted.words),
        )
        .order_by(day.desc(), col(MedicalRecord.created_at).desc(), col(MedicalRecord.id).desc())
        .limit(limit)
    )
    for row in access.rows(db, query.with_only_columns(*columns)):
        record_id, pet_id, key, title, text, on, moment, subtype, color, status = row
        own = scope.settings.color(key) or shown[key].color
        label, shade = (_(subtype), color) if subtype else (shown[key].label(), own)
        told = _shortened(text)
        yield Entry(record_id, pet_id, key, label, shade, title, told, on, moment, status)


def _doses(db: Session, scope: Scope, limit: int) -> Iterator[Entry]:
    if not scope.shows("vaccination"):
        return
    day = col(Dose.given_on)
    query = (
        visible(scope.actor, Dose)
        .join(VaccineType, col(VaccineType.id) == Dose.vaccine_type_id)
        .where(
            col(Dose.pet_id).in_(scope.pets),
            day.is_not(None),
            ~col(Dose.void),
            *scope.standing(Dose),
            *_within(day, scope.wanted),
            *(_any_holds(word, *_DOSE_TEXT) for word in scope.wanted.words),
        )
        .order_by(day.desc(), col(Dose.created_at).desc(), col(Dose.id).desc())
        .limit(limit)
        .add_columns(col(VaccineType.name))
    )
    for dose, vaccine in access.pairs(db, query):
        if dose.given_on:
            title, label = _(vaccine), _("Vaccination")
            yield Entry(
                dose.id,
                dose.pet_id,
                "vaccination",
                label,
                scope.settings.color("vaccination"),
                title,
                _dose_summary(dose),
                dose.given_on,
                dose.created_at,
                dose.status,
            )


def _measurements(db: Session, scope: Scope, limit: int) -> Iterator[Entry]:
    quantities = [quantity for quantity in Quantity if scope.shows(quantity.value)]
    if not quantities:
        return
    since, until = scope.wanted.since, scope.wanted.until
    moment = col(Measurement.measured_at)
    query = (
        visible(scope.actor, Measurement)
        .where(
            col(Measurement.pet_id).in_(scope.pets),
            col(Measurement.quantity).in_(quantities),
            *scope.standing(Measurement),
            *([moment >= clock.midnight(since)] if since else []),
            *([moment < clock.midnight(until + timedelta(days=1))] if until else []),
            *(_any_holds(word, col(Measurement.notes)) for word in scope.wanted.words),
        )
        .order_by(moment.desc(), col(Measurement.id).desc())
        .limit(limit)
    )
    for row in db.exec(query):
        yield _measured(row, scope.settings)


def _measured(row: Measurement, in_force: Settings) -> Entry:
    if row.quantity is Quantity.WEIGHT:
        label, unit = _("Weight"), in_force.weight_unit
    else:
        label, unit = _("Temperature"), in_force.temperature_unit
    where = _("Measured at home") if row.at_home else ""
    return Entry(
        row.id,
        row.pet_id,
        row.quantity.value,
        label,
        in_force.color(row.quantity),
        units.say(row, unit),
        " · ".join(part for part in (where, _shortened(row.notes)) if part),
        clock.local(row.measured_at).date(),
        row.measured_at,
        row.status,
    )


def _dose_summary(dose: Dose) -> str:
    until = ""
    if dose.valid_until:
        until = _("valid until {date}", date=clock.short_date(dose.valid_until))
    return " · ".join(part for part in (dose.product_name, until) if part)


def _within(day: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    return [
        *([day >= wanted.since] if wanted.since else []),
        *([day <= wanted.until] if wanted.until else []),
    ]


def _in_record(scope: Scope, word: str) -> ColumnElement[bool]:
    """Match a word in what a customer can read of a record, and nowhere else in it."""
    field = func.json_each(MedicalRecord.details).table_valued("key", "value")
    in_details = exists().where(
        field.c.key.in_(_readable_fields(scope.settings)), _holds(field.c.value, word)
    )
    named = visible(scope.actor, LabValue).where(
        _any_holds(word, col(LabValue.marker), col(LabValue.name))
    )
    return or_(
        _any_holds(word, col(MedicalRecord.title), col(MedicalRecord.notes), col(Subtype.name)),
        in_details,
        col(MedicalRecord.id).in_(named.with_only_columns(col(LabValue.record_id))),
    )


def _readable_fields(in_force: Settings) -> list[str]:
    withheld = _NOTE_PARTS.difference(in_force.note_parts)
    return [
        name
        for kind in kinds.KINDS.values()
        if kind.tab
        for name in kind.details.model_fields
        if name not in withheld
    ]


def _any_holds(word: str, *columns: Any) -> ColumnElement[bool]:
    return or_(*(_holds(column, word) for column in columns))


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    """Match a word anywhere, whatever its case; SQLite itself folds the case of A to Z only."""
    spelled = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(column.contains(spelling, autoescape=True) for spelling in sorted(spelled)))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY else f"{line[: _SUMMARY - 1].rstrip()}…"


_DOSE_TEXT = (
    col(VaccineType.name),
    col(Dose.product_name),
    col(Dose.manufacturer),
    col(Dose.batch),
    col(Dose.notes),
)
