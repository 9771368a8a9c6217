"""The living pets of one species, and how any pet reads as a line of the staff's lists."""

from dataclasses import dataclass, field

import reflex as rx
from sqlmodel import Session

from services import vaccinations
from services.access import Actor
from services.core import clock, units
from services.pets import browsing
from states.admin.stepping import Service, SteppedState
from states.base import StaffState
from states.pets import CardRow, card_row
from states.shields import ShieldRow, shield_row


@dataclass(frozen=True)
class LineRow:
    """A pet, whose it is, and when this staff member opened it, if that is what is listed."""

    card: CardRow
    owner: str
    owner_id: str
    opened: str
    deceased: bool
    shield: ShieldRow = field(default_factory=ShieldRow)


class PetListState(SteppedState, StaffState):
    """The pets of the species in the address, or of the first one that has any."""

    status: str = "loading"  # loading, ready
    species: list[tuple[str, str]] = []  # to choose from: key, and name with how many
    chosen: str = ""
    rows: list[LineRow] = []

    @rx.event
    async def load(self):
        """Show the list from its beginning."""
        self._screen = "pet list"
        self.chosen = str(self.router.url.query_parameters.get("species") or "")[:40]
        await self._begin()

    @rx.event
    async def choose(self, key: str):
        """Show another species."""
        self.chosen = str(key)[:40]
        await self._begin()

    def _service(self) -> Service:
        chosen = self.chosen
        return lambda db, actor, after: _seen(db, actor, chosen, after)

    def _fill(self, seen: "_Seen") -> browsing.Place | None:
        self.chosen, self.species, self.rows, further = seen
        self.status = "ready"
        return further


_Seen = tuple[str, list[tuple[str, str]], list[LineRow], browsing.Place | None]


def line_row(line: browsing.Line, shield: ShieldRow) -> LineRow:
    """Write a pet as a line of a list."""
    return LineRow(
        card=card_row(line.card),
        owner=line.owner,
        owner_id=str(line.owner_id),
        opened=clock.ago(line.opened_at) if line.opened_at else "",
        deceased=line.card.deceased,
        shield=shield,
    )


def _seen(db: Session, actor: Actor, chosen: str, after: browsing.Place | None) -> _Seen:
    counts = browsing.counts(db, actor)
    species = [(kept.key, f"{kept.name} · {units.count(kept.count)}") for kept in counts]
    keys = [kept.key for kept in counts]
    if chosen not in keys:
        chosen, after = next(iter(keys), ""), None
    if not chosen:
        return "", [], [], None
    page = browsing.of_species(db, actor, chosen, after)
    shields = vaccinations.shields(db, actor, [line.card.id for line in page.lines])
    rows = [line_row(line, shield_row(shields, line.card.id)) for line in page.lines]
    return chosen, species, rows, page.next
