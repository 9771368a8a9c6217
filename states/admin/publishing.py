"""The drafts of the pet on screen, chosen from a list and published at once."""

from dataclasses import dataclass, field, replace
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services import settings
from services.access import Actor
from services.core import clock
from services.core.errors import Faulty
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.overview import drafts
from services.overview.drafts import Draft
from services.records import publishing
from states.base import StaffState, identifier
from states.feedback import FeedbackState


@dataclass(frozen=True)
class DraftRow:
    """One draft of the list."""

    id: str
    label: str  # of its kind
    title: str
    about: str  # its day, and who wrote it
    href: str  # where it is finished; empty where that is no page of its own
    changing: bool
    chosen: bool
    fault: str = ""  # why it cannot be published as it is


@dataclass(frozen=True)
class _Seen:
    drafts: list[Draft] = field(default_factory=list)
    notifiable: bool = False
    notifies: bool = False


class PublishingState(StaffState):
    """What the list of drafts shows."""

    shown: bool = False
    rows: list[DraftRow] = []
    notify: bool = False
    notifiable: bool = False
    some: bool = False  # whether any is chosen

    _pet: UUID | None = None
    _versions: dict[str, int] = {}

    @rx.event
    async def look(self, pet_id: str):
        """Show what can be published in a pet's file; all that has a title is chosen."""
        self._pet = identifier(pet_id)
        seen = await self._read(_seen, self._pet)
        self._show(seen.drafts, {str(one.id) for one in seen.drafts if one.title}, {})
        self.notifiable, self.notify, self.shown = seen.notifiable, seen.notifies, True

    @rx.event
    def close(self):
        """Put the list away."""
        self.shown = False

    @rx.event
    def choose(self, id: str):
        """Choose a draft, or no longer."""
        chosen = {row.id for row in self.get_value("rows") if row.chosen} ^ {str(id)}
        self.rows = [replace(row, chosen=row.id in chosen) for row in self.get_value("rows")]
        self.some = any(row.chosen for row in self.rows)

    @rx.event
    def tick_notify(self):
        """Choose whether the customer is told, or not."""
        self.notify = not self.notify

    @rx.event
    async def publish(self):
        """Publish what is chosen; where something is in the way, nothing is published."""
        if self._pet is None:
            return None
        chosen = {row.id for row in self.get_value("rows") if row.chosen}
        versions = {identifier(one): self._versions[one] for one in sorted(chosen)}
        try:
            count = await self._write(
                drafts.publish, self._pet, versions, notify=self.notify and self.notifiable
            )
        except Faulty as faulty:
            seen = await self._read(_seen, self._pet)
            faults = {fault.field: str(fault) for fault in faulty.faults}
            self._show(seen.drafts, chosen - faults.keys(), faults)
            return None
        self.shown = False
        return FeedbackState.show(
            plural("{count} entry is published", "{count} entries are published", count)
        )

    def _show(self, found: list[Draft], chosen: set[str], faults: dict[str, str]) -> None:
        self._versions = {str(one.id): one.version for one in found}
        self.rows = [_row(one, str(one.id) in chosen, faults) for one in found]
        self.some = any(row.chosen for row in self.rows)


def _seen(db: Session, actor: Actor, pet_id: UUID) -> _Seen:
    notifiable = publishing.notifiable(db, actor, pet_id)
    return _Seen(
        drafts=drafts.waiting(db, actor, pet_id),
        notifiable=notifiable,
        notifies=notifiable and settings.load(db).publish_notify,
    )


def _row(draft: Draft, chosen: bool, faults: dict[str, str]) -> DraftRow:
    untitled = _("Please write a title first.") if not draft.title else ""
    return DraftRow(
        id=str(draft.id),
        label=draft.label,
        title=draft.title or _("Without a title"),
        about=" · ".join(part for part in (clock.short_date(draft.on), draft.author) if part),
        href=f"/admin/records/{draft.id}" if draft.sort == "record" else "",
        changing=draft.changing,
        chosen=chosen,
        fault=faults.get(str(draft.id), "") or untitled,
    )
