"""One entry of a list: added, changed, no longer offered."""

import re
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services import branding, editing
from services.access import Actor
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.lists import changing, reading
from services.lists.reading import Entry
from services.lists.registry import Column, Listing, find
from services.pets import drawing
from states import forms
from states.admin.list_rows import moved, name_of
from states.base import StaffState, identifier
from states.feedback import FeedbackState

NEW = "new"
_COLOR = "#0d6b5b"  # that a new entry starts from
_FAINT = 2.0  # contrast of a dot that hardly shows
_FOUND = {"species": "found_species", "named": "found_named", "entry": "found_entry"}
_OTHER = {"species": "species"}  # the list that a column without `of` refers to
Names = dict[str, dict[str, str]]  # of what an entry refers to: by column, by id or key


class EntryState(StaffState):
    """The entry in the address, or a new one."""

    status: str = "loading"  # loading, ready, missing
    form: forms.Form = forms.Form()
    key: str = ""
    list_label: str = ""
    heading: str = ""
    shown_as: str = ""  # how it reads, where that is not as it is kept
    retired: bool = False
    uses: list[str] = []
    color: str = ""
    drawing: str = ""
    legible: str = ""  # how well its badge can be read
    faint: bool = False
    found_species: forms.Found = forms.Found()
    found_named: forms.Found = forms.Found()
    found_entry: forms.Found = forms.Found()

    _entry: UUID | None = None

    @rx.event
    async def load(self):
        """Show the entry in the address."""
        self._screen, self.form, self.status = "list entry", forms.Form(), "loading"
        self.key, self._entry = self._in_address("list_key"), None
        try:
            self.list_label = find(self.key).label()
            asked = self._in_address("entry_id")
            self._entry = None if asked == NEW else identifier(asked)
            await self._show()
        except NotFound:
            self.status = "missing"

    @rx.event
    async def refresh(self):
        """Show it again; what is being typed stays."""
        if self._entry and self.status == "ready":
            try:
                await self._show()
            except NotFound:  # merged into another one
                self.status = "missing"

    @rx.event
    async def find(self, name: str, text: str):
        """Offer what a field can hold."""
        column = next((one for one in find(self.key).columns if one.name == name), None)
        if column is None or column.shape not in _FOUND:
            return
        wanted, other = str(text)[:80], find(column.of or _OTHER[column.shape])
        rows = await self._read(reading.choices, other.key, wanted)
        options = [forms.OptionRow(_sent(column, row), name_of(other, row)) for row in rows]
        setattr(self, _FOUND[column.shape], forms.found(wanted, options))

    @rx.event
    async def try_color(self, color: str):
        """Show a colour in its badge, and how well it can be read there."""
        await self._read(reading.parts, self.key)
        self._judge(str(color))

    @rx.event
    async def try_drawing(self, drawn: str):
        """Show a drawing."""
        await self._read(reading.parts, self.key)
        self.drawing = drawing("", str(drawn))

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Add or change the entry."""
        listing, fresh = find(self.key), self._entry is None
        with forms.Answering(self, "form", typed, _reading(listing)) as answer:
            given = {column.name: _typed(column, typed) for column in listing.columns}
            if fresh:
                row = await self._write(changing.add, self.key, given)
            else:
                known = forms.version(typed)
                row = await self._write(changing.change, self.key, self._open(), known, given)
            self._entry = row.id
            await self._show()
            answer.saved(self.form.values, row.version, of=row.id)
            if fresh:
                return [
                    FeedbackState.show(_("{name} is in the list now.", name=self.heading)),
                    rx.redirect(f"/admin/lists/{self.key}/{row.id}", replace=True),
                ]
        return None

    @rx.event
    async def retire(self, retired: bool):
        """Offer the entry no longer, or again."""
        await self._write(changing.retire, self.key, self._open(), retired=bool(retired))
        await self._show()
        said = _("It is no longer offered.") if self.retired else _("It is offered again.")
        return FeedbackState.show(said)

    def _open(self) -> UUID:
        if self._entry is None:
            raise NotFound
        return self._entry

    async def _show(self) -> None:
        listing = find(self.key)
        if self._entry is None:
            await self._read(reading.parts, self.key)
            self.heading, self.shown_as, self.retired, self.uses = "", "", False, []
            self.form = forms.opened(NEW, _empty(listing))
        else:
            found, names = await self._read(_one, self.key, self._entry)
            row = found.row
            self.heading, self.retired, self.uses = (
                name_of(listing, row),
                row.retired,
                moved(listing, found.uses),
            )
            kept = str(getattr(row, listing.text))
            self.shown_as = self.heading if kept != self.heading else ""
            self.form = forms.opened(row.id, _values(listing, row, names), row.version)
        values = self.form.values
        self._judge(str(values.get("color", "")))
        self.drawing = drawing("", values["drawing"]) if "drawing" in values else ""
        self.status = "ready"

    def _judge(self, color: str) -> None:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
            self.color, self.legible, self.faint = "", "", False
            return
        badge = branding.badge(color)
        self.color, self.faint = color, badge.dot < _FAINT
        self.legible = _("Contrast of the text: {ratio} to 1", ratio=f"{badge.text:.1f}")


def _one(db: Session, actor: Actor, key: str, id: UUID) -> tuple[Entry, Names]:
    found = reading.one(db, actor, key, id)
    return found, {
        column.name: {
            _sent(column, row): name_of(find(column.of or _OTHER[column.shape]), row)
            for row in reading.referred(db, column, getattr(found.row, column.name))
        }
        for column in found.listing.columns
        if column.shape in _FOUND
    }


def _sent(column: Column, row: Any) -> str:
    """Return what a picker sends for an entry of another list."""
    held = {"species": "key", "named": "name", "entry": "id"}
    return str(getattr(row, held[column.shape]))


def _empty(listing: Listing) -> dict[str, Any]:
    return {column.name: _start(column) for column in listing.columns}


def _start(column: Column) -> Any:
    if column.shape in _FOUND:
        return []
    if column.shape == "choice":
        return column.choices()[0][0]
    starts = {"tick": False, "color": _COLOR, "number": 12 if column.limit <= 120 else 0}
    return starts.get(column.shape, "")


def _values(listing: Listing, row: Any, names: Names) -> dict[str, Any]:
    """Fill the form of an entry."""
    return {
        column.name: _held(column, getattr(row, column.name), names.get(column.name, {}), row)
        for column in listing.columns
    }


def _held(column: Column, value: Any, names: dict[str, str], row: Any) -> Any:
    if column.shape in _FOUND:
        keys = value if isinstance(value, list) else [value]
        return forms.picked(*((key, names.get(str(key), str(key))) for key in keys))
    if column.shape == "words":
        return ", ".join(value)
    return drawing(row.key, value) if column.name == "drawing" else value


def _typed(column: Column, typed: dict[str, Any]) -> Any:
    readers = {"tick": forms.flag, "species": forms.several, "named": forms.one, "entry": forms.one}
    return readers.get(column.shape, forms.text)(typed, column.name)


def _reading(listing: Listing) -> forms.Reading:
    """Write a difference as the form's fields hold it."""
    shapes = {column.name: column.shape for column in listing.columns}

    def read(found: editing.Difference) -> tuple[str, Any, Any]:
        return found.field, *(
            _read(shapes[found.field], one) for one in (found.theirs, found.yours)
        )

    return read


def _read(shape: str, value: Any) -> Any:
    if shape == "words":
        return ", ".join(value)
    if shape == "species":
        return forms.picked(*((key, key) for key in value))
    return forms.picked((value, value)) if shape == "named" else value
