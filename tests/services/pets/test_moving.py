"""Two pets made one, and a pet that goes to another customer."""

from datetime import date

import pytest
from sqlmodel import SQLModel, select

from models.audit import AuditEvent
from models.documents import Document
from models.measurements import Measurement, Quantity
from models.merging import Merged
from models.messaging import Thread
from models.pets import Alert, Pet
from models.records import MedicalRecord
from models.vaccinations import Dose, VaccineType
from services import attention, documents, merging, messaging, pets
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, NotFound
from services.pets import keeping, moving
from tests.security import world as worlds

CHIP = "276098106234567"


@pytest.fixture
def twin(put, alice):
    """A second pet of Alice's, of the same species."""
    rex = run(lambda db: db.get(Pet, alice.pet_id))
    return put(Pet(customer_id=alice.actor.id, name="Rex II", species_id=rex.species_id)).id


def count(table):
    return run(lambda db: len(db.execute(table.select()).all()))


def all_of(model):
    return run(lambda db: db.exec(select(model)).all())


@pytest.mark.spec("PET-6")
def test_merging_loses_nothing(vera, alice, twin):
    worlds.make(alice.actor.id, twin)
    worlds.make(alice.actor.id, twin, status="draft")
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in _CHANGE]
    before = {table.name: count(table) for table in tables}

    run(moving.merge, vera.actor, alice.pet_id, twin)

    assert {table.name: count(table) for table in tables} == before
    for column in merging.references("pet"):
        left = column.table.select().where(column == twin)
        assert run(lambda db, left=left: db.execute(left).all()) == [], column
    assert [card.name for card in run(pets.listed, alice.actor)] == ["Rex"]
    assert run(pets.file, vera.actor, twin).pet.id == alice.pet_id
    assert {record.pet_id for record in all_of(MedicalRecord)} == {alice.pet_id}


_CHANGE = {"pet", "merged", "auditevent", "searchword"}


@pytest.mark.spec("PET-6")
def test_the_survivor_takes_what_it_lacks(vera, alice, twin):
    run(
        keeping.update,
        vera.actor,
        twin,
        1,
        {"microchip": CHIP, "born_on": "2020-01-01", "notes": "Late", "breed": "Beagle"},
    )
    run(keeping.update, vera.actor, alice.pet_id, 1, {"notes": "Early", "breed": "Boxer"})

    kept = run(moving.merge, vera.actor, alice.pet_id, twin)

    assert (kept.microchip, str(kept.born_on)) == (CHIP, "2020-01-01")
    assert (kept.notes, kept.breed, kept.name) == ("Early\n\nLate", "Boxer", "Rex")
    (noted,) = all_of(Merged)
    assert (noted.was["row"]["name"], noted.was["row"]["breed"]) == ("Rex II", "Beagle")


@pytest.mark.spec("PET-6")
def test_what_is_not_the_same_animal_is_not_merged(vera, alice, bob, put, twin):
    miso = run(lambda db: db.get(Pet, bob.pet_id))
    cat = put(Pet(customer_id=alice.actor.id, name="Cat", species_id=miso.species_id)).id
    other = put(Pet(customer_id=bob.actor.id, name="Dog", species_id=_dog(alice))).id

    for pet_id in (cat, other, alice.pet_id):
        with pytest.raises(Conflict):
            run(moving.merge, vera.actor, alice.pet_id, pet_id)
    with pytest.raises(NotFound):
        run(moving.merge, vera.actor, alice.pet_id, alice.actor.id)


def _dog(alice):
    return run(lambda db: db.get(Pet, alice.pet_id)).species_id


@pytest.fixture
def file(alice, put):
    """Something of everything in the file of Alice's Rex."""
    put(
        MedicalRecord(
            pet_id=alice.pet_id,
            kind="note",
            title="Check-up",
            happened_on=clock.today(),
            status="published",
        ),
        Measurement(
            pet_id=alice.pet_id,
            quantity=Quantity.WEIGHT,
            value=9000,
            typed="9",
            typed_unit="kg",
            measured_at=clock.now(),
        ),
        Alert(pet_id=alice.pet_id, text="Penicillin", customer_may_see=True),
        Thread(customer_id=alice.actor.id, pet_id=alice.pet_id, topic="Limping"),
        *(
            Document(
                customer_id=alice.actor.id,
                pet_id=alice.pet_id,
                file="0" * 64,
                name=name,
                media_type="image/png",
                size_bytes=1,
                customer_may_see=True,
                from_clinic=name == "clinic",
            )
            for name in ("clinic", "hers")
        ),
    )


