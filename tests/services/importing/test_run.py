"""An import takes over everything or nothing, and running it again changes nothing."""

import subprocess
import sys
import tracemalloc

import pytest
from sqlmodel import SQLModel, col

from benchmarks.make_import import make
from models.base import Status
from models.customers import Customer
from models.measurements import Measurement
from models.pets import Pet, Sex, Species
from models.records import MedicalRecord, Subtype
from models.vaccinations import Dose, VaccineType
from services import importing
from services.access import system, visible
from services.core.db import run

FILES = {
    "customers": """\
customer_id,first_name,last_name,email,phone,city
C1,Nora,Baum,Nora@Mail.test,(202) 555-0171,Springfield
C2,Otto,,,+49 1512 3456789,
""",
    "pets": """\
pet_id,customer_id,name,species,sex,neutered,born_on,microchip
P1,C1,Bello,Canine,male,yes,2019-05-04,276 0981 0001 2345
P2,C2,Minka,Katze,w,,,
""",
    "records": """\
record_id,pet_id,kind,date,title,subtype,status,author,notes,staff_notes,details.plan,details.status
R1,P1,note,2024-02-29,Limping,Surgery,published,Dr Voss,Rest,Watch him,See again,
R2,P2,Diagnosis,2024-03-01,Otitis,,,,,,,tentative
""",
    "doses": """\
dose_id,pet_id,vaccine,given_on,planned_on,product,batch
D1,P1,rabies,2024-03-01,,"Rabies, 3 years",A1
D2,P2,Feline chlamydia,,2030-01-01,,
""",
    "weights": """\
pet_id,date,weight,unit
P1,2024-03-01,"12,4",kg
P1,2024-03-01 17:30,27,lbs
""",
    "temperatures": """\
pet_id,date,temperature,unit
P2,2024-03-01,101.3,F
""",
}
KILLED = """
import os, signal, sys
from pathlib import Path
folder, data, deadly = sys.argv[1:]
os.environ |= {"PORTAL_DATA_DIR": data}
import models
from sqlmodel import SQLModel
from services import importing
from services.core.db import engine
SQLModel.metadata.create_all(engine())
def count():
    with engine().connect() as db:
        print(db.exec_driver_sql("SELECT count(*) FROM pet").scalar(), "pets", flush=True)
def progress(what, done, total):
    if what == deadly and done > 5:
        os.kill(os.getpid(), signal.SIGKILL)
count()
assert importing.run(Path(folder), progress=progress).written
count()
"""
TABLES = (Customer, Pet, MedicalRecord, Dose, Measurement, VaccineType, Subtype)


@pytest.fixture
def folder(tmp_path):
    """Write a folder: `folder(pets=...)` changes a file; None leaves it out."""

    def write(**changes):
        for name, text in (FILES | changes).items():
            (tmp_path / f"{name}.csv").unlink(missing_ok=True)
            if text is not None:
                (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def stored(vera, model):
    chosen = system(model) if model in TABLES and model not in OWNED else visible(vera.actor, model)
    rows = run(lambda db: db.exec(chosen.where(col(model.external_id).is_not(None))).all())
    return {row.external_id: row for row in rows}


OWNED = (Pet, MedicalRecord, Dose, Measurement)


def everything(vera):
    return {model: run(_dump, vera.actor, model) for model in TABLES}


def _dump(db, actor, model):
    chosen = visible(actor, model) if model in OWNED else system(model)
    return sorted((row.model_dump() for row in db.exec(chosen)), key=lambda row: row["id"])


def said(report):
    return [str(problem) for problem in report.problems]


OTHERS = "belongs to another in the portal already"


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
def test_dry_run_says_what_would_happen_and_writes_nothing(folder, vera):
    before = everything(vera)

    report = importing.run(folder(), dry_run=True)

    assert not report.written
    assert report.new == {
        "customers": 2,
        "pets": 2,
        "records": 2,
        "doses": 2,
        "weights": 2,
        "temperatures": 1,
    }
    assert everything(vera) == before
    assert report.notes == ["new vaccines, please check the spelling: Feline chlamydia"]


@pytest.mark.spec("REC-14")
@pytest.mark.parametrize("dry_run", [True, False])
def test_one_bad_line_anywhere_keeps_everything_out(folder, vera, dry_run):
    before = everything(vera)
    bad = FILES["weights"] + "P1,2024-02-30,5,kg\n"

    report = importing.run(folder(weights=bad), dry_run=dry_run)

    assert said(report) == ["weights.csv:4: date: there is no such day as 2024-02-30."]
    assert not report.written
    assert everything(vera) == before


@pytest.mark.spec("REC-14", "OPS-10")
def test_a_kill_in_the_middle_of_writing_leaves_nothing(folder, tmp_path):
    start = [sys.executable, "-c", KILLED, str(folder()), str(tmp_path / "data")]

    killed = subprocess.run([*start, "Writing"], capture_output=True, text=True, check=False)
    again = subprocess.run([*start, "never"], capture_output=True, text=True, check=False)

    assert (killed.returncode, killed.stdout) == (-9, "0 pets\n")
    assert (again.returncode, again.stdout) == (0, "0 pets\n2 pets\n")


@pytest.mark.spec("REC-14", "GEN-1")
def test_run_refuses_contacts_and_chips_of_others_in_the_portal(folder, alice, vera, put):
    importing.run(folder())
    customers = FILES["customers"] + "C3,Al,,alice@mail.test,,\nC4,No,,nora@mail.test,,\n"
    pets = FILES["pets"] + "P3,C2,Twin,dog,,,,276098100012345\n"

    report = importing.run(folder(customers=customers, pets=pets))

    assert said(report) == [
        f"customers.csv:4: email: {OTHERS}: one that was not imported.",
        f"customers.csv:5: email: {OTHERS}: the one with the id 'C1'.",
        f"pets.csv:4: microchip: {OTHERS}: the one with the id 'P1'.",
    ]


@pytest.mark.spec("REC-14")
def test_run_refuses_to_change_the_kind_of_a_record(folder, vera):
    importing.run(folder())

    report = importing.run(
        folder(records="record_id,pet_id,kind,date,title\nR1,P1,imaging,2024-02-29,Limping\n")
    )

    assert said(report) == [
        "records.csv:2: kind: is note in the portal; the kind of a record does not change."
    ]
    assert not report.written


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


@pytest.mark.spec("REC-14", "GEN-8")
def test_memory_stays_flat_however_many_rows_there_are(tmp_path):
    make(tmp_path / "few", pets=500, records=1_000)
    make(tmp_path / "many", pets=500, records=4_000)
    importing.run(tmp_path / "few", dry_run=True)  # what is loaded once is loaded now

    few, many = (_peak(tmp_path / name) for name in ("few", "many"))

    assert many < few * 1.2
    assert importing.run(tmp_path / "many").new["records"] == 4_000


def _peak(folder):
    tracemalloc.start()
    report = importing.run(folder, dry_run=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.problem_count == 0
    return peak
