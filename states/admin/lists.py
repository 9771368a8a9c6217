"""The clinic's lists: all of them, and one, page by page."""

from typing import Any

import reflex as rx
from sqlmodel import Session

from services.access import Actor
from services.core.errors import Forbidden, NotFound
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.lists import changing, reading
from services.lists.reading import Page, Wanted
from services.lists.registry import find
from states import forms
from states.admin.list_rows import EntryRow, ListRow, entry_row, name_of
from states.base import StaffState, identifier
from states.feedback import FeedbackState


class ListsState(StaffState):
    """All lists."""

    status: str = "loading"  # loading, ready, refused
    rows: list[ListRow] = []

    @rx.event
    async def load(self):
        """Show how much stands in each list."""
        self._screen = "lists"
        try:
            await self._look()
        except Forbidden:
            self.status, self.rows = "refused", []
            raise

    @rx.event
    async def refresh(self):
        """Count again."""
        if self.status == "ready":
            await self._look()

    async def _look(self) -> None:
        self.rows = [
            ListRow(one.listing.key, one.listing.label(), _standing(one.offered, one.retired))
            for one in await self._read(reading.overview)
        ]
        self.status = "ready"


class ListState(StaffState):
    """One page of one list."""

    status: str = "loading"  # loading, ready, missing, refused
    key: str = ""
    heading: str = ""
    ordered: bool = False
    counted: bool = False  # whether it is told how often an entry is used
    parts: list[tuple[str, str]] = []
    text: str = ""
    part: str = ""
    retired: bool = False
    rows: list[EntryRow] = []
    count: str = ""
    position: str = ""
    has_next: bool = False
    has_previous: bool = False

    _page: int = 1

    @rx.event
    async def load(self):
        """Show the list in the address from its beginning."""
        self._screen = "list"
        if (asked := self._in_address("list_key")) != self.key:
            self.status, self.rows, self.key = "loading", [], asked
        self.text, self.part, self.retired, self._page = "", "", False, 1
        try:
            await self._look()
        except Forbidden:
            self.status, self.rows = "refused", []
            raise

    @rx.event
    async def refresh(self):
        """Show the same page again."""
        if self.status == "ready":
            await self._look()

    @rx.event
    async def search(self, text: str):
        """Show only entries that hold what was typed."""
        self.text, self._page = str(text)[:80], 1
        await self._look()

    @rx.event
    async def narrow(self, part: str):
        """Show only one part of the list."""
        self.part, self._page = str(part)[:40], 1
        await self._look()

    @rx.event
    async def show(self, standing: str):
        """Show what is offered, or what no longer is."""
        self.retired, self._page = standing == "retired", 1
        await self._look()

    @rx.event
    async def clear(self):
        """Show all that is offered again."""
        self.text, self.part, self.retired, self._page = "", "", False, 1
        await self._look()

    @rx.event
    async def go_on(self):
        """Show the next page."""
        self._page += 1
        await self._look()

    @rx.event
    async def go_back(self):
        """Show the page before."""
        self._page = max(1, self._page - 1)
        await self._look()

    @rx.event
    async def move(self, id: str, up: bool):
        """Move an entry by one place, and keep the focus on it."""
        place, name = await self._write(_move, self.key, id, up=bool(up))
        await self._look()
        ends = next(((row.first, row.last) for row in self.rows if row.id == id), (False, False))
        way = "up" if (up and not ends[0]) or ends[1] else "down"
        said = _("{name} is number {place} now.", name=name, place=place)
        return [FeedbackState.show(said), rx.set_focus(f"{way}-{id}")]

    @rx.event
    async def put(self, id: str, form: dict[str, Any]):
        """Move an entry to the place that was typed, and keep the focus on it."""
        wanted = forms.text(form, "place", 4)
        if not wanted.isdecimal():
            said = _("Please enter a number such as 3.")
            return [FeedbackState.show(said, True), rx.set_focus(f"place-{id}")]
        place, name = await self._write(_move, self.key, id, to=int(wanted))
        await self._look()
        said = _("{name} is number {place} now.", name=name, place=place)
        return [FeedbackState.show(said), rx.set_focus(f"place-{id}")]

    async def _look(self) -> None:
        wanted = Wanted(self.text, self.part, self.retired, self._page)
        try:
            page, self.parts = await self._read(_listed, self.key, wanted)
        except NotFound:
            self.status, self.rows = "missing", []
            return
        listing = find(self.key)
        self.heading, self.counted = listing.label(), self.key != "panels"
        self.ordered = listing.ordered and not (self.text.strip() or self.retired)
        self.rows = [entry_row(listing, line, page.around) for line in page.lines]
        self._page, self.count = page.number, f"{page.count}"
        self.has_previous, self.has_next = page.number > 1, page.number < page.pages
        self.position = _("Page {number} of {count}", number=page.number, count=page.pages)
        self.status = "ready"


def _listed(
    db: Session, actor: Actor, key: str, wanted: Wanted
) -> tuple[Page, list[tuple[str, str]]]:
    parts = reading.parts(db, actor, key)
    page = reading.listed(db, actor, key, wanted)
    return page, [("", _("All")), *parts] if parts else []


def _move(db: Session, actor: Actor, key: str, id: str, **way: Any) -> tuple[int, str]:
    listing, row = reading.entry(db, actor, key, identifier(id))
    return changing.move(db, actor, key, row.id, **way), name_of(listing, row)


def _standing(offered: int, retired: int) -> str:
    told: list[Any] = [
        plural("{count} entry", "{count} entries", offered) if offered else _("No entries yet")
    ]
    if retired:
        told.append(_("{count} no longer offered", count=retired))
    return " · ".join(told)
