"""What staff write about pets: adding, changing, alerts."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.customers import Customer
from models.pets import Alert, Pet, Sex
from services import pets
from services.core.db import run
from services.core.errors import Forbidden, Invalid, NotFound
from services.editing import Stale
from services.pets import keeping

pytestmark = pytest.mark.spec("PET-7")
CHIP = "276098106234567"


def species_of(person):
    return str(run(lambda db: db.get(Pet, person.pet_id)).species_id)


def row(pet_id):
    return run(lambda db: db.get(Pet, pet_id))


def change(person, pet_id, version=1, **form):
    return run(keeping.update, person.actor, pet_id, version, form)


def trail():
    return [line.event for line in run(lambda db: db.exec(select(AuditEvent)).all())]


@pytest.mark.spec("ADMIN-5")
def test_add_keeps_all_that_was_typed(vera, alice):
    made = run(
        keeping.add,
        vera.actor,
        {
            "customer_id": str(alice.actor.id),
            "name": "  Bella  Sue ",
            "species_id": species_of(alice),
            "breed": "Beagle",
            "sex": "female",
            "neutered": "yes",
            "born_on": "2024-02-29",
            "born_estimated": True,
            "color": "tricolour",
            "microchip": "276 0981 0623 4567",
            "passport_number": "DE 01",
            "notes": "Shy",
            "icons": ["syringe", "nonsense"],
        },
    )

    pet = row(made.pet.id)
    assert (pet.name, pet.customer_id, pet.sex) == ("Bella Sue", alice.actor.id, Sex.FEMALE)
    assert (pet.neutered, str(pet.born_on), pet.born_estimated) == (True, "2024-02-29", True)
    assert (pet.microchip, pet.passport_number, pet.breed) == (CHIP, "DE 01", "Beagle")
    assert (pet.notes, pet.icons, pet.color) == ("Shy", ["syringe"], "tricolour")
    assert trail() == ["pet added"]


@pytest.mark.spec("ADMIN-5")
def test_the_owner_can_be_added_with_the_pet(vera, alice):
    made = run(
        keeping.add,
        vera.actor,
        {
            "name": "Bella",
            "species_id": species_of(alice),
            "owner_first_name": "Cleo",
            "owner_email": "cleo@mail.test",
        },
    )

    assert (made.owner.name, made.pet.customer_id) == ("Cleo", made.owner.id)
    assert trail() == ["customer added", "pet added"]


@pytest.mark.spec("ADMIN-5")
def test_neither_is_added_where_one_cannot_be(vera, alice):
    wrong_owner = {
        "name": "Bella",
        "species_id": species_of(alice),
        "owner_first_name": "Cleo",
        "owner_email": "alice@mail.test",
    }
    with pytest.raises(Invalid) as refused:
        run(keeping.add, vera.actor, wrong_owner)
    assert refused.value.field == "owner_email"
    with pytest.raises(Invalid) as refused:
        run(keeping.add, vera.actor, wrong_owner | {"name": " ", "owner_email": "c@mail.test"})
    assert refused.value.field == "name"

    assert len(run(lambda db: db.exec(select(Customer)).all())) == 2
    assert len(run(lambda db: db.exec(select(Pet)).all())) == 2


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": ""}, "name"),
        ({"species_id": "dragon"}, "species_id"),
        ({"sex": "both"}, "sex"),
        ({"neutered": "perhaps"}, "neutered"),
        ({"born_on": "2026-02-30"}, "born_on"),
        ({"born_on": "2999-01-01"}, "born_on"),
        ({"born_on": "2020-05-05", "deceased_on": "2020-05-04"}, "deceased_on"),
        ({"microchip": "123"}, "microchip"),
        ({"microchip": "276098106234567x"}, "microchip"),
    ],
)
def test_a_wrong_value_is_named(vera, alice, form, field):
    with pytest.raises(Invalid) as refused:
        change(vera, alice.pet_id, **form)

    assert refused.value.field == field
    assert row(alice.pet_id).version == 1


def test_staff_are_told_whose_a_chip_is(vera, alice, bob):
    change(vera, bob.pet_id, microchip=CHIP)
    change(vera, bob.pet_id, version=2, microchip=CHIP)

    with pytest.raises(Invalid) as refused:
        change(vera, alice.pet_id, microchip=CHIP)

    assert "Miso, Bob" in str(refused.value)


@pytest.mark.spec("ADMIN-9")
def test_the_later_of_two_is_told(vera, alice):
    change(vera, alice.pet_id, color="brown")

    with pytest.raises(Stale):
        change(vera, alice.pet_id, color="black")

    assert row(alice.pet_id).color == "brown"


@pytest.mark.spec("GEN-10")
def test_a_pet_is_remembered_and_may_come_back(vera, alice):
    change(vera, alice.pet_id, deceased_on="2026-01-02")
    assert [card.deceased for card in run(pets.listed, alice.actor)] == [True]
    assert run(pets.header, alice.actor, alice.pet_id).died

    change(vera, alice.pet_id, version=2, deceased_on="")
    assert [card.deceased for card in run(pets.listed, alice.actor)] == [False]


@pytest.mark.spec("PET-1", "GEN-11")
def test_alerts_are_the_staffs_until_the_customer_may_see_them(vera, alice):
    alert = run(keeping.warn, vera.actor, alice.pet_id, {"text": "Bites", "allergy": False})
    assert run(pets.header, alice.actor, alice.pet_id).cautions == []
    assert run(pets.alerts, alice.actor, alice.pet_id) == []

    run(keeping.show_warning, vera.actor, alert.id, customer_may_see=True)
    assert [one.text for one in run(pets.header, alice.actor, alice.pet_id).cautions] == ["Bites"]

    run(keeping.unwarn, vera.actor, alert.id)
    assert run(lambda db: db.exec(select(Alert)).all()) == []
    assert trail() == ["pet changed"] * 3


@pytest.mark.spec("AUTH-25")
def test_only_staff_with_the_permission_write(alice, rita, bob, put):
    alert = put(Alert(pet_id=bob.pet_id, text="Bites", customer_may_see=True))
    for person in (alice, rita):
        for verb, *arguments in (
            (keeping.add, {"name": "X", "customer_id": str(bob.actor.id)}),
            (keeping.update, bob.pet_id, 1, {"name": "X"}),
            (keeping.warn, bob.pet_id, {"text": "X"}),
            (keeping.unwarn, alert.id),
        ):
            with pytest.raises(Forbidden):
                run(verb, person.actor, *arguments)
        with pytest.raises(Forbidden):
            run(keeping.show_warning, person.actor, alert.id, customer_may_see=False)


def test_nothing_is_written_about_a_pet_that_is_not_there(vera, alice):
    with pytest.raises(NotFound):
        change(vera, alice.actor.id, name="X")
    with pytest.raises(NotFound):
        run(keeping.unwarn, vera.actor, alice.actor.id)
    with pytest.raises(NotFound):
        run(keeping.add, vera.actor, {"name": "X", "species_id": species_of(alice)} | NOBODY)


NOBODY = {"customer_id": "nobody"}


@pytest.mark.spec("GEN-4")
def test_a_form_that_is_sent_twice_adds_one_pet_and_one_customer(vera, alice):
    form = {
        "name": "Bella",
        "species_id": species_of(alice),
        "owner_first_name": "Cleo",
        "owner_email": "cleo@mail.test",
    }

    first = run(lambda db: keeping.add(db, vera.actor, form, key="k"))
    again = run(lambda db: keeping.add(db, vera.actor, form, key="k"))

    assert (first.pet.id, first.owner.id) == (again.pet.id, again.owner.id)


def test_update_leaves_a_number_from_before_the_standard_alone(vera, alice):
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "microchip", "985346794877622"))

    change(vera, alice.pet_id, name="Rexi", microchip="985346794877622")

    assert (row(alice.pet_id).name, row(alice.pet_id).microchip) == ("Rexi", "985346794877622")
