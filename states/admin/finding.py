"""The search over customers and pets, on every page of the staff."""

import reflex as rx
from sqlmodel import Session

from services import search, vaccinations
from services.access import Actor
from services.core.errors import NotFound
from services.core.i18n import translate as _
from states import forms
from states.base import StaffState, identifier
from states.shields import ShieldRow, shield_row

_LONGEST = 100  # characters that are searched for


class StaffSearchState(StaffState):
    """What was found for what is being typed."""

    found: forms.Found = forms.Found()

    @rx.event
    async def find(self, text: str):
        """Find customers and pets by the beginnings of words."""
        asked = text[: _LONGEST + 1]
        self.found = forms.found(asked, await self._read(_options, asked))

    @rx.event
    async def open(self, chosen: str):
        """Go to what was chosen."""
        kind, _colon, row = chosen.partition(":")
        place = {"customer": "customers", "pet": "pets"}.get(kind)
        if place is None:
            raise NotFound
        await self._read(search.find, "")  # whoever may not search is told so here, too
        return rx.redirect(f"/admin/{place}/{identifier(row)}")


def _options(db: Session, actor: Actor, typed: str) -> list[forms.OptionRow]:
    found = search.find(db, actor, typed)
    shields = vaccinations.shields(db, actor, [hit.id for hit in found.pets])
    return [_option(hit, shield_row(shields, hit.id)) for hit in (*found.pets, *found.customers)]


def _option(hit: search.Hit, shield: ShieldRow) -> forms.OptionRow:
    value = f"{hit.kind}:{hit.id}"
    return forms.OptionRow(value, hit.name, _detail(hit), shield.color, shield.words)


def _detail(hit: search.Hit) -> str:
    if hit.kind == "pet":
        owner = _("Pet of {name}", name=hit.detail)
        return f"{owner} · {_('Microchip in doubt')}" if hit.disputed else owner
    return _("Customer · {contact}", contact=hit.detail)
