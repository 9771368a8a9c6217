"""The laboratory results of the pet in the address."""

from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session

from services import laboratory
from services.access import Actor
from services.core import clock
from services.core.i18n import translate as _
from services.laboratory import Flag, Result, Trend
from services.records import kinds, reading
from services.records.paging import Page, Wanted
from states.base import Audience, PortalState
from states.paging import PagedState, Service
from states.records import (
    RecordRow,
    Standings,
    record_row,
    standing_choices,
    standing_rows,
    types_of,
)


@dataclass(frozen=True)
class ValueRow:
    """One marker's value."""

    marker: str
    name: str
    value: str  # with its unit
    reference: str  # range
    flag: str  # low, normal, high; empty where that cannot be told
    flagged: str  # the same, to be read
    trend: str  # up, down, same; empty where that cannot be told
    before: str  # the value before and its day


@dataclass(frozen=True)
class ReportRow:
    """One laboratory record and its values."""

    record: RecordRow
    results: list[ValueRow] = field(default_factory=list)
    outside: str = ""  # how many values are low or high


class LaboratoryState(PagedState, PortalState):
    """The laboratory tab."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN
    SCREEN = "laboratory"

    rows: list[ReportRow] = []
    standing_of: Standings = {}  # empty for customers

    def _service(self) -> Service:
        return _listed

    def _fill(self, page: Page[reading.Entry], found: Any) -> None:
        values, self.types, self.standing_of = found
        self.standings = standing_choices(staff=self.is_staff)
        self.rows = [_report_row(entry, values.get(entry.id, [])) for entry in page.rows]

    def _empty(self) -> None:
        self.rows, self.standing_of = [], {}


def _listed(
    db: Session, actor: Actor, pet_id: UUID, wanted: Wanted
) -> tuple[Page[reading.Entry], Any]:
    page = reading.listed(db, actor, pet_id, "laboratory", wanted)
    values = laboratory.results(db, actor, [entry.id for entry in page.rows])
    known = standing_rows(db, actor, page)
    return page, (values, types_of(db, kinds.find("laboratory")), known)


def _report_row(entry: reading.Entry, results: list[Result]) -> ReportRow:
    outside = sum(result.flag in (Flag.LOW, Flag.HIGH) for result in results)
    return ReportRow(
        record=record_row(entry),
        results=[_value_row(result) for result in results],
        outside=_("{count} outside the range", count=outside) if outside else "",
    )


def _value_row(result: Result) -> ValueRow:
    return ValueRow(
        marker=result.marker,
        name=result.name,
        value=f"{result.shown}\N{NO-BREAK SPACE}{result.unit}".strip(),
        reference=result.range,
        flag=result.flag,
        flagged=flagged(result.flag),
        trend=result.trend,
        before=_before(result),
    )


def flagged(flag: Flag) -> str:
    """Say where a value lies."""
    said = {Flag.LOW: _("Low"), Flag.NORMAL: _("Normal"), Flag.HIGH: _("High")}
    return said.get(flag, "")


def _before(result: Result) -> str:
    if not result.previous_on:
        return ""
    told = {
        Trend.UP: _("up from {value} on {date}"),
        Trend.DOWN: _("down from {value} on {date}"),
        Trend.SAME: _("as on {date}"),
        Trend.NONE: _("{value} on {date}"),
    }[result.trend]
    return told.format(value=result.previous, date=clock.short_date(result.previous_on))
