"""What a dose means today, and what is due."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col

from models.pets import Pet
from models.vaccinations import Dose, Product, VaccineType
from services import settings, vaccinations
from services.access import find, system
from services.core.db import run
from services.core.errors import NotFound
from services.records.paging import Wanted
from services.vaccinations import State

TODAY = date(2026, 3, 4)  # of the fixture noon


def day(offset):
    return TODAY + timedelta(days=offset)


@pytest.mark.spec("IMM-1")
def test_seed_types_and_products_once_and_keep_changes():
    run(vaccinations.seed)

    def shorten(db):
        kept = db.exec(system(VaccineType).where(col(VaccineType.name) == "Rabies")).one()
        kept.valid_months = 6

    run(shorten)
    run(vaccinations.seed)
    kinds = run(lambda db: db.exec(system(VaccineType)).all())
    products = run(lambda db: db.exec(system(Product)).all())

    assert {
        species: {(kind.name, kind.required) for kind in kinds if species in kind.species}
        for species in ("dog", "cat")
    } == {
        "dog": {
            ("Rabies", True),
            ("DHPP", True),
            ("Bordetella", False),
            ("Leptospirosis", False),
        },
        "cat": {("Rabies", True), ("FVRCP", True), ("FeLV", False)},
    }
    assert [kind.valid_months for kind in kinds if kind.name == "Rabies"] == [6]
    assert len({product.name for product in products}) == len(products) == 9


@pytest.fixture
def rabies():
    run(vaccinations.seed)
    return run(
        lambda db: db.exec(system(VaccineType).where(col(VaccineType.name) == "Rabies")).one()
    )


@pytest.mark.spec("REC-10")
def test_compute_validity_from_the_product_else_the_type(rabies):
    def ends(product):
        return run(vaccinations.valid_until, rabies.id, product, date(2026, 3, 4))

    assert ends("Rabies, 3 years") == date(2029, 3, 4)
    assert ends("Typed by hand") == ends("DHPP, 3 years") == date(2027, 3, 4)


def dose(pet_id, kind, **fields):
    return Dose(pet_id=pet_id, vaccine_type_id=kind.id, **fields)


@pytest.mark.spec("REC-10", "HOME-2")
def test_list_what_is_due_once_a_type_most_pressing_first(alice, bob, put, rabies, noon):
    dhpp = run(lambda db: db.exec(system(VaccineType).where(col(VaccineType.name) == "DHPP")).one())
    put(
        dose(alice.pet_id, rabies, given_on=day(-340), valid_until=day(12)),
        dose(alice.pet_id, rabies, planned_on=day(20)),
        dose(alice.pet_id, dhpp, given_on=day(-370), valid_until=day(-5)),
        dose(bob.pet_id, rabies, planned_on=day(3)),
    )

    found = run(vaccinations.due, alice.actor, alice.pet_id)

    assert [(due.type, due.state, due.on, due.words) for due in found] == [
        ("DHPP", State.OVERDUE, day(-5), "5 days overdue"),
        ("Rabies", State.DUE_SOON, day(12), "in 12 days"),
    ]
    with pytest.raises(NotFound):
        run(vaccinations.due, alice.actor, bob.pet_id)


@pytest.mark.spec("GEN-2")
def test_count_published_doses_only(alice, vera, put, rabies, noon):
    put(
        dose(alice.pet_id, rabies, given_on=day(-370), valid_until=day(-5)),
        dose(alice.pet_id, rabies, given_on=day(-1), valid_until=day(365), status="draft"),
    )

    for person in (alice, vera):
        due = run(vaccinations.due, person.actor, alice.pet_id)
        assert [one.state for one in due if one.type == "Rabies"] == [State.OVERDUE]
    assert len(run(vaccinations.listed, alice.actor, alice.pet_id).rows) == 1


@pytest.mark.spec("GEN-10")
def test_call_nothing_due_for_a_pet_that_died(alice, put, rabies, noon):
    put(dose(alice.pet_id, rabies, given_on=day(-370), valid_until=day(-5)))

    def mourn(db):
        find(db, alice.actor, Pet, alice.pet_id).deceased_on = day(-3)

    run(mourn)

    assert run(vaccinations.due, alice.actor, alice.pet_id) == []
    (shown,) = run(vaccinations.listed, alice.actor, alice.pet_id).rows
    assert shown.state is State.GIVEN


@pytest.mark.spec("REC-10", "REC-13", "GEN-11")
def test_list_doses_newest_first_with_all_but_the_staffs(alice, put, rabies, noon):
    put(
        dose(
            alice.pet_id,
            rabies,
            given_on=day(-10),
            valid_until=day(355),
            product_name="Rabies, 1 year",
            manufacturer="Maker",
            batch="A77",
            site="left shoulder",
            route="under the skin",
            notes="Well borne.",
            staff_notes="keep this in the house",
            author_name="Vera Voss",
        ),
        dose(alice.pet_id, rabies, given_on=day(-400), valid_until=day(-35)),
        dose(alice.pet_id, rabies, planned_on=day(-12)),
        dose(alice.pet_id, rabies, planned_on=day(340)),
    )

    page = run(vaccinations.listed, alice.actor, alice.pet_id)

    assert [(row.moment, row.state) for row in page.rows] == [
        (day(340), State.PLANNED),
        (day(-10), State.GIVEN),
        (day(-400), State.GIVEN),
    ]
    given_one = page.rows[1]
    assert (given_one.batch, given_one.site, given_one.notes) == (
        "A77",
        "left shoulder",
        "Well borne.",
    )
    assert "keep this in the house" not in repr(page)


@pytest.mark.spec("REC-13", "GEN-8")
def test_walk_doses_there_and_back(alice, put, rabies, noon):
    put(*[dose(alice.pet_id, rabies, given_on=day(-number // 2)) for number in range(7)])

    first = run(vaccinations.listed, alice.actor, alice.pet_id, Wanted(), 3)
    second = run(vaccinations.listed, alice.actor, alice.pet_id, Wanted(before=first.older), 3)
    third = run(vaccinations.listed, alice.actor, alice.pet_id, Wanted(before=second.older), 3)
    back = run(vaccinations.listed, alice.actor, alice.pet_id, Wanted(after=third.newer), 3)

    walked = [row.id for page in (first, second, third) for row in page.rows]
    assert len(set(walked)) == len(walked) == 7
    assert (first.newer, third.older) == (None, None)
    assert [row.id for row in back.rows] == [row.id for row in second.rows]


@pytest.mark.spec("REC-13", "REC-1")
def test_filter_doses_and_refuse_when_switched_off(alice, bob, put, rabies, noon):
    put(
        dose(alice.pet_id, rabies, given_on=day(-10)),
        dose(alice.pet_id, rabies, given_on=day(-20)),
    )

    def asked(**wanted):
        rows = run(vaccinations.listed, alice.actor, alice.pet_id, Wanted(**wanted)).rows
        return [row.given_on for row in rows]

    assert asked(since=day(-15)) == [day(-10)]
    assert asked(until=day(-15)) == [day(-20)]
    assert asked(type_id=rabies.id) == [day(-10), day(-20)]
    assert asked(type_id=uuid4()) == []
    assert [kind.name for kind in run(vaccinations.types, alice.actor, alice.pet_id)] == ["Rabies"]
    assert run(vaccinations.types, bob.actor, alice.pet_id) == []
    run(settings.put, record_types={"vaccination": False})
    for ask in (vaccinations.listed, vaccinations.due):
        with pytest.raises(NotFound):
            run(ask, alice.actor, alice.pet_id)
