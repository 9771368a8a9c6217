"""What staff do with images: accept them as those of the pet, and mark what matters in them."""

from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services.access import Actor
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.imaging import doubts, keys, viewing
from states.base import StaffState, identifier
from states.feedback import FeedbackState


@dataclass(frozen=True)
class DoubtRow:
    """A study that somebody should look at."""

    id: str
    title: str
    lines: list[str]


class ScansState(StaffState):
    """The images of the record in the address."""

    doubts: list[DoubtRow] = []
    scanned: bool = False  # whether the record has images for the viewer
    turn: int = 0  # counts the key images that were marked or taken back

    _record_of: UUID | None = None

    @rx.event
    async def look(self):
        """Show what should be looked at before the record is shown."""
        self.doubts = []
        try:
            self._record_of = identifier(self._in_address("record_id"))
        except NotFound:
            self._record_of = None
        await self._show()

    @rx.event
    async def accept(self, id: str):
        """Say that a study is of this pet and may be shown."""
        await self._write(doubts.accept, identifier(id))
        await self._show()
        return FeedbackState.show(_("Accepted"))

    @rx.event
    async def mark(self, id: str, number: int, note: str):
        """Have a frame be a key image."""
        await self._write(keys.mark, identifier(id), int(number), str(note)[:10_000])
        self.turn += 1
        return FeedbackState.show(_("Marked. The customer sees it once the record is published."))

    @rx.event
    async def unmark(self, id: str, number: int):
        """Have a frame be no key image any more."""
        await self._write(keys.unmark, identifier(id), int(number))
        self.turn += 1
        return FeedbackState.show(_("Taken back"))

    async def _show(self) -> None:
        try:
            found, self.scanned = await self._read(_found, self._record_of)
        except NotFound:
            found, self.scanned = [], False
        self.doubts = [DoubtRow(str(one.study_id), one.title, one.lines) for one in found]


def _found(db: Session, actor: Actor, record_id: UUID | None) -> tuple[list[doubts.Doubt], bool]:
    if record_id is None:
        raise NotFound
    found = doubts.of(db, actor, record_id)
    return found, viewing.any_of(db, actor, record_id)
