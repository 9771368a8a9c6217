"""Publishing what waits in a pet's file, all at once or nothing."""

from datetime import date
from uuid import uuid4

import pytest

from models.base import Status
from models.measurements import Measurement, Quantity
from models.notices import OutboxEntry
from models.pets import Pet
from models.vaccinations import Dose, VaccineType
from services import settings
from services.access import Actor, Permission, system
from services.core import clock
from services.core.db import run
from services.core.errors import Faulty, Forbidden, NotFound
from services.overview import drafts
from services.records import publishing, reading, writing

pytestmark = pytest.mark.spec("ADMIN-5")


def begin(person, pet_id, kind="note", title="Visit"):
    record = run(writing.start, person.actor, pet_id, kind)
    run(writing.save, person.actor, record.id, 1, {"title": title, "notes": "All well."})
    return reread(record)


def reread(row):
    return run(lambda db: db.get(type(row), row.id))


def waiting(person, pet_id):
    return run(drafts.waiting, person.actor, pet_id)


def publish(person, pet_id, chosen=None, *, notify=False):
    listed = waiting(person, pet_id) if chosen is None else chosen
    versions = {one.id: one.version for one in listed}
    return run(drafts.publish, person.actor, pet_id, versions, notify=notify)


def notices():
    return run(lambda db: len(db.exec(system(OutboxEntry)).all()))


@pytest.fixture
def kinds(put, vera, alice):
    """A draft of each sort in Rex's file."""
    type_ = put(VaccineType(name="Rabies", species=["dog"]))
    dose = put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=type_.id,
            given_on=date(2026, 1, 2),
            status=Status.DRAFT,
        )
    )
    weight = put(
        Measurement(
            pet_id=alice.pet_id,
            quantity=Quantity.WEIGHT,
            value=24_600,
            typed="24.6",
            typed_unit="kg",
            measured_at=clock.now(),
            status=Status.DRAFT,
        )
    )
    return begin(vera, alice.pet_id), dose, weight


def test_publish_shows_drafts_of_every_kind_at_once_and_says_so_once(kinds, vera, alice):
    count = publish(vera, alice.pet_id, notify=True)

    assert count == 3
    assert [reread(row).status for row in kinds] == [Status.PUBLISHED] * 3
    assert waiting(vera, alice.pet_id) == []
    assert notices() == 1


def test_publish_says_nothing_unasked_nor_of_a_pet_that_has_died(kinds, vera, alice):
    record, dose, _weight = kinds
    first = [one for one in waiting(vera, alice.pet_id) if one.id == dose.id]
    publish(vera, alice.pet_id, first)

    run(lambda db: setattr(db.get(Pet, alice.pet_id), "deceased_on", date(2026, 1, 3)))
    publish(vera, alice.pet_id, notify=True)

    assert reread(record).status is Status.PUBLISHED
    assert notices() == 0


def test_publish_does_nothing_when_one_of_them_cannot_be_published(kinds, vera, alice):
    untitled = begin(vera, alice.pet_id, "treatment", title="")

    with pytest.raises(Faulty) as refused:
        publish(vera, alice.pet_id)

    assert [fault.field for fault in refused.value.faults] == [str(untitled.id)]
    assert [reread(row).status for row in kinds] == [Status.DRAFT] * 3


@pytest.mark.spec("ADMIN-9")
def test_publish_shows_no_version_that_the_publisher_has_not_seen(vera, alice):
    record = begin(vera, alice.pet_id)
    listed = waiting(vera, alice.pet_id)
    run(writing.save, vera.actor, record.id, record.version, {"notes": "Not well at all."})

    with pytest.raises(Faulty) as refused:
        publish(vera, alice.pet_id, listed)

    assert str(refused.value.faults[0]).startswith("Vera Voss has changed this meanwhile.")
    assert reread(record).status is Status.DRAFT


def test_publish_passes_over_what_another_has_published_meanwhile(vera, alice):
    record = begin(vera, alice.pet_id)
    listed = waiting(vera, alice.pet_id)
    run(publishing.publish, vera.actor, record.id, record.version, notify=False)

    assert publish(vera, alice.pet_id, listed) == 0


def test_publish_makes_changes_of_a_published_record_known(vera, alice):
    record = begin(vera, alice.pet_id)
    publish(vera, alice.pet_id)
    run(writing.save, vera.actor, record.id, reread(record).version, {"notes": "Better."})
    listed = waiting(vera, alice.pet_id)

    publish(vera, alice.pet_id, listed)

    assert [one.changing for one in listed] == [True]
    assert run(reading.find, alice.actor, record.id).notes == "Better."


@pytest.mark.spec("GEN-11")
def test_waiting_leaves_out_what_never_leaves_the_clinic_and_other_pets(vera, alice, bob):
    begin(vera, alice.pet_id, "incident", "Bitten")
    begin(vera, bob.pet_id, title="Miso's")
    kept = begin(vera, alice.pet_id)
    run(publishing.withdraw, vera.actor, kept.id, kept.version, Status.PRIVATE)
    shown = begin(vera, alice.pet_id, "diagnosis", "Otitis")

    assert [one.id for one in waiting(vera, alice.pet_id)] == [shown.id]


def test_waiting_lists_only_what_one_may_write_and_the_clinic_uses(kinds, vera, alice, rita):
    pet_id = alice.pet_id
    notes_only = frozenset({Permission.VIEW_RECORDS, Permission.WRITE_NOTES})
    clerk = Actor(uuid4(), vera.actor.id, "Clerk", notes_only)

    assert [one.sort for one in run(drafts.waiting, clerk, pet_id)] == ["record"]
    with pytest.raises(Forbidden):
        waiting(rita, pet_id)
    off = ("vaccination", "weight", "temperature")
    run(settings.put, record_types=dict.fromkeys(off, False))
    assert [one.sort for one in waiting(vera, pet_id)] == ["record"]


def test_publish_reaches_no_other_file(vera, alice, bob):
    record = begin(vera, bob.pet_id)

    assert publish(vera, alice.pet_id, waiting(vera, bob.pet_id)) == 0
    assert reread(record).status is Status.DRAFT
    with pytest.raises(NotFound):
        publish(vera, uuid4(), [])


@pytest.mark.spec("GEN-2")
def test_waiting_is_not_for_customers(alice, write_record):
    write_record(alice.pet_id, status="draft")

    assert waiting(alice, alice.pet_id) == []
