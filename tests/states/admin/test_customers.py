"""The staff's pages of customers: the list, one customer, the quick form, merging."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.customers import Customer
from models.pets import Pet
from services.core.db import run
from states.admin.customer import CustomerState
from states.admin.customer_forms import CustomerFormState, NewcomerState
from states.admin.customers import CustomersState
from states.admin.merging import MergeState
from states.admin.pet_form import PetFormState

pytestmark = pytest.mark.spec("ADMIN-3")


def of(person):
    return {"customer_id": str(person.actor.id)}


def typed(**form):
    return {"version": 1, "turn": "t", "key": "k", "auto": False, **form}


async def test_the_list_is_narrowed_as_one_types(open_tab, vera):
    tab = open_tab(vera)

    await tab.send(CustomersState.load)
    before = [row.name for row in (await tab.state(CustomersState)).rows]
    await tab.send(CustomersState.search, text="rex")

    state = await tab.state(CustomersState)
    assert before == ["Bob", "Alice Archer"]
    assert [(row.name, [pet.name for pet in row.pets]) for row in state.rows] == [
        ("Alice Archer", ["Rex"])
    ]


@pytest.mark.spec("PRIV-6")
async def test_a_customers_page_is_noted_once(open_tab, vera, alice):
    tab = open_tab(vera)

    await tab.send(CustomerState.open, route=of(alice))
    await tab.send(CustomerState.refresh)

    state = await tab.state(CustomerState)
    assert (state.about.name, [pet.card.name for pet in state.pets]) == ("Alice Archer", ["Rex"])
    lines = run(lambda db: db.exec(select(AuditEvent.event)).all())
    assert lines == ["customer viewed"]


@pytest.mark.spec("ADMIN-4", "ADMIN-5")
async def test_the_quick_form_adds_a_customer_with_a_pet(open_tab, vera, alice):
    tab = open_tab(vera)
    await tab.send(NewcomerState.load)
    form = typed(owner_first_name="Cleo", owner_email="c@mail.test", name="Bella", breed=["Pug"])
    species = (await tab.state(NewcomerState)).species[0][0]

    answers = await tab.send(NewcomerState.save, typed=form | {"species_id": species})

    pet = run(lambda db: db.exec(select(Pet).where(Pet.name == "Bella")).one())
    owner = run(lambda db: db.get(Customer, pet.customer_id))
    assert (owner.first_name, pet.breed) == ("Cleo", "Pug")
    assert "_redirect" in answers


@pytest.mark.spec("ADMIN-4")
async def test_a_wrong_value_is_said_beside_its_field(open_tab, vera):
    tab = open_tab(vera)
    await tab.send(NewcomerState.load)

    await tab.send(
        NewcomerState.save, typed=typed(owner_first_name="C", owner_email="bob@mail.test")
    )

    form = (await tab.state(NewcomerState)).form
    assert (form.outcome, list(form.errors)) == ("refused", ["owner_email"])


@pytest.mark.spec("ADMIN-9")
async def test_the_form_shows_what_somebody_else_has_saved(open_tab, vera, alice):
    tab = open_tab(vera)
    await tab.send(CustomerFormState.load, route=of(alice))

    def meanwhile(db):
        row = db.get(Customer, alice.actor.id)
        row.city, row.version, row.changed_by = "Rome", 2, "Rita Ray"

    run(meanwhile)
    await tab.send(CustomerFormState.save, route=of(alice), typed=typed(city="Utica"))

    form = (await tab.state(CustomerFormState)).form
    assert (form.outcome, form.by, form.theirs["city"]) == ("stale", "Rita Ray", "Rome")


async def test_two_customers_are_merged(open_tab, vera, alice, bob):
    tab = open_tab(vera)
    await tab.send(MergeState.load, route=of(alice))
    await tab.send(MergeState.choose, route=of(alice), other=str(bob.actor.id))
    shown = await tab.state(MergeState)
    told = (shown.goes, shown.left)

    await tab.send(MergeState.merge, route=of(alice))

    assert told == ("Bob", ["Bob", "bob@mail.test"])
    assert run(lambda db: db.get(Customer, bob.actor.id)) is None


@pytest.mark.spec("PET-7", "PET-9")
async def test_a_pet_is_changed_and_transferred(open_tab, vera, alice, bob):
    tab = open_tab(vera)
    route = {"pet_id": str(alice.pet_id)}
    await tab.send(PetFormState.load, route=route)

    await tab.send(PetFormState.save, route=route, typed=typed(color="brown", breed=["Boxer"]))
    await tab.send(PetFormState.give, route=route, typed=typed(owner=[str(bob.actor.id)]))

    pet = run(lambda db: db.get(Pet, alice.pet_id))
    assert (pet.color, pet.breed, pet.customer_id) == ("brown", "Boxer", bob.actor.id)
