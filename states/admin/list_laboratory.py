"""The markers of a panel, and the reference ranges of a marker."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.laboratory import Marker
from services.access import Actor
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.laboratory import values
from services.lists import examining, reading
from services.lists.examining import Ranges
from services.lists.registry import find
from states import forms
from states.admin.list_rows import name_of
from states.base import StaffState, identifier


@dataclass(frozen=True)
class MemberRow:
    """A marker of a panel."""

    id: str
    key: str
    name: str
    unit: str
    retired: bool
    first: bool
    last: bool


@dataclass(frozen=True)
class RangeRow:
    """A reference range; what it says stands in the form."""

    id: str
    species: str


class MembersState(StaffState):
    """The markers of the panel in the address."""

    form: forms.Form = forms.Form()  # of the picker
    rows: list[MemberRow] = []
    found: forms.Found = forms.Found()

    @rx.event
    async def load(self):
        """Show the markers, where the address is that of a panel."""
        self.rows, self.found = [], forms.Found()
        if self._in_address("list_key") == "panels":
            await self._look()

    @rx.event
    async def refresh(self):
        """Show them again."""
        if self._in_address("list_key") == "panels":
            await self._look()

    @rx.event
    async def seek(self, text: str):
        """Offer markers that are not in the panel yet."""
        wanted, held = str(text)[:80], {row.id for row in self.rows}
        rows = await self._read(reading.choices, "markers", wanted, 50)
        options = [
            forms.OptionRow(str(row.id), row.key, values.say(row.name))
            for row in rows
            if str(row.id) not in held
        ]
        self.found = forms.found(wanted, options[:12])

    @rx.event
    async def add(self, id: str):
        """Put a marker at the panel's end."""
        added = identifier(id)
        await self._change(lambda ids: [*ids, added])

    @rx.event
    async def remove(self, id: str):
        """Take a marker out of the panel."""
        gone = identifier(id)
        await self._change(lambda ids: [one for one in ids if one != gone])

    @rx.event
    async def move(self, id: str, up: bool):
        """Move a marker by one place, and keep the focus on it."""
        which = identifier(id)
        await self._change(lambda ids: _moved(ids, which, -1 if up else 1))
        ends = next(((row.first, row.last) for row in self.rows if row.id == id), (False, False))
        way = "up" if (up and not ends[0]) or ends[1] else "down"
        return rx.set_focus(f"{way}-{which}")

    async def _change(self, order: Callable[[list[UUID]], list[UUID]]) -> None:
        await self._write(_arrange, self._panel(), order)
        await self._look()

    async def _look(self) -> None:
        try:
            found = await self._read(examining.members, self._panel())
        except NotFound:  # a new one, or gone
            self.rows = []
            return
        last = len(found) - 1
        self.rows = [_member(row, at == 0, at == last) for at, row in enumerate(found)]

    def _panel(self) -> UUID:
        return identifier(self._in_address("entry_id"))


class RangesState(StaffState):
    """The reference ranges of the marker in the address."""

    form: forms.Form = forms.Form()
    rows: list[RangeRow] = []
    species: list[tuple[str, str]] = []
    sources: list[str] = []  # of its panels

    @rx.event
    async def load(self):
        """Show the ranges, where the address is that of a marker."""
        self.form, self.rows = forms.Form(), []
        if self._in_address("list_key") == "markers":
            await self._look()

    @rx.event
    async def refresh(self):
        """Show them again; what is being typed stays."""
        if self.get_value("form").of:
            await self._look()

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Change the ranges."""
        with forms.Answering(self, "form", typed) as answer:
            given: dict[str, Any] = {
                name: forms.flag(typed, name) if name.endswith(".gone") else forms.text(typed, name)
                for name in list(typed)[:2000]
                if "." in name
            }
            marker, version = self._marker(), forms.version(typed)
            found = await self._write(examining.set_ranges, marker, version, given)
            self._fill(found)
            answer.saved(self.form.values, found.marker.version)

    async def _look(self) -> None:
        try:
            self._fill(await self._read(examining.ranges, self._marker()))
        except NotFound:  # a new one, or gone
            self.form, self.rows = forms.Form(), []

    def _fill(self, found: Ranges) -> None:
        self.rows = [RangeRow(str(one.row.id), _(one.species.name)) for one in found.ranges]
        self.species = [("", ""), *((str(one.id), _(one.name)) for one in found.species)]
        self.sources = list(found.sources)
        marker = found.marker
        self.form = forms.opened(f"{marker.id} ranges", examining.fields(found), marker.version)

    def _marker(self) -> UUID:
        return identifier(self._in_address("entry_id"))


def _arrange(
    db: Session, actor: Actor, panel_id: UUID, order: Callable[[list[UUID]], list[UUID]]
) -> None:
    ids = [row.id for row in examining.members(db, actor, panel_id)]
    examining.arrange(db, actor, panel_id, order(ids))


def _moved(ids: list[UUID], which: UUID, by: int) -> list[UUID]:
    if which not in ids:
        raise NotFound
    others = [one for one in ids if one != which]
    at = max(0, ids.index(which) + by)
    return [*others[:at], which, *others[at:]]


def _member(row: Marker, first: bool, last: bool) -> MemberRow:
    name, key = values.say(row.name), name_of(find("markers"), row)
    return MemberRow(str(row.id), key, name, row.unit, row.retired, first, last)
