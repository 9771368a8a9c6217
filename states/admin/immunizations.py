"""The Immunizations of the pet in the address: a line for each vaccine type, saved together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID
from zlib import crc32

import reflex as rx

from models.vaccinations import Exemption
from services.core import clock
from services.core.errors import Invalid, NotFound
from services.core.i18n import translate as _
from services.core.typed import maybe_id
from services.documents import reviewing
from services.vaccinations import immunizations, words
from services.vaccinations.immunizations import Line
from states import forms
from states.base import StaffState, identifier
from states.vaccinations import TONES

_FIELDS = ("expires_on", "note", "exemption", "reason", "exempt_until")
_KEPT = 8  # states of the lines that a save may be based on


@dataclass(frozen=True)
class LineRow:
    """What stands beside the fields of a line."""

    id: str
    type: str
    required: bool
    standing: str  # empty: not required
    tone: str
    given: str  # what is known of the dose that the date is from
    expires_on: str  # the names of its fields
    note: str
    exemption: str
    reason: str
    exempt_until: str


class ImmunizationsState(StaffState):
    """The staff's Immunizations tab."""

    status: str = "loading"  # loading, ready, missing
    rows: list[LineRow] = []
    form: forms.Form = forms.Form()

    _pet: UUID | None = None
    _bases: dict[int, list[Line]] = {}  # the lines as they were shown, by their version

    @rx.event
    async def load(self):
        """Show the lines of the pet in the address."""
        self._screen = "immunizations"
        if (address := self._in_address("pet_id")) != str(self._pet):
            self.status, self.rows, self.form, self._bases = "loading", [], forms.Form(), {}
        try:
            self._pet = identifier(address)
            lines = await self._read(immunizations.lines, self._pet)
        except NotFound:
            self._pet, self.status, self.rows = None, "missing", []
            return
        self._show(lines)
        self.form = forms.opened(self._pet, _values(lines), _version(lines))
        self.status = "ready"

    @rx.event
    async def refresh(self):
        """Show them again; what is being typed stays."""
        if self._pet and self.status == "ready":
            lines = await self._read(immunizations.lines, self._pet)
            self._show(lines)
            fresh = forms.opened(self._pet, _values(lines), _version(lines))
            if fresh.values != self.get_value("form").values:
                self.form = fresh

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Save all lines at once, or none."""
        try:
            pet_id = identifier(self._in_address("pet_id"))
            current = await self._read(immunizations.lines, pet_id)
        except NotFound:
            self.status = "missing"
            return
        self._remember(current)
        with forms.Answering(self, "form", typed) as answer:
            base = self._bases.get(forms.version(typed)) or [
                replace(line, version=-1, dose=None) for line in current
            ]
            changes = [(line, _typed(line, typed)) for line in base]
            lines = await self._write(self._saving(), pet_id, changes)
            self._show(lines)
            answer.saved(_values(lines), _version(lines), of=pet_id)
        now = (_values(current), _version(current))
        self.form = forms.met(self.get_value("form"), typed, now)

    def _saving(self) -> Callable[..., list[Line]]:
        """Return the verb: where they are read from a document, it is accepted, too."""
        document_id = maybe_id(self._in_address("document_id"))
        if document_id is None:
            return immunizations.save
        return partial(reviewing.save, document_id=document_id)

    def _show(self, lines: list[Line]) -> None:
        self._remember(lines)
        self.rows = [_row(line) for line in lines]

    def _remember(self, lines: list[Line]) -> None:
        kept = [*self._bases.items(), (_version(lines), lines)]
        self._bases = dict(kept[-_KEPT:])


def _version(lines: list[Line]) -> int:
    """Number what the lines say, so that a form tells upon which it was based."""
    told = [(line.vaccine_type_id, line.version, line.dose, line.expires_on) for line in lines]
    return crc32(repr(told).encode())


def _values(lines: list[Line]) -> dict[str, Any]:
    return {
        f"{line.vaccine_type_id}.{name}": getattr(line, name) for line in lines for name in _FIELDS
    }


def _typed(line: Line, typed: dict[str, Any]) -> Line:
    key = str(line.vaccine_type_id)
    if f"{key}.note" not in typed:  # the form did not show this line
        return line
    try:
        exemption = Exemption(forms.text(typed, f"{key}.exemption", 20))
    except ValueError:
        raise Invalid("Please choose one of these.", f"{key}.exemption") from None
    return replace(
        line,
        expires_on=forms.day(typed, f"{key}.expires_on"),
        note=forms.text(typed, f"{key}.note"),
        exemption=exemption,
        reason=forms.text(typed, f"{key}.reason"),
        exempt_until=forms.day(typed, f"{key}.exempt_until"),
    )


def _row(line: Line) -> LineRow:
    key = str(line.vaccine_type_id)
    return LineRow(
        id=key,
        type=_(line.type),
        required=line.required,
        standing=words.standings()[line.standing] if line.standing else "",
        tone=TONES[line.standing] if line.standing else "",
        given=_given(line),
        **{name: f"{key}.{name}" for name in _FIELDS},
    )


def _given(line: Line) -> str:
    if line.dose is None:
        return ""
    if line.given_on is None:
        return _("From a certificate")
    return _("Given on {date}", date=clock.short_date(line.given_on))
