"""What customers write about their own pets, and what of it nobody can be told (PET-6)."""

from datetime import date
from uuid import uuid4

import pytest

from models.audit import AuditEvent
from models.pets import Pet, Species
from services import pets, settings
from services.access import Actor, system
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.editing import Stale
from services.pets import chips, owning

pytestmark = pytest.mark.spec("PET-6")
CHIP, OTHER_CHIP = "276098102345678", "985112003456789"


@pytest.fixture
def cat_id():
    return str(run(lambda db: db.exec(system(Species).where(Species.key == "cat")).one().id))


def edit(person, *, version=None, pet_id=None, **form):
    found = pet_id or person.pet_id
    now = run(lambda db: db.get(Pet, found))
    stands = now.version if version is None and now else version or 1
    return run(owning.update, person.actor, found, stands, form)


def stored(pet_id) -> Pet:
    return run(lambda db: db.get(Pet, pet_id))


def test_add_takes_a_name_and_a_species_and_marks_the_pet(alice, cat_id):
    pet = run(owning.add, alice.actor, {"name": " Nala ", "species_id": cat_id})

    kept = stored(pet.id)
    assert (kept.name, kept.customer_id, kept.added_by_customer) == ("Nala", alice.actor.id, True)
    assert (kept.neutered, kept.born_on, kept.microchip) == (None, None, None)
    [line] = run(lambda db: db.exec(system(AuditEvent)).all())
    assert (line.event, line.actor_kind, line.pet_id) == ("pet added", "customer", pet.id)


def test_add_takes_all_that_is_known(alice, cat_id):
    form = {
        "name": "Nala",
        "species_id": cat_id,
        "breed": "Maine Coon",
        "sex": "female",
        "color": "black",
        "neutered": "yes",
        "born_on": "2024-02-29",
        "born_estimated": True,
        "microchip": "276-098 102345678",
    }
    kept = stored(run(owning.add, alice.actor, form).id)

    assert (kept.breed, kept.sex, kept.color) == ("Maine Coon", "female", "black")
    assert (kept.neutered, kept.born_on, kept.born_estimated) == (True, date(2024, 2, 29), True)
    assert kept.microchip == CHIP


def test_add_makes_one_pet_however_often_one_form_is_sent(alice, cat_id):
    form = {"name": "Nala", "species_id": cat_id}

    made = {run(owning.add, alice.actor, form, key="k").id for _ in range(3)}

    assert len(made) == 1
    assert run(owning.add, alice.actor, form, key="other").id not in made


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": ["x"]}, "name"),
        ({"name": "x\0"}, "name"),
        ({"name": "x"}, "species_id"),
        ({"name": "x", "species_id": str(uuid4())}, "species_id"),
        ({"name": "x", "neutered": "maybe"}, "neutered"),
        ({"name": "x", "color": "x" * 10_000}, "color"),
        ({"name": "x", "born_on": "2999-01-01"}, "born_on"),
        ({"name": "x", "born_on": "yesterday"}, "born_on"),
        ({"name": "x", "microchip": "1234"}, "microchip"),
    ],
)
def test_add_says_which_field_is_wrong(alice, form, field):
    with pytest.raises(Invalid) as refusal:
        run(owning.add, alice.actor, form)

    assert refusal.value.field == field


@pytest.mark.spec("GEN-3")
def test_nothing_is_added_or_changed_when_the_clinic_forbids_it(alice, cat_id):
    run(settings.put, allow_customer_add_pet=False, allow_customer_edit_pet=False)

    with pytest.raises(Forbidden):
        run(owning.add, alice.actor, {"name": "Nala", "species_id": cat_id})
    with pytest.raises(Forbidden):
        edit(alice, color="black")
    assert not run(owning.may_add, alice.actor)
    assert stored(alice.pet_id).color == ""


def test_staff_and_guests_do_not_pass_for_customers(vera, alice, cat_id):
    nobody = Actor(uuid4(), uuid4(), "Nobody", frozenset(), uuid4())

    with pytest.raises(Forbidden):
        run(owning.add, vera.actor, {"name": "Nala", "species_id": cat_id})
    with pytest.raises(NotFound):
        run(owning.update, vera.actor, alice.pet_id, 1, {"color": "black"})
    with pytest.raises(Forbidden):
        run(owning.add, nobody, {"name": "Nala", "species_id": cat_id})


