"""What the forms of customers and pets offer to choose from: icons, species and breeds."""

import reflex as rx

from services.core import marks
from services.pets import keeping
from states import forms
from states.base import StaffState

Options = list[tuple[str, str]]


class IconsState(StaffState, mixin=True):
    """The icons that staff put to somebody's name."""

    icons: forms.Found = forms.Found()

    @rx.event
    async def find_icon(self, text: str):
        """Offer the icons whose meaning holds a text."""
        wanted = str(text)[:60]
        options = [
            forms.OptionRow(mark.key, mark.label)
            for mark in marks.every()
            if wanted.casefold() in mark.label.casefold()
        ]
        self.icons = forms.found(wanted, options)


class BreedsState(StaffState, mixin=True):
    """The species a pet can be of, and the breeds of the one chosen."""

    species: Options = []
    breeds: forms.Found = forms.Found()

    _species: str = ""

    @rx.event
    async def choose_species(self, id: str):
        """Offer the breeds of this species."""
        self._species = str(id)[:40]
        await self._offer("")

    @rx.event
    async def find_breed(self, text: str):
        """Offer breeds."""
        await self._offer(str(text)[:60])

    async def _offer(self, text: str) -> None:
        names = await self._read(keeping.breeds, self._species, text)
        self.breeds = forms.found(text, [forms.OptionRow(name, name) for name in names])
