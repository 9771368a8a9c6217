"""What was merged in the portal stays merged when the same files are imported again."""

import pytest

from models.customers import Customer
from models.merging import Merged
from models.pets import Pet
from services import customers, importing
from services.access import system
from services.core.db import run
from services.pets import moving
from tests.services.importing.files import FILES, everything, said, stored

pytestmark = pytest.mark.spec("REC-14", "ADMIN-3")


@pytest.fixture
def merged(folder, vera):
    """Both customers are one, and both pets; return the folder."""
    importing.run(folder())
    people, animals = stored(vera, Customer), stored(vera, Pet)
    run(customers.merge, vera.actor, people["C1"].id, people["C2"].id)
    run(lambda db: setattr(db.get(Pet, animals["P2"].id), "species_id", animals["P1"].species_id))
    run(moving.merge, vera.actor, animals["P1"].id, animals["P2"].id)
    return folder


def test_importing_again_finds_the_survivors_and_changes_nothing(merged, vera):
    before = everything(vera)

    report = importing.run(merged())

    assert said(report) == []
    assert not report.written
    assert report.same.total() == report.rows.total() == 11
    assert everything(vera) == before


def test_what_is_new_of_one_that_was_merged_away_goes_to_the_survivor(merged, vera):
    more = FILES["pets"] + "P3,C2,Nero,dog,m,,,\n"

    report = importing.run(merged(pets=more))

    assert said(report) == []
    assert report.new.total() == 1
    assert stored(vera, Pet)["P3"].customer_id == stored(vera, Customer)["C1"].id


def test_a_survivor_that_took_over_the_id_is_compared_as_ever(folder, vera, put):
    importing.run(folder())
    other = stored(vera, Customer)["C1"]
    mine = put(
        Customer(first_name="N", phone="+12025550188", home_location_id=other.home_location_id)
    )
    run(customers.merge, vera.actor, mine.id, other.id)

    report = importing.run(folder(customers=FILES["customers"].replace("Baum", "Berg")))

    assert said(report) == []
    assert stored(vera, Customer)["C1"].last_name == "Berg"
    assert run(lambda db: len(db.exec(system(Merged)).all())) == 1
