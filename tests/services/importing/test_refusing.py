"""An import takes over everything or nothing, whatever is wrong with it."""

import subprocess
import sys
import tracemalloc

import pytest

from benchmarks.make_import import make
from services import importing
from tests.services.importing.files import FILES, everything, said

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

OTHERS = "belongs to another in the portal already"


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
