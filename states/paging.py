"""What every list of a pet's file has in common: a filter, pages, and being kept fresh."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

import reflex as rx

from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.records.paging import Page, Place, Wanted, narrowed
from states.base import PortalState, identifier

# (db, actor, pet id, wanted) to a page and whatever goes with it.
Service = Callable[..., tuple[Page[Any], Any]]


class PagedState(PortalState, mixin=True):
    """One list, newest first, of the pet and the tab in the address."""

    SCREEN: ClassVar[str]  # what states/live.py knows it by

    status: str = "loading"  # loading, ready, missing, failed
    shown: str = ""  # what is on screen: pet/tab, as in the address
    types: list[tuple[str, str]] = []  # to choose from; none: nothing to choose
    kind: str = ""  # the chosen one
    since: str = ""  # ISO 8601 days
    until: str = ""
    standings: list[tuple[str, str]] = []  # how far an entry may have come; for staff
    standing: str = ""  # the chosen one
    narrowed: bool = False
    filled: bool = False  # whether there are any rows
    has_newer: bool = False
    has_older: bool = False
    position: str = ""  # such as Page 2
    paper: str = ""  # the address of the same list as PDF

    _pet: UUID | None = None
    _tab: str = ""
    _number: int = 1
    _older: Place | None = None
    _newer: Place | None = None
    _before: Place | None = None
    _after: Place | None = None

    @rx.event
    async def load(self):
        """Show the list in the address from its beginning."""
        await self._open()

    @rx.event
    async def refresh(self):
        """Show the same part again."""
        await self._look()

    @rx.event
    async def narrow(self, name: str, value: str):
        """Show only one type, or what lies between two days."""
        if name in ("kind", "since", "until", "standing"):
            setattr(self, name, str(value)[:40])
            self._go(1)
            await self._look()

    @rx.event
    async def clear(self):
        """Show everything again."""
        self._forget_filter()
        await self._look()

    @rx.event
    async def newer(self):
        """Go one page towards the present."""
        if self._newer:
            self._go(self._number - 1, after=self._newer)
            await self._look()

    @rx.event
    async def older(self):
        """Go one page back in time."""
        if self._older:
            self._go(self._number + 1, before=self._older)
            await self._look()

    async def _open(self) -> None:
        self._screen = self.SCREEN
        try:
            self._pet = identifier(self._in_address("pet_id"))
        except NotFound:
            self._pet = None
        self._tab = self._in_address("tab")
        place = f"{self._pet}/{self._tab}"
        if place != self.shown:
            self._show_nothing("loading")
            self.shown, self.types = place, []
        self._forget_filter()
        await self._look()

    async def _look(self) -> None:
        if self._pet is None:
            self._show_nothing("missing")
            return
        try:
            page, found = await self._read(self._service(), self._pet, self._wanted())
            if not page.rows and (self._before or self._after):
                # What was on this page is gone: begin anew.
                self._go(1)
                page, found = await self._read(self._service(), self._pet, self._wanted())
        except NotFound:
            self._show_nothing("missing")
            return
        except Exception:
            self._show_nothing("failed")
            raise
        self._older, self._newer = page.older, page.newer
        if page.newer is None:
            self._number = 1
        self.has_older, self.has_newer = page.older is not None, page.newer is not None
        self.position = _("Page {number}", number=self._number)
        self.paper = self._printed()
        self.narrowed = self._wanted() != Wanted(before=self._before, after=self._after)
        self._fill(page, found)
        self.status, self.filled = "ready", bool(page.rows)

    def _show_nothing(self, status: str) -> None:
        self._empty()
        self.status, self.filled = status, False
        self.has_newer = self.has_older = self.narrowed = False

    def _service(self) -> Service:
        """Return what reads a page."""
        raise NotImplementedError

    def _fill(self, page: Page[Any], found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def _empty(self) -> None:
        """Show nothing."""
        raise NotImplementedError

    def _wanted(self) -> Wanted:
        known = self.kind if self.kind in {key for key, _label in self.types} else ""
        standing = self.standing if self.standing in {key for key, _label in self.standings} else ""
        told = narrowed(known, self.since, self.until, standing)
        return replace(told, before=self._before, after=self._after)

    def _printed(self) -> str:
        asked = {
            "kind": self.kind,
            "since": self.since,
            "until": self.until,
            "standing": self.standing,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/print/pets/{self._pet}/{self._tab}.pdf?{query}"

    def _forget_filter(self) -> None:
        self.kind = self.since = self.until = self.standing = ""
        self._go(1)

    def _go(self, number: int, *, before: Place | None = None, after: Place | None = None) -> None:
        self._number, self._before, self._after = max(1, number), before, after
