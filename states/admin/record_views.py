"""How a record will look to the customer, and how it came to read as it does."""

from dataclasses import dataclass, field, replace

import reflex as rx

from models.base import Status
from services.core import clock
from services.core.i18n import translate as _
from services.records import desk, history
from services.records.history import Change
from states.base import StaffState, identifier
from states.records import LineRow, RecordRow, record_row


@dataclass(frozen=True)
class ToldRow:
    """One field that was changed: pieces of text, each with what became of it."""

    label: str
    pieces: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class ChangeRow:
    """One change of a record."""

    what: str
    who: str
    told: list[ToldRow] = field(default_factory=list)


class RecordViewState(StaffState):
    """What is looked up beside the form, when asked for."""

    seen: bool = False
    preview: list[RecordRow] = []  # one, or none
    asked: bool = False
    changes: list[ChangeRow] = []

    @rx.event
    async def look(self, record_id: str):
        """Show the record as the customer would read it."""
        entry, added = await self._read(desk.preview, identifier(record_id))
        row = record_row(entry)
        if added:
            row = replace(row, parts=[LineRow(_("Values"), added), *row.parts])
        self.preview, self.seen = [row], True

    @rx.event
    async def recall(self, record_id: str):
        """Show the earlier versions, and what was changed."""
        found = await self._read(history.of, identifier(record_id))
        self.changes, self.asked = [_change_row(one) for one in found], True

    @rx.event
    async def forget(self):
        """Show nothing of another record."""
        self.seen, self.preview, self.asked, self.changes = False, [], False, []


def _change_row(change: Change) -> ChangeRow:
    if change.after is Status.PUBLISHED:
        what = _("Amended") if change.before is Status.PUBLISHED else _("Published")
    elif change.before is Status.PUBLISHED:
        what = _("Withdrawn")
    else:
        what = _("Changed")
    return ChangeRow(
        what=what,
        who=f"{change.by} · {clock.moment(change.at)}",
        told=[
            ToldRow(told.label, [(piece.change, piece.text) for piece in told.pieces])
            for told in change.told
        ],
    )
