"""Doses that are due, and rounds of reminders."""

from datetime import UTC, date, datetime, timedelta

from models.notices import OutboxEntry
from models.vaccinations import Dose, DoseReminder
from services import settings
from services.access import system, visible
from services.core.db import look, run
from services.vaccinations import reminding

MORNING = datetime(2026, 3, 4, 15, tzinfo=UTC)  # a Wednesday
TODAY = MORNING.date()


def switch_on(**values):
    run(settings.put, dose_reminders=True, time_zone="America/New_York", **values)


def dose(pet_id, type_id, ends_in, **columns):
    """Make a dose that protects until so many days from now."""
    end = TODAY + timedelta(days=ends_in)
    given = {"given_on": date(2025, 1, 1), "valid_until": end, **columns}
    return Dose(pet_id=pet_id, vaccine_type_id=type_id, **given)


def round_of_reminders():
    """Run a whole round, as the portal does; return how many customers are told."""
    if look(reminding.round_now) is None:
        return 0
    batches = look(reminding.awaited)
    return sum(run(reminding.remind, look(reminding.told, pets)) for pets in batches)


def queued():
    """List the reminders that were queued."""
    wanted = system(OutboxEntry).where(OutboxEntry.kind == "dose_reminder")
    return look(lambda db: list(db.exec(wanted.order_by("created_at"))))


def steps_told(vera, pet_id):
    rows = visible(vera.actor, DoseReminder).where(DoseReminder.pet_id == pet_id)
    return [
        row.step for row in look(lambda db: db.exec(rows.order_by(DoseReminder.created_at)).all())
    ]
