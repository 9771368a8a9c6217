"""How one laboratory marker of the pet in the address develops."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import ClassVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services.access import Actor
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.laboratory import Flag, courses
from services.laboratory.courses import Course, Followed, Stand
from states.base import Audience, PortalState, identifier
from states.charts import Chart, Spot, course_chart
from states.laboratory import flagged

_SPACE = "\N{NO-BREAK SPACE}"
_DRAWN = 400  # values on a chart; the eye sees no more
_PAGE = 50  # rows of the table


@dataclass(frozen=True)
class CourseLine:
    """The numbers in one unit, drawn."""

    unit: str
    chart: Chart


@dataclass(frozen=True)
class CourseRow:
    """One value of the course."""

    date: str
    value: str  # with its unit
    reference: str
    flag: str  # low, normal, high; empty where that cannot be told
    flagged: str
    trend: str  # up, down, same; empty where that cannot be told
    said: str  # the same, to be read


class CourseState(PortalState):
    """The course of one marker: a chart for each unit, and the same figures as a table."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    shown: bool = False
    status: str = "loading"  # loading, ready, missing
    marker: str = ""
    name: str = ""
    choices: list[tuple[str, str]] = []  # the markers that were measured
    lines: list[CourseLine] = []
    rows: list[CourseRow] = []  # newest first
    has_more: bool = False
    _pet: UUID | None = None
    _limit: int = _PAGE

    @rx.event
    async def open(self, marker: str):
        """Show how a marker of the pet in the address develops."""
        self._forget()
        self.shown, self.marker, self._limit = True, str(marker)[:40], _PAGE
        try:
            self._pet = identifier(self._in_address("pet_id"))
        except NotFound:
            self.status = "missing"
            return
        await self._look()

    @rx.event
    async def show(self, shown: bool):
        """Close it again."""
        if not shown:
            self._forget()

    @rx.event
    async def show_more(self):
        """Show more of the table."""
        self._limit += _PAGE
        await self._look()

    @rx.event
    async def refresh(self):
        """Show it again, if it is open."""
        await self._look()

    async def _look(self) -> None:
        if not self.shown or self._pet is None:
            return
        try:
            course, followed, drawn = await self._read(_course, self._pet, self.marker)
        except NotFound:
            self.status, self.lines, self.rows = "missing", [], []
            return
        self.name, self.lines = course.name, drawn
        self.choices = [(one.marker, f"{one.name} ({one.count})") for one in followed]
        found = _newest_first(course)
        self.rows = [_row(stand) for stand in found[: self._limit]]
        self.has_more = len(found) > self._limit
        self.status = "ready"

    def _forget(self) -> None:
        self.shown, self.status, self.name, self.has_more = False, "loading", "", False
        self.choices, self.lines, self.rows = [], [], []
        self._pet = None


def _course(
    db: Session, actor: Actor, pet_id: UUID, marker: str
) -> tuple[Course, list[Followed], list[CourseLine]]:
    found = courses.course(db, actor, pet_id, marker)
    drawn = [CourseLine(unit, _chart(stands)) for unit, stands in found.lines]
    return found, courses.followed(db, actor, pet_id), drawn


def _chart(stands: Sequence[Stand]) -> Chart:
    if len(stands) > _DRAWN:
        last = len(stands) - 1
        stands = [stands[step * last // (_DRAWN - 1)] for step in range(_DRAWN)]
    return course_chart(
        [_spot(stand) for stand in stands if stand.read], unit=""
    )  # it is the heading


def _spot(stand: Stand) -> Spot:
    outside = stand.flag if stand.flag in (Flag.LOW, Flag.HIGH) else ""
    read = stand.read
    said = flagged(stand.flag)
    return Spot(
        when=datetime.combine(stand.day, time(12), UTC),
        value=read.number if read else 0.0,
        label=f"{stand.shown}{_SPACE}{stand.unit}".strip() + (f" ({said})" if outside else ""),
        mark=(read.comparator if read else "") or outside,
        low=stand.low,
        high=stand.high,
    )


def _newest_first(course: Course) -> list[Stand]:
    stands = [stand for _unit, line in course.lines for stand in line]
    return sorted([*stands, *course.words], key=lambda stand: stand.day, reverse=True)


def _row(stand: Stand) -> CourseRow:
    said = {"up": _("Up"), "down": _("Down"), "same": _("The same")}
    return CourseRow(
        date=clock.short_date(stand.day),
        value=f"{stand.shown}{_SPACE}{stand.unit}".strip(),
        reference=stand.range,
        flag=stand.flag,
        flagged=flagged(stand.flag),
        trend=stand.trend,
        said=said.get(stand.trend, ""),
    )