def test_add_has_an_end(alice, cat_id, monkeypatch):
    monkeypatch.setattr(owning, "MOST", 2)
    for name in ("One", "Two"):
        run(owning.add, alice.actor, {"name": name, "species_id": cat_id})

    with pytest.raises(Conflict):
        run(owning.add, alice.actor, {"name": "Three", "species_id": cat_id})


@pytest.mark.spec("GEN-1")
def test_another_customers_pet_is_one_that_is_not_there(alice, bob):
    for pet_id in (alice.pet_id, uuid4()):
        with pytest.raises(NotFound):
            edit(bob, pet_id=pet_id, color="stolen")

    assert stored(alice.pet_id).color == ""


def test_update_keeps_what_was_for_the_staff(alice, vera, bob):
    edit(alice, color="brown", neutered="yes", microchip=CHIP)
    edit(alice, color="black", born_on="2020-01-02")

    told = run(owning.changes, vera.actor, alice.pet_id)
    assert {(row.field, row.before, row.after) for row in told} == {
        ("color", "", "brown"),
        ("neutered", "", "yes"),
        ("microchip", "", CHIP),
        ("color", "brown", "black"),
        ("born_on", "", "2020-01-02"),
    }
    assert {row.changed_by for row in told} == {"Alice Archer"}
    for person in (alice, bob):
        with pytest.raises(NotFound):
            run(owning.changes, person.actor, alice.pet_id)


def test_update_leaves_what_customers_may_not_change(alice, cat_id):
    before = stored(alice.pet_id)

    edit(alice, name="Other", species_id=cat_id, sex="female", notes="x", photo="x", customer_id="")

    assert stored(alice.pet_id) == before


def test_update_tells_who_comes_second_and_names_no_staff(alice, vera):
    edit(alice, color="brown")

    with pytest.raises(Stale) as stale:
        edit(alice, version=1, color="black")

    assert stale.value.by == "Your clinic"
    assert stored(alice.pet_id).color == "brown"


@pytest.mark.spec("GEN-1")
def test_a_chip_of_somebody_elses_pet_is_answered_as_a_free_one(alice, bob):
    edit(bob, microchip=CHIP)

    edit(alice, microchip=CHIP)
    with_hers = run(pets.header, alice.actor, alice.pet_id)
    edit(alice, microchip=OTHER_CHIP)
    with_free = run(pets.header, alice.actor, alice.pet_id)

    assert (with_hers.microchip, with_free.microchip) == (CHIP, OTHER_CHIP)
    assert with_hers.card.detail == "Chip ending in 5678"
    assert (stored(bob.pet_id).microchip, stored(alice.pet_id).microchip) == (CHIP, OTHER_CHIP)
    assert stored(alice.pet_id).disputed_microchip == ""


def test_staff_see_that_another_pet_has_the_chip_too(alice, bob, vera):
    edit(bob, microchip=CHIP)
    edit(alice, microchip=CHIP)

    kept = stored(alice.pet_id)
    assert (kept.microchip, kept.disputed_microchip) == (None, CHIP)
    [told] = run(owning.changes, vera.actor, alice.pet_id)
    assert (told.before, told.after) == ("", CHIP)


def test_a_chip_of_ones_own_other_pet_is_refused_in_plain_words(alice, cat_id):
    edit(alice, microchip=CHIP)

    with pytest.raises(Invalid, match="Rex has this microchip"):
        run(owning.add, alice.actor, {"name": "N", "species_id": cat_id, "microchip": CHIP})


@pytest.mark.parametrize(
    "typed",
    [
        CHIP,
        "276 098 102 345 678",
        "276-098-102345678",
        "276.098.102345678",
        "004000000000001",
        "894274877906943",
        "900000000000000",
        "998000000000000",
    ],
)
def test_a_chip_is_read_however_it_is_grouped(typed):
    assert chips.read(typed) == "".join(sign for sign in typed if sign.isdigit())


@pytest.mark.parametrize(
    "typed",
    [
        "1",
        "27609810234567",
        "2760981023456789",
        "27609810234567a",
        "\u0662" * 15,
        "000000000000001",
        "003000000000001",
        "895000000000000",
        "999000000000000",
        "276274877906944",
        "276999999999999",
        "x" * 40,
    ],
)
def test_what_no_chip_can_carry_is_refused(typed):
    with pytest.raises(Invalid):
        chips.read(typed)
