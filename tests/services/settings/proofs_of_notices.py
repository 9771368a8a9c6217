"""What the settings of notices change, for customers and for the clinic."""

from datetime import timedelta

from models.messaging import Thread
from models.notices import OutboxEntry
from models.vaccinations import Dose, VaccineType
from services import customers, telling
from services.access import system
from services.core import clock
from services.core.db import run
from services.customers import wishes
from services.vaccinations import reminding
from tests.messages import post
from tests.services.settings.effects import Clinic, in_force, proof


def _told_clinic(clinic: Clinic) -> list[str]:
    """Have Alice write in a thread of its own; return where the clinic is told of it."""
    thread = clinic.put(Thread(customer_id=clinic.alice.actor.id, topic="Rex"))
    post(clinic.alice, thread.id, key=str(thread.id))
    run(lambda db: telling.clinic_of_message(db, clinic.alice.actor, db.get(Thread, thread.id)))
    told = system(OutboxEntry).where(OutboxEntry.about_id == thread.id)
    return [entry.address for entry in run(lambda db: db.exec(told).all())]


@proof("messaging_admin_notify", "messaging_admin_address")
def _tells_the_clinic_where_it_wants(clinic: Clinic) -> None:
    assert _told_clinic(clinic) == ["desk@mail.test"]
    clinic.turn("messaging_admin_address", "vets@mail.test")
    assert _told_clinic(clinic) == ["vets@mail.test"]
    clinic.turn("messaging_admin_notify", False)
    assert _told_clinic(clinic) == []


@proof("quiet_from", "quiet_until")
def _lets_sms_wait_at_other_hours(clinic: Clinic) -> None:
    alice = run(customers.me, clinic.alice.actor)
    clinic.turn("quiet_from", "20:15")
    clinic.turn("quiet_until", "08:45")
    assert wishes.quiet(alice, in_force()) == wishes.Quiet("20:15", "08:45")
    clinic.turn("quiet_from", "")
    assert wishes.quiet(alice, in_force()).ends(clock.now()) is None


@proof("message_channels")
def _ticks_other_channels(clinic: Clinic) -> None:
    assert run(telling.offered, clinic.alice.actor.id) == {"email": True}
    clinic.turn("message_channels", [])
    assert run(telling.offered, clinic.alice.actor.id) == {"email": False}


@proof("dose_reminders", "reminder_days", "reminder_channels")
def _reminds_on_other_days_by_other_ways(clinic: Clinic) -> None:
    rabies = clinic.put(VaccineType(name="Rabies", species=["dog"]))
    end = clock.today() + timedelta(days=9)
    clinic.put(Dose(pet_id=clinic.alice.pet_id, vaccine_type_id=rabies.id, valid_until=end))
    assert run(reminding.awaited) == []
    clinic.turn("dose_reminders", True)
    assert run(reminding.awaited) == [[clinic.alice.pet_id]]
    clinic.turn("reminder_channels", [])
    assert run(reminding.told, [clinic.alice.pet_id]) == []
    clinic.turn("reminder_days", [-7])
    assert run(reminding.awaited) == []
