"""The overview of a pet's file as staff see it: all that is written, drafts and reports too."""

from typing import ClassVar

import reflex as rx

from services import overview
from services.core.i18n import translate as _
from services.overview import EVERYTHING, Wanted
from services.records import standings
from services.records.paging import narrowed
from states.base import Audience
from states.overview import OverviewState
from states.search import said_of

_ASKED = ("kind", "standing", "since", "until")
_STANDINGS = ("draft", "published", "amended", "private")


class TimelineState(OverviewState):
    """The entries of a file in their order, narrowed down as somebody wishes."""

    AUDIENCE: ClassVar[Audience] = Audience.STAFF

    kinds: list[tuple[str, str]] = []
    standings: list[tuple[str, str]] = []
    kind: str = ""
    standing: str = ""
    since: str = ""  # ISO 8601 days
    until: str = ""
    narrowed: bool = False

    @rx.event
    async def load(self):
        """Show the pet in the address, with everything."""
        for name in _ASKED:
            setattr(self, name, "")
        known = await self._read(overview.kinds_shown)
        more = [("incident", _("Incident report"))]
        self.kinds = [("", _("All types")), *((kind, said_of(kind)) for kind in known), *more]
        told = dict(standings.choices())
        self.standings = [("", _("All")), *((key, told[key]) for key in _STANDINGS)]
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

    @rx.event
    async def narrow(self, name: str, value: str):
        """Show only some entries."""
        if name in _ASKED and self._pet:
            setattr(self, name, str(value)[:40])
            self._limit = overview.RECENT
            await self._show(self._pet)

    @rx.event
    async def clear(self):
        """Show all entries again."""
        for name in _ASKED:
            setattr(self, name, "")
        if self._pet:
            await self._show(self._pet)

    def _wanted(self) -> Wanted:
        self.narrowed = any(getattr(self, name) for name in _ASKED)
        kind = self.kind if self.kind in {key for key, _said in self.kinds} else ""
        standing = self.standing if self.standing in _STANDINGS else EVERYTHING
        days = narrowed("", self.since, self.until)
        return Wanted(kind=kind, since=days.since, until=days.until, standing=standing)
