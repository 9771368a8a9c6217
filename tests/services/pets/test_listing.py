"""A customer's pets, as their first page lists them."""

from datetime import date

import pytest
from sqlalchemy import event

from models.pets import Pet
from services import pets
from services.core import i18n
from services.core.db import engine, run


@pytest.fixture
def pets_of(put):
    """Give somebody more pets, of the species of the one they have."""

    def make(person, *names, **fields):
        species_id = run(lambda db: db.get(Pet, person.pet_id).species_id)
        return [
            put(
                Pet(
                    customer_id=person.actor.customer_id,
                    name=name,
                    species_id=species_id,
                    **fields,
                )
            )
            for name in names
        ]

    return make


def names(actor):
    return [card.name for card in run(pets.listed, actor)]


def queries(service, *args):
    seen = []

    def note(_conn, _cursor, statement, *_rest):
        seen.extend([statement] if statement.startswith("SELECT") else [])

    event.listen(engine(), "before_cursor_execute", note)
    try:
        run(service, *args)
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    return len(seen)


@pytest.mark.spec("HOME-1", "GEN-1")
def test_listed_are_the_customers_own_pets_only(alice, bob, vera):
    assert names(alice.actor) == ["Rex"]
    assert names(bob.actor) == ["Miso"]
    assert names(vera.actor) == []


@pytest.mark.spec("HOME-3")
def test_listed_puts_the_remembered_last(alice, change, pets_of):
    change(deceased_on=date(2025, 12, 1))
    pets_of(alice, "zoe", "Anton")
    pets_of(alice, "Balu", deceased_on=date(2024, 1, 1))

    cards = run(pets.listed, alice.actor)

    assert [(card.name, card.deceased) for card in cards] == [
        ("Anton", False),
        ("zoe", False),
        ("Balu", True),
        ("Rex", True),
    ]


@pytest.mark.spec("GEN-8")
def test_listed_asks_as_much_for_three_pets_as_for_one_and_stops_at_its_limit(alice, pets_of):
    for_one = queries(pets.listed, alice.actor)
    pets_of(alice, "Anton", "Balu")

    assert queries(pets.listed, alice.actor) == for_one == 1
    assert len(run(pets.listed, alice.actor, 2)) == 2


@pytest.mark.spec("HOME-1")
def test_listed_tells_pets_apart(alice, change, noon):
    change(
        breed="Beagle",
        neutered=True,
        born_on=date(2023, 1, 3),
        color="tricolour",
    )

    card = run(pets.listed, alice.actor)[0]
    assert (card.drawing, card.species, card.breed) == ("dog", "Dog", "Beagle")
    assert (card.sex, card.age, card.detail) == (
        "Male, neutered",
        "3 years 2 months",
        "tricolour",
    )

    change(microchip="276098106543210")
    assert run(pets.listed, alice.actor)[0].detail == "Chip ending in 3210"


@pytest.mark.spec("GEN-9")
def test_listed_speaks_german(alice, change, noon):
    change(neutered=True, born_on=date(2025, 12, 17), microchip="276098106543210")

    with i18n.speaking("de"):
        card = run(pets.listed, alice.actor)[0]

    assert (card.species, card.sex) == ("Hund", "männlich, kastriert")
    assert (card.age, card.detail) == ("11 Wochen", "Chip endet auf 3210")
