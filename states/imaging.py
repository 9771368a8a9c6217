"""The record whose images a tab shows. The images themselves do not come over the socket."""

from typing import ClassVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.pets import Pet
from services.access import Actor, find
from services.core import clock
from services.core.errors import Forbidden, NotFound
from services.core.i18n import translate as _
from services.records import reading
from services.records.reading import Entry
from states.base import Audience, PortalState, identifier


class ImagingState(PortalState):
    """What stands above the viewer."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    status: str = "loading"  # loading, ready, missing
    title: str = ""
    about: str = ""  # the pet, and when it was
    back: str = ""  # to the images in the pet's file

    _record: UUID | None = None

    @rx.event
    async def load(self):
        """Show the record in the address."""
        self.status, self.title, self.about = "loading", "", ""
        try:
            self._record = identifier(self._in_address("record_id"))
        except NotFound:
            self._record, self.status = None, "missing"
            return
        self._screen = "images"
        await self._show(self._record)

    @rx.event
    async def refresh(self):
        """Show it again: it may have been amended, or taken back."""
        if self._record:
            await self._show(self._record)

    async def _show(self, record_id: UUID) -> None:
        try:
            entry, pet = await self._read(_found, record_id)
        except (NotFound, Forbidden):
            self.status, self.title, self.about, self.back = "missing", "", "", ""
            return
        side = "/admin" if self.is_staff else ""
        self.status, self.title = "ready", entry.title or _("Images")
        self.about = f"{pet.name}, {clock.long_date(entry.happened_on)}"
        self.back = f"{side}/pets/{pet.id}/{entry.kind.tab or 'overview'}"


def _found(db: Session, actor: Actor, record_id: UUID) -> tuple[Entry, Pet]:
    entry = reading.find(db, actor, record_id)
    return entry, find(db, actor, Pet, entry.pet_id)
