"""What a reminder of vaccinations says, from what is true when it is sent."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session

from models.notices import OutboxEntry
from services.core import clock
from services.core.config import config
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.vaccinations import reminding
from services.vaccinations.reminding import Reminder
from services.vaccinations.status import in_words

_LINES_OF_SMS = 3


def left(db: Session, entry: OutboxEntry) -> list[Reminder]:
    """List what there still is to remind of."""
    return reminding.still(db, entry.about_id, entry.customer_id)


def values(reminders: Sequence[Reminder], channel: str) -> dict[str, str]:
    """Return what goes into the places: of several, the day is that of the most pressing."""
    first, portal = reminders[0], config().public_url
    pet_ids = {one.pet.id for one in reminders}
    return {
        "pet_name": _listed(one.pet.name for one in reminders),
        "vaccine": _listed(_(one.due.type) for one in reminders),
        "due_on": clock.long_date(first.on),
        "days_left": in_words(first.on, clock.today()),
        "doses": "\n".join(_lines(reminders, channel)),
        "link": f"{portal}/pets/{first.pet.id}/vaccinations" if len(pet_ids) == 1 else portal,
    }


def examples() -> dict[str, str]:
    """Return the same for a preview."""
    name, vaccine, today = _("Bella"), _("Rabies"), clock.today()
    return {
        "pet_name": name,
        "vaccine": vaccine,
        "due_on": clock.long_date(today),
        "days_left": in_words(today, today),
        "doses": _told(name, vaccine, today),
    }


def _lines(reminders: Sequence[Reminder], channel: str) -> list[str]:
    shown = reminders[:_LINES_OF_SMS] if channel == "sms" else reminders
    lines = [_told(one.pet.name, _(one.due.type), one.on) for one in shown]
    if rest := len(reminders) - len(shown):
        lines.append(plural("and one more", "and {count} more", rest))
    return lines


def _told(name: str, vaccine: str, on: date) -> str:
    return f"{name}: {vaccine}, {clock.long_date(on)} ({in_words(on, clock.today())})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
