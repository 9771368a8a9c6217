"""Two entries of a list that are one: choosing the other, seeing what will be, and doing it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services.access import Actor
from services.core.errors import Invalid
from services.core.i18n import translate as _
from services.lists import joining, reading
from services.lists.registry import find
from states import forms
from states.admin.list_rows import moved, name_of, offer
from states.base import StaffState, identifier
from states.feedback import FeedbackState


@dataclass(frozen=True)
class PlanRow:
    """What merging two entries would do."""

    goes: str = ""
    stays: str = ""
    moves: list[str] = field(default_factory=list)


class EntryMergeState(StaffState):
    """The entry in the address, and its duplicate."""

    form: forms.Form = forms.Form()  # of the picker
    found: forms.Found = forms.Found()
    plan: PlanRow = PlanRow()
    stays: str = "this"  # which of the two: this, other

    _other: UUID | None = None

    @rx.event
    async def load(self):
        """Begin without a duplicate."""
        self._other, self.plan, self.stays = None, PlanRow(), "this"
        self.found = forms.Found()
        await self._read(reading.overview)

    @rx.event
    async def seek(self, text: str):
        """Offer entries that may be the same."""
        wanted, key = str(text)[:80], self._in_address("list_key")
        rows = await self._read(_alike, key, self._shown(), wanted)
        options = [forms.OptionRow(str(row.id), offer(find(key), row)) for row in rows]
        self.found = forms.found(wanted, options)

    @rx.event
    async def choose(self, other: str):
        """Say what merging with this one would do."""
        self._other = identifier(other)
        await self._weigh()

    @rx.event
    async def keep(self, stays: str):
        """Choose which of the two stays."""
        self.stays = "other" if stays == "other" else "this"
        if self._other:
            await self._weigh()

    @rx.event
    async def merge(self):
        """Merge the two, and show the one that is left."""
        key = self._in_address("list_key")
        row = await self._write(joining.merge, key, *self._two())
        self._other, self.plan = None, PlanRow()
        return [
            FeedbackState.show(_("The two are one now.")),
            rx.redirect(f"/admin/lists/{key}/{row.id}", replace=True),
        ]

    def _shown(self) -> UUID:
        return identifier(self._in_address("entry_id"))

    def _two(self) -> tuple[UUID, UUID]:
        """Return the one that goes and the one that stays."""
        if self._other is None:
            raise Invalid("Please choose one of the list.")
        shown = self._shown()
        return (self._other, shown) if self.stays == "this" else (shown, self._other)

    async def _weigh(self) -> None:
        found = await self._read(joining.outlook, self._in_address("list_key"), *self._two())
        goes, stays = (name_of(found.listing, row) for row in (found.row, found.survivor))
        self.plan = PlanRow(goes, stays, moved(found.listing, found.moves))


def _alike(db: Session, actor: Actor, key: str, id: UUID, text: str) -> list[Any]:
    """Find other entries of the same part of the list that hold a text."""
    listing, row = reading.entry(db, actor, key, id)
    part = str(getattr(row, listing.within)) if listing.within else ""
    return [one for one in reading.choices(db, actor, key, text, part=part) if one.id != id]
