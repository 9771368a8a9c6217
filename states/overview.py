"""What is due for the pet that this tab shows, and the newest entries in its file."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

import reflex as rx

from models.base import Status
from services import overview, vaccinations
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import translate as _
from states.base import Audience, PortalState, identifier
from states.records import status_label, tone

_STEP = 20  # further entries at a time
_TABS = {
    "note": "notes",
    "diagnosis": "diagnoses",
    "treatment": "treatments",
    "vaccination": "vaccinations",
    "incident": "incidents",
}


@dataclass(frozen=True)
class EntryRow:
    """One entry of a file, of whatever kind."""

    id: str
    kind: str
    label: str
    color: str
    title: str
    summary: str
    date: str
    pet: str  # only where entries of several pets stand together
    href: str
    standing: str = ""  # to staff: how far it has come; empty where the customer sees it
    tone: str = ""


@dataclass(frozen=True)
class DueRow:
    """One vaccination that somebody should see to."""

    id: str
    type: str
    date: str
    words: str  # such as 'in 12 days'
    state: str
    tone: str


class OverviewState(PortalState):
    """What a pet's overview shows below its head."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    status: str = "loading"  # loading, ready, missing
    due: list[DueRow] = []
    recent: list[EntryRow] = []
    more: bool = False

    _pet: UUID | None = None
    _limit: int = overview.RECENT

    @rx.event
    async def load(self):
        """Show the pet in the address."""
        await self._open()

    @rx.event
    async def refresh(self):
        """Show it again."""
        if self._pet:
            await self._show(self._pet)

    @rx.event
    async def show_more(self):
        """Go further back."""
        await self._further()

    async def _open(self) -> None:
        if (address := self._in_address("pet_id")) != str(self._pet):
            self._pet, self.status, self.due, self.recent = None, "loading", [], []
        try:
            self._pet, self._limit = identifier(address), overview.RECENT
        except NotFound:
            self.status = "missing"
            return
        self._screen = "overview"
        await self._show(self._pet)

    async def _further(self) -> None:
        if self.more and self._pet:
            self._limit += _STEP
            await self._show(self._pet)

    async def _show(self, pet_id: UUID) -> None:
        try:
            seen = await self._read(overview.summary, pet_id, self._limit, self._wanted())
        except NotFound:
            self._pet, self.status, self.due, self.recent = None, "missing", [], []
            return
        self.due = [_due_row(due) for due in seen.due]
        pages = "/admin/pets" if self.is_staff else "/pets"
        self.recent = [entry_row(entry, pages=pages) for entry in seen.recent]
        self.status, self.more = "ready", seen.more

    def _wanted(self) -> overview.Wanted:
        """Return what the entries are narrowed down to."""
        return overview.Wanted()


def entry_row(entry: overview.Entry, pet: str = "", *, pages: str = "/pets") -> EntryRow:
    """Write an entry as the page shows it.

    Args:
        pages: Where the pets' files are for the reader.
    """
    shown = entry.status is Status.PUBLISHED
    return EntryRow(
        id=str(entry.id),
        kind=entry.kind,
        label=entry.label,
        color=entry.color,
        title=entry.title,
        summary=entry.summary,
        date=_day(entry.on),
        pet=pet,
        href=f"{pages}/{entry.pet_id}/{_TABS.get(entry.kind, entry.kind)}",
        standing="" if shown else status_label(entry.status, stays=entry.kind == "incident"),
        tone="" if shown else tone(entry.status),
    )


def _due_row(due: vaccinations.Due) -> DueRow:
    state, tone = {
        vaccinations.State.PLANNED: (_("Planned"), "neutral"),
        vaccinations.State.DUE_SOON: (_("Due soon"), "warning"),
        vaccinations.State.OVERDUE: (_("Overdue"), "danger"),
    }[due.state]
    return DueRow(
        id=str(due.dose_id or due.vaccine_type_id),
        type=_(due.type),
        date=_("Required") if due.missing else clock.short_date(due.on),
        words=due.words,
        state=_("Missing") if due.missing else state,
        tone=tone,
    )


def _day(day: date) -> str:
    return _("Today") if day == clock.today() else clock.short_date(day)
