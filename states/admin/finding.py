"""The search over customers and pets, on every page of the staff."""

import reflex as rx

from services import search
from services.core.errors import NotFound
from services.core.i18n import translate as _
from states import forms
from states.base import StaffState, identifier

_LONGEST = 100  # characters that are searched for


class StaffSearchState(StaffState):
    """What was found for what is being typed."""

    found: forms.Found = forms.Found()

    @rx.event
    async def find(self, text: str):
        """Find customers and pets by the beginnings of words."""
        asked = text[: _LONGEST + 1]
        self.found = forms.found(asked, _options(await self._read(search.find, asked)))

    @rx.event
    async def open(self, chosen: str):
        """Go to what was chosen."""
        kind, _colon, row = chosen.partition(":")
        place = {"customer": "customers", "pet": "pets"}.get(kind)
        if place is None:
            raise NotFound
        await self._read(search.find, "")  # whoever may not search is told so here, too
        return rx.redirect(f"/admin/{place}/{identifier(row)}")


def _options(found: search.Found) -> list[forms.OptionRow]:
    return [
        forms.OptionRow(f"{hit.kind}:{hit.id}", hit.name, _detail(hit))
        for hit in (*found.pets, *found.customers)
    ]


def _detail(hit: search.Hit) -> str:
    if hit.kind == "pet":
        owner = _("Pet of {name}", name=hit.detail)
        return f"{owner} · {_('Microchip in doubt')}" if hit.disputed else owner
    return _("Customer · {contact}", contact=hit.detail)
