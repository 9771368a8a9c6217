"""What the settings of notices change, for customers and for the clinic."""

from models.messaging import Thread
from models.notices import OutboxEntry
from services import telling
from services.access import system
from services.core.db import run
from tests.messages import post
from tests.services.settings.effects import Clinic, proof


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


@proof("message_channels")
def _ticks_other_channels(clinic: Clinic) -> None:
    assert run(telling.offered, clinic.alice.actor.id) == {"email": True}
    clinic.turn("message_channels", [])
    assert run(telling.offered, clinic.alice.actor.id) == {"email": False}