@pytest.mark.spec("PET-9", "GEN-1")
def test_a_transferred_pet_takes_its_file_along(vera, alice, bob, file):
    run(moving.transfer, vera.actor, alice.pet_id, bob.actor.id)

    assert run(pets.listed, alice.actor) == []
    assert [card.name for card in run(pets.listed, bob.actor)] == ["Miso", "Rex"]
    head = run(pets.header, bob.actor, alice.pet_id)
    assert (bool(head.weight), [one.text for one in head.cautions]) == (True, ["Penicillin"])
    with pytest.raises(NotFound):
        run(pets.header, alice.actor, alice.pet_id)
    papers = run(documents.listed, bob.actor, alice.pet_id).documents
    assert [paper.name for paper in papers] == ["clinic"]


@pytest.mark.spec("PET-9")
def test_the_former_owner_keeps_what_they_wrote(vera, alice, bob, file):
    thread = all_of(Thread)[0].id
    run(messaging.post, alice.actor, thread, "He limps", key="k")

    run(moving.transfer, vera.actor, alice.pet_id, bob.actor.id)

    reading = run(messaging.read, alice.actor, thread)
    assert [message.body for message in reading.messages] == ["He limps"]
    assert reading.pet_name == ""
    assert run(messaging.threads, bob.actor).entries == []
    assert {paper.customer_id: paper.name for paper in all_of(Document)} == {
        alice.actor.id: "hers",
        bob.actor.id: "clinic",
    }


@pytest.mark.spec("PET-9", "PRIV-6")
def test_the_trail_tells_of_the_transfer_on_both_sides(vera, alice, bob):
    run(moving.transfer, vera.actor, alice.pet_id, bob.actor.id)

    lines = all_of(AuditEvent)
    assert [(line.event, line.customer_id) for line in lines] == [
        ("pet transferred", alice.actor.id),
        ("pet transferred", bob.actor.id),
    ]
    assert lines[0].details == {"to": str(bob.actor.id)}
    assert lines[1].details == {"former": str(alice.actor.id)}


@pytest.mark.spec("GEN-10", "PET-9")
def test_nothing_is_asked_of_the_former_owner(vera, alice, bob, put):
    rabies = put(VaccineType(name="Rabies", species=["dog"]))
    put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=rabies.id,
            given_on=date(2020, 1, 1),
            valid_until=date(2021, 1, 1),
        )
    )
    assert [item.pet_id for item in run(attention.listed, alice.actor)] == [alice.pet_id]

    run(moving.transfer, vera.actor, alice.pet_id, bob.actor.id)

    assert run(attention.listed, alice.actor) == []
    assert [item.pet_id for item in run(attention.listed, bob.actor)] == [alice.pet_id]


@pytest.mark.spec("PET-9")
def test_a_pet_cannot_go_to_its_owner_or_to_nobody(vera, alice):
    with pytest.raises(Conflict):
        run(moving.transfer, vera.actor, alice.pet_id, alice.actor.id)
    with pytest.raises(NotFound):
        run(moving.transfer, vera.actor, alice.pet_id, alice.pet_id)


@pytest.mark.spec("AUTH-25")
def test_only_staff_with_the_permission_move_pets(alice, bob, rita, twin):
    for person in (alice, rita):
        with pytest.raises(Forbidden):
            run(moving.merge, person.actor, alice.pet_id, twin)
        with pytest.raises(Forbidden):
            run(moving.transfer, person.actor, alice.pet_id, bob.actor.id)


@pytest.mark.spec("PET-9", "GEN-1")
def test_what_is_said_of_a_transferred_pet_reaches_no_former_owner(vera, alice, bob, file):
    thread = next(one for one in all_of(Thread) if one.pet_id == alice.pet_id)
    run(moving.transfer, vera.actor, alice.pet_id, bob.actor.id)

    for person in (vera, alice):
        with pytest.raises(Conflict, match="has ended"):
            run(messaging.post, person.actor, thread.id, "And now?", key="later")

    with pytest.raises(NotFound):
        run(messaging.read, bob.actor, thread.id)
    run(moving.transfer, vera.actor, alice.pet_id, alice.actor.id)
    run(messaging.post, vera.actor, thread.id, "Welcome back.", key="back")
    assert run(messaging.read, alice.actor, thread.id).messages[-1].body == "Welcome back."
