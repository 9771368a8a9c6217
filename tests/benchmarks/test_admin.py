"""In a small copy of the big clinic, nothing that staff ask for reads a growing table whole."""

import pytest

from benchmarks import crowd
from benchmarks.admin import Asked
from services.core.db import run
from tests.plans import GROWING, heard, scanned

PETS, RECORDS = 2_000, 10_000
# A list by name ends with its page: to see where it begins is not to read the table.
IN_ORDER = {
    name: {"customer"}
    for name in (
        "customers",
        "customers: disabled",
        "customers: without_pets",
        "customers: a very common beginning",
    )
}


@pytest.fixture
def asked():
    """All that staff ask of a clinic of some size."""
    run(crowd.fill, PETS, RECORDS)
    return Asked(run(crowd.sign_in)).everything()


@pytest.mark.spec("ADMIN-1", "ADMIN-2", "GEN-12")
def test_the_staffs_pages_read_no_growing_table_from_end_to_end(asked):
    found = {}
    for name, ask in asked.items():
        with heard() as statements:
            ask()
        assert statements, name
        found[name] = scanned(statements) & GROWING

    assert {name: tables for name, tables in found.items() if tables} == IN_ORDER
