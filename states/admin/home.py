"""Where a staff member's day begins: what waits to be finished."""

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from services.access import Actor, Permission
from services.core import clock
from services.core.i18n import translate as _
from services.records import desk
from states.base import StaffState

_SHOWN = 20  # drafts, the oldest first


@dataclass(frozen=True)
class DraftRow:
    """A record that somebody has begun."""

    id: str
    title: str
    kind: str
    pet: str
    pet_id: str
    about: str  # since when, and by whom


class HomeState(StaffState):
    """The drafts that wait, the oldest first."""

    status: str = "loading"  # loading, ready
    drafts: list[DraftRow] = []

    @rx.event
    async def load(self):
        """Show what waits."""
        self._screen = "home"
        await self.refresh()

    @rx.event
    async def refresh(self):
        """Show it again."""
        self.drafts = [_row(draft) for draft in await self._read(_waiting)]
        self.status = "ready"


def _waiting(db: Session, actor: Actor) -> list[desk.Draft]:
    return desk.drafts(db, actor, _SHOWN) if Permission.VIEW_RECORDS in actor.permissions else []


def _row(draft: desk.Draft) -> DraftRow:
    since = clock.short_date(clock.local(draft.begun_at).date())
    return DraftRow(
        id=str(draft.id),
        title=draft.title or _("Without a title"),
        kind=draft.kind.label(),
        pet=draft.pet,
        pet_id=str(draft.pet_id),
        about=_("since {date}, {name}", date=since, name=draft.author)
        if draft.author
        else _("since {date}", date=since),
    )
