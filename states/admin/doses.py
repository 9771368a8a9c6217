"""The form in which staff write a dose of the pet in the address."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import reflex as rx

from models.base import Status
from models.vaccinations import Dose
from services.core import clock
from services.core.errors import Forbidden, Invalid, NotFound
from services.core.i18n import translate as _
from services.core.typed import maybe_id
from services.vaccinations import doses
from services.vaccinations.doses import Choices, Typed
from states import forms
from states.base import StaffState, identifier

_TEXTS = tuple(doses.LIMITS)
_FOLLOWED = ("vaccine_type_id", "product_name", "given_on")  # what maker and end follow from
_DAYS = ("given_on", "planned_on", "valid_until")


class DosesState(StaffState):
    """One dose at a time, new or to be corrected."""

    form: forms.Form = forms.Form()
    shown: bool = False
    correcting: bool = False
    types: list[tuple[str, str]] = []
    products: list[str] = []  # of the vaccine chosen; before one is, of all

    _products: list[tuple[str, str]] = []  # of all: the id of the vaccine, and the name
    _told: dict[str, str] = {}  # what the dose's end follows from, as it is typed

    @rx.event
    async def load(self):
        """Show the form for a new dose where the address asks for one."""
        if self.router.url.query_parameters.get("add"):
            await self._open_new()
        else:
            self.shown = False

    @rx.event
    async def add(self):
        """Show the form for a new dose."""
        await self._open_new()

    @rx.event
    async def correct(self, id: str):
        """Show a dose to correct it, or to note that a planned one was given."""
        row = await self._read(doses.opened, identifier(id))
        self._offer(await self._read(doses.choices, row.pet_id, row.vaccine_type_id))
        self.form = forms.opened(row.id, _values(row), row.version)
        self._follow()
        self.shown = self.correcting = True

    @rx.event
    async def refresh(self):
        """Offer the vaccines and products of now; what is typed stays."""
        if not self.shown:
            return
        kept = maybe_id(self.get_value("form").values.get("vaccine_type_id"))
        self._offer(await self._read(doses.choices, self._pet(), kept))
        self._narrow()

    @rx.event
    async def foresee(self, name: str, value: str):
        """Fill in the maker and the end that follow, where nobody has typed them."""
        if name not in _FOLLOWED:
            return
        self._told = {**self.get_value("_told"), name: str(value)[:80]}
        told = self.get_value("_told")
        self._narrow()
        try:
            kind, given_on = identifier(told.get("vaccine_type_id")), forms.day(told, "given_on")
            product = told.get("product_name", "")
            maker, until = await self._read(doses.foresee, kind, product, given_on)
        except (NotFound, Invalid):  # not chosen or not typed to the end yet
            return
        follows = {"manufacturer": maker, "valid_until": until}
        held: dict[str, Any] = self.get_value("form").values
        kept = {name for name in follows if self.correcting and held.get(name)}
        fresh = {name: forms.typed_as(one) for name, one in follows.items() if name not in kept}
        self.form = replace(self.get_value("form"), values={**held, **fresh})

    @rx.event
    async def take_back(self, id: str):
        """Take back a dose that was entered by mistake."""
        row = await self._read(doses.opened, identifier(id))
        await self._write(doses.void, row.id, row.version)
        self.shown = False

    @rx.event
    def close(self):
        """Put the form away; what was typed stays in the tab until it is opened again."""
        self.shown = False

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Save the dose that the form shows."""
        with forms.Answering(self, "form", typed) as answer:
            told, of = _typed(typed), self.get_value("form").of
            if self.correcting:
                dose_id, version = identifier(of), forms.version(typed)
                row = await self._write(doses.correct, dose_id, version, told)
            else:
                key, agreed = forms.key(typed), forms.agreed(typed)
                row = await self._write(doses.add, self._pet(), told, key=key, agreed=agreed)
                self._done["dose"] = key
            answer.saved(_values(row), row.version)
        # Put away once the form has had its answer: until then it keeps what was typed.
        return DosesState.close if self.form.outcome == "saved" else None

    async def _open_new(self) -> None:
        try:
            pet_id = self._pet()
            self._offer(await self._read(doses.choices, pet_id))
        except (NotFound, Forbidden):
            self.shown = False
            return
        start = dict.fromkeys((*_TEXTS, "planned_on", "valid_until", "vaccine_type_id"), "")
        start |= {"given_on": clock.today(), "status": Status.PUBLISHED}
        self.form = replace(forms.opened(f"new {pet_id}", start), done=self._done.get("dose", ""))
        self._follow()
        self.shown, self.correcting = True, False

    def _follow(self) -> None:
        held = self.get_value("form").values
        self._told = {name: str(held[name]) for name in _FOLLOWED}
        self._narrow()

    def _narrow(self) -> None:
        chosen = self.get_value("_told").get("vaccine_type_id", "")
        known: list[tuple[str, str]] = self.get_value("_products")
        self.products = [name for kind, name in known if chosen in ("", kind)]

    def _pet(self) -> UUID:
        return identifier(self._in_address("pet_id"))

    def _offer(self, found: Choices) -> None:
        self.types = [(str(kind.id), _(kind.name)) for kind in found.types]
        self._products = [(str(one.vaccine_type_id), one.name) for one in found.products]


def _values(row: Dose) -> dict[str, Any]:
    names = (*_TEXTS, *_DAYS, "vaccine_type_id", "status")
    return {name: getattr(row, name) for name in names}


def _typed(typed: dict[str, Any]) -> Typed:
    try:
        status = Status(forms.text(typed, "status", 20))
    except ValueError:
        raise Invalid("Please choose one of these.", "status") from None
    told: dict[str, Any] = {name: forms.day(typed, name) for name in _DAYS}
    told |= {name: forms.text(typed, name) for name in _TEXTS}
    return Typed(
        vaccine_type_id=maybe_id(forms.text(typed, "vaccine_type_id", 40)), status=status, **told
    )
