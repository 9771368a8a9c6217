"""Whom reminders of vaccinations would go to now."""

from dataclasses import dataclass

import reflex as rx

from services.core import clock
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.vaccinations import previewing
from services.vaccinations.previewing import Preview, Reminded
from states.base import StaffState


@dataclass(frozen=True)
class RemindedRow:
    """A customer who would be written to."""

    id: str
    name: str
    told: str  # of each vaccination: pet, vaccine and day


class RemindersState(StaffState):
    """What stands beside the settings of vaccinations."""

    status: str = ""  # empty: nobody has asked yet; ready
    summary: str = ""
    more: str = ""  # of those whose names are not shown
    rows: list[RemindedRow] = []

    @rx.event
    async def load(self):
        """Begin anew: what was counted before is not true any more."""
        self.status, self.summary, self.more, self.rows = "", "", "", []

    @rx.event
    async def preview(self):
        """Count whom reminders would go to by the settings that are saved, and name the first."""
        found = await self._read(previewing.preview)
        self.rows = [_row(one) for one in found.first]
        self.summary, self.more, self.status = _summary(found), _more(found), "ready"


def _summary(found: Preview) -> str:
    if not found.customers:
        return _("Nobody would be reminded now.")
    return _(
        "{customers} would be reminded now, about {pets}.",
        customers=plural("One customer", "{count} customers", found.customers),
        pets=plural("one pet", "{count} pets", found.pets),
    )


def _more(found: Preview) -> str:
    left = found.customers - len(found.first)
    return plural("and one more", "and {count} more", left) if left else ""


def _row(found: Reminded) -> RemindedRow:
    told = [
        f"{one.pet.name}: {_(one.due.type)}, {clock.short_date(one.on)}" for one in found.reminders
    ]
    return RemindedRow(str(found.customer.id), found.customer.name, " · ".join(told))
