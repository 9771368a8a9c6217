"""The audit trail as this tab shows it."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from sqlmodel import Session

from services.access import Actor
from services.audit import reading, words
from services.audit.reading import Asked, Line, Part
from services.core import clock
from services.core.errors import Forbidden
from services.core.i18n import translate as _
from services.core.typed import maybe_day, maybe_id
from services.settings import ROWS
from states.base import StaffState

_ASKED = ("event", "staff", "about", "since", "until")


@dataclass(frozen=True)
class LineRow:
    """One line, as the page shows it."""

    number: int
    when: str
    said: str
    path: str  # of the page about it, or empty
    origin: str
    details: str


class AuditState(StaffState):
    """A page of the trail, narrowed down as somebody wishes."""

    status: str = "loading"  # loading, ready, refused
    lines: list[LineRow] = []
    has_newer: bool = False
    has_older: bool = False
    narrowed: bool = False
    events: list[tuple[str, str]] = []
    people: list[tuple[str, str]] = []
    event: str = ""
    staff: str = ""
    about: str = ""
    since: str = ""  # ISO 8601 days
    until: str = ""

    _before: int | None = None
    _after: int | None = None

    @rx.event
    async def load(self):
        """Show the newest lines."""
        self._screen, self.status = "audit", "loading"
        self._clear()
        try:
            people = await self._read(reading.people)
        except Forbidden:
            self.status = "refused"
            raise
        self.people = [("", _("Everybody")), *((str(one), name) for one, name in people.items())]
        self.events = [("", _("Everything")), *reading.events().items()]
        await self._show()

    @rx.event
    async def narrow(self, name: str, value: str):
        """Show only some lines."""
        if name in _ASKED:
            setattr(self, name, str(value)[:80])
            self._before = self._after = None
            await self._show()

    @rx.event
    async def clear(self):
        """Show all lines again."""
        self._clear()
        await self._show()

    @rx.event
    async def newer(self):
        """Go one page towards the present."""
        if self.has_newer and self.lines:
            self._before, self._after = None, self.lines[0].number
            await self._show()

    @rx.event
    async def older(self):
        """Go one page back in time."""
        if self.has_older and self.lines:
            self._before, self._after = self.lines[-1].number, None
            await self._show()

    def _clear(self) -> None:
        for name in _ASKED:
            setattr(self, name, "")
        self._before = self._after = None

    async def _show(self) -> None:
        part = await self._read(_listed, self._asked())
        self.lines = [_row(line) for line in part.lines]
        self.has_newer, self.has_older = part.newer, part.older
        self.narrowed = any(getattr(self, name) for name in _ASKED)
        self.status = "ready"

    def _asked(self) -> Asked:
        return Asked(
            event=self.event,
            staff_id=maybe_id(self.staff),
            about=self.about,
            since=maybe_day(self.since),
            until=maybe_day(self.until),
            before=self._before,
            after=self._after,
        )


def _listed(db: Session, actor: Actor, asked: Asked) -> Part:
    """Read a page; where nothing is newer any more, the newest one."""
    part = reading.listed(db, actor, asked)
    return part if part.lines or asked.after is None else reading.listed(db, actor, Asked())


def _row(line: Line) -> LineRow:
    return LineRow(
        number=line.number,
        when=clock.moment(line.at) if line.at else "",
        said=line.said,
        path=line.path,
        origin=line.origin,
        details=_details(dict(line.details)),
    )


def _details(told: dict[str, Any]) -> str:
    if (row := ROWS.get(str(told.get("setting")))) is not None:
        changed = f"{row.label()}: {_value(told.get('before'))} → {_value(told.get('after'))}"
        return f"{changed} ({_('less safe')})" if told.get("weakens") else changed
    if "way" in told:
        told["way"] = words.way(told["way"])
    return "; ".join(f"{words.word(name)}: {_value(value)}" for name, value in told.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_value(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return str(value) if value not in (None, "") else "-"
