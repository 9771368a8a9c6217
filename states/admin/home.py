"""Where a staff member's day begins: what waits, who was here, whom the clinic knows."""

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from services import queues, vaccinations
from services.access import Actor, Permission
from services.core import clock, units
from services.core.i18n import translate as _
from services.pets import browsing
from services.queues import Waiting
from states.admin.pet_list import LineRow, line_row
from states.base import StaffState
from states.shields import shield_row


@dataclass(frozen=True)
class QueueRow:
    """How much waits in one queue."""

    key: str
    count: str
    empty: bool
    oldest: str  # since when; empty: nothing waits


@dataclass(frozen=True)
class SpeciesRow:
    """A species, and how many of its pets the clinic looks after."""

    key: str
    name: str
    drawing: str
    count: str


@dataclass(frozen=True)
class _Seen:
    queues: list[QueueRow]
    species: list[SpeciesRow]
    lately: list[LineRow]


class HomeState(StaffState):
    """What the staff's first page shows."""

    status: str = "loading"  # loading, ready
    queues: list[QueueRow] = []
    species: list[SpeciesRow] = []
    lately: list[LineRow] = []

    @rx.event
    async def load(self):
        """Show what waits."""
        self._screen = "home"
        await self.refresh()

    @rx.event
    async def refresh(self):
        """Show it again."""
        seen = await self._read(_seen)
        self.queues, self.species, self.lately = seen.queues, seen.species, seen.lately
        self.status = "ready"


def _seen(db: Session, actor: Actor) -> _Seen:
    work = [_queue(one) for one in queues.waiting(db, actor)]
    if Permission.VIEW_RECORDS not in actor.permissions:
        return _Seen(work, [], [])
    lines = browsing.opened_last(db, actor)
    shields = vaccinations.shields(db, actor, [line.card.id for line in lines])
    return _Seen(
        work,
        [
            SpeciesRow(kept.key, kept.name, kept.drawing, units.count(kept.count))
            for kept in browsing.counts(db, actor)
        ],
        [line_row(line, shield_row(shields, line.card.id)) for line in lines],
    )


def _queue(found: Waiting) -> QueueRow:
    oldest = _("Oldest: {age}", age=clock.ago(found.oldest)) if found.oldest else ""
    return QueueRow(found.queue.value, units.count(found.count), not found.count, oldest)
