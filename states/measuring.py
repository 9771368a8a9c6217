"""Writing down, correcting and deleting weights and temperatures of the pet in the address."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import reflex as rx

from models.base import Status
from models.measurements import Measurement, Quantity
from services.core import clock
from services.core.errors import Invalid, NotFound
from services.core.i18n import translate as _
from services.core.units import UNITS
from services.measurements import writing
from services.measurements.plausible import Doubtful
from services.measurements.writing import Said, Typed
from states import forms
from states.base import PortalState, identifier
from states.feedback import FeedbackState


class MeasurementFormState(PortalState, mixin=True):
    """The form for one measurement, new or to be corrected."""

    form: forms.Form = forms.Form()
    shown: bool = False
    quantity: str = ""
    units: list[tuple[str, str]] = []
    correcting: bool = False
    doubt: str = ""  # what is unusual; its writer has to say that it is right

    _pet: UUID | None = None
    _row: UUID | None = None
    _doubted: tuple[str, str, str] = ("", "", "")  # number, unit and time that were asked about

    @rx.event
    async def arrive(self):
        """Show the form if the address asks for it, as the bar's links do."""
        self._close()
        if self.router.url.query_parameters.get("add"):
            await self._begin(self._in_address("tab"))

    @rx.event
    async def begin(self, quantity: str):
        """Show an empty form."""
        await self._begin(str(quantity))

    @rx.event
    async def correct(self, measurement: str):
        """Show the form with a measurement to correct."""
        row = await self._read(writing.opened, identifier(measurement))
        self._open(row.quantity, row.id)
        self.form = forms.opened(row.id, _values(row), row.version)

    @rx.event
    async def close(self):
        """Put the form away."""
        self._close()

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Write down what was typed; what is unusual only when it is said to be right."""
        said = tuple(forms.text(typed, name, 40) for name in ("value", "unit", "measured_at"))
        sure = forms.flag(typed, "sure") and said == self._doubted
        with forms.Answering(self, "form", typed) as answer:
            try:
                row = await self._keep(typed, sure=sure)
            except Doubtful as doubtful:
                self._doubted = (said[0], said[1], said[2])
                self.doubt = str(doubtful)
                raise
            answer.saved(_values(row), row.version)
        if self.form.outcome == "saved":
            # Put away once the form has had its answer: until then it keeps what was typed.
            return [FeedbackState.show(_("Saved")), type(self).close]
        return None

    @rx.event
    async def remove(self, measurement: str):
        """Delete a measurement."""
        await self._write(writing.remove, identifier(measurement))
        self._close()
        return FeedbackState.show(_("Deleted"))

    async def _keep(self, typed: dict[str, Any], *, sure: bool) -> Measurement:
        given = _typed(Quantity(self.quantity), typed) if self.quantity else None
        if given is None or self._pet is None:
            raise NotFound
        if self._row:
            version = forms.version(typed)
            return await self._write(writing.correct, self._row, version, given, sure=sure)
        said = Said(sure, forms.agreed(typed), forms.key(typed))
        row = await self._write(writing.add, self._pet, given, said)
        self._done[self.quantity] = forms.key(typed)
        return row

    async def _begin(self, quantity: str) -> None:
        if quantity not in set(Quantity):
            raise NotFound
        pet_id = identifier(self._in_address("pet_id"))
        unit = await self._read(writing.begun, pet_id, Quantity(quantity))
        self._open(Quantity(quantity), None)
        values = {"value": "", "unit": unit, "measured_at": clock.field(clock.now())}
        more = {"notes": "", "status": Status.PUBLISHED, "sure": False}
        self.form = replace(forms.opened("new", values | more), done=self._done.get(quantity, ""))

    def _open(self, quantity: Quantity, row: UUID | None) -> None:
        self._close()
        self._pet = identifier(self._in_address("pet_id"))
        self._row, self.correcting = row, row is not None
        self.quantity = quantity.value
        self.units = [(unit, unit) for unit in UNITS[quantity]]
        self.shown = True

    def _close(self) -> None:
        self.shown, self.correcting, self.doubt = False, False, ""
        self.form, self._row = forms.Form(), None
        self._doubted = ("", "", "")


class HomeMeasuringState(MeasurementFormState, PortalState):
    """What a customer has measured at home."""


def _typed(quantity: Quantity, typed: dict[str, Any]) -> Typed:
    try:
        measured_at = clock.typed(forms.text(typed, "measured_at", 40))
    except ValueError:
        raise Invalid("Please enter day and time.", "measured_at") from None
    status = forms.text(typed, "status", 20) or Status.PUBLISHED  # customers are not asked
    if status not in set(Status):
        raise Invalid("Please choose one of the list.", "status")
    return Typed(
        quantity=quantity,
        number=forms.text(typed, "value", 40),
        unit=forms.text(typed, "unit", 10),
        measured_at=measured_at,
        notes=forms.text(typed, "notes", 500),
        status=Status(status),
    )


def _values(row: Measurement) -> dict[str, Any]:
    return {
        "value": row.typed,
        "unit": row.typed_unit,
        "measured_at": clock.field(row.measured_at),
        "notes": row.notes,
        "status": row.status,
        "sure": False,
    }
