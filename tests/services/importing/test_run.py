"""An import takes over what the files say, and running it again changes nothing."""

import pytest
from sqlmodel import SQLModel

from models.base import Status
from models.customers import Customer
from models.measurements import Measurement
from models.pets import Pet, Sex, Species
from models.records import MedicalRecord, Subtype
from models.vaccinations import Dose, VaccineType
from services import importing
from services.access import system
from services.core.db import run
from tests.services.importing.files import FILES, everything, said, stored


@pytest.mark.spec("REC-14", "AUTH-1")
def test_run_takes_over_customers_and_pets(folder, vera):
    report = importing.run(folder())

    customers, pets = stored(vera, Customer), stored(vera, Pet)
    nora, bello = customers["C1"], pets["P1"]
    assert said(report) == []
    assert report.written
    assert (nora.name, nora.email, nora.phone) == ("Nora Baum", "nora@mail.test", "+12025550171")
    assert (customers["C2"].phone, customers["C2"].email) == ("+4915123456789", None)
    assert (bello.customer_id, bello.name, bello.sex) == (nora.id, "Bello", Sex.MALE)
    assert (bello.neutered, bello.microchip) == (True, "276098100012345")
    assert (pets["P2"].sex, pets["P2"].neutered) == (Sex.FEMALE, None)
    species = run(lambda db: {row.id: row.key for row in db.exec(system(Species))})
    assert [species[pets[key].species_id] for key in ("P1", "P2")] == ["dog", "cat"]


@pytest.mark.spec("REC-14", "GEN-2")
def test_run_takes_over_records_and_publishes_only_what_the_file_publishes(folder, vera):
    importing.run(folder())

    records = stored(vera, MedicalRecord)
    subtypes = run(lambda db: {row.id: row.name for row in db.exec(system(Subtype))})
    note, diagnosis = records["R1"], records["R2"]
    assert (note.status, diagnosis.status) == (Status.PUBLISHED, Status.DRAFT)
    assert note.published_at is not None
    assert diagnosis.published_at is None
    assert (note.author_name, note.notes, note.staff_notes) == ("Dr Voss", "Rest", "Watch him")
    assert note.details["plan"] == "See again"
    assert subtypes[note.subtype_id] == "Surgery"
    assert diagnosis.details == {"status": "tentative", "resolved_on": None}


@pytest.mark.spec("REC-14", "REC-10", "REC-11")
def test_run_takes_over_doses_and_measurements(folder, vera):
    importing.run(folder())

    doses, measured = stored(vera, Dose), stored(vera, Measurement)
    types = run(lambda db: {row.id: row.name for row in db.exec(system(VaccineType))})
    assert str(doses["D1"].valid_until) == "2027-03-01"  # by the product
    assert types[doses["D1"].vaccine_type_id] == "Rabies"
    assert types[doses["D2"].vaccine_type_id] == "Feline chlamydia"
    assert (doses["D2"].given_on, str(doses["D2"].planned_on)) == (None, "2030-01-01")
    assert sorted(
        (row.typed, row.typed_unit, round(row.value, 2)) for row in measured.values()
    ) == [
        ("101.3", "°F", 38.5),
        ("12.4", "kg", 12400.0),
        ("27", "lb", 12246.99),
    ]
    assert {row.status for row in (*doses.values(), *measured.values())} == {Status.PUBLISHED}


@pytest.mark.spec("REC-14")
def test_run_twice_changes_nothing(folder, vera):
    importing.run(folder())
    before = everything(vera)

    report = importing.run(folder())

    assert not report.written
    assert report.new.total() == report.changed.total() == 0
    assert report.same.total() == report.rows.total() == 11
    assert everything(vera) == before


@pytest.mark.spec("REC-14")
def test_run_updates_what_changed_and_leaves_columns_that_are_not_there(folder, vera):
    importing.run(folder())
    pets = "pet_id,customer_id,name,species\nP1,C2,Bella,dog\n"
    records = "record_id,pet_id,kind,date,title,notes\nR1,P1,note,2024-02-29,Limping,Run\n"

    report = importing.run(folder(pets=pets, records=records))

    bella, note = stored(vera, Pet)["P1"], stored(vera, MedicalRecord)["R1"]
    assert (report.changed["pets"], report.changed["records"], report.new.total()) == (1, 1, 0)
    assert (bella.name, bella.microchip) == ("Bella", "276098100012345")
    assert bella.customer_id == stored(vera, Customer)["C2"].id
    assert (note.notes, note.status, note.details["plan"]) == ("Run", "published", "See again")
    assert note.amended_at is not None
    assert set(stored(vera, Pet)) == {"P1", "P2"}  # what the file no longer has stays


@pytest.mark.spec("REC-14")
def test_run_publishes_later_what_was_a_draft(folder, vera):
    importing.run(folder())

    importing.run(
        folder(
            records="record_id,pet_id,kind,date,title,status\nR2,P2,diagnosis,2024-03-01,Otitis,published\n"
        )
    )

    diagnosis = stored(vera, MedicalRecord)["R2"]
    assert diagnosis.published_at is not None
    assert diagnosis.amended_at is None
    assert diagnosis.details["status"] == "tentative"


@pytest.mark.spec("REC-14")
def test_run_takes_one_file_alone_when_the_portal_has_the_rest(folder, vera):
    importing.run(folder())
    alone = dict.fromkeys(FILES) | {"weights": "pet_id,date,weight,unit\nP2,2024-05-01,4.1,kg\n"}

    report = importing.run(folder(**alone))

    assert said(report) == []
    assert report.new == {"weights": 1}


@pytest.mark.spec("REC-14")
def test_run_works_on_a_portal_that_has_nothing_yet(folder, vera):
    def empty(db):
        for table in reversed(SQLModel.metadata.sorted_tables):
            db.execute(table.delete())

    run(empty)

    report = importing.run(folder())

    assert said(report) == []
    assert stored(vera, Customer)["C1"].home_location_id is not None
    assert set(stored(vera, Pet)) == {"P1", "P2"}
