"""Folders and files that are no import, or too much of one, are told and do no harm."""

import csv

import pytest

from services import importing
from services.importing import reading, report

CUSTOMERS = "customer_id,first_name,email,phone\nC1,Nora,nora@mail.test,\n"


@pytest.mark.spec("REC-14")
def test_problems_are_all_counted_but_not_all_kept(tmp_path):
    lines = "".join(f"C{number},,,\n" for number in range(1_000))
    (tmp_path / "customers.csv").write_text("customer_id,first_name,email,phone\n" + lines)

    done = importing.run(tmp_path)

    assert done.problem_count == 2_000
    assert len(done.problems) == report.SHOWN


@pytest.mark.spec("REC-14", "OPS-10")
def test_an_endless_line_is_not_taken_into_memory(tmp_path):
    with (tmp_path / "customers.csv").open("wb") as file:
        file.write(CUSTOMERS.encode() + b"C2,")
        for _ in range(100):
            file.write(b"O" * reading.LONGEST_LINE)

    done = importing.run(tmp_path)

    assert [str(problem) for problem in done.problems] == [
        "customers.csv:3: is longer than 1 MB; the rest was not read."
    ]


@pytest.mark.spec("REC-14")
def test_folders_that_are_none_or_hold_nothing_are_told(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "customers.csv").mkdir()
    (tmp_path / "odd" / "Animals.csv").write_text("x")

    told = {
        name: [str(problem) for problem in importing.run(tmp_path / name).problems]
        for name in ("missing", "file", "empty", "odd")
    }

    files = "customers.csv, pets.csv, records.csv, doses.csv, weights.csv, temperatures.csv"
    none = f"none of the files that are read: {files}."
    assert told == {
        "missing": [f"{tmp_path}/missing: is no folder."],
        "file": [f"{tmp_path}/file: is no folder."],
        "empty": [f"{tmp_path}/empty: holds {none}"],
        "odd": [f"Animals.csv: is {none}", "customers.csv: is not a file."],
    }


def test_the_limit_of_one_cell_is_that_of_the_parser():
    assert csv.field_size_limit() < reading.LONGEST_LINE
