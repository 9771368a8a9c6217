"""The lists that an open form offers follow the clinic's, and what the form holds stays."""

import pytest
from sqlmodel import select

from models.pets import Species
from models.staff import Location
from models.vaccinations import VaccineType
from services.core.db import run
from services.lists import changing
from states.admin.customer_forms import CustomerFormState, NewcomerState
from states.admin.doses import DosesState
from states.admin.pet_form import PetFormState
from states.live import LiveState

pytestmark = pytest.mark.spec("ADMIN-6", "ADMIN-7", "SET-1")


def names(options):
    return [name for _id, name in options]


def rename(model, name, to):
    def change(db):
        db.exec(select(model).where(model.name == name)).one().name = to

    run(change)


@pytest.mark.parametrize("form", [NewcomerState, PetFormState])
async def test_species_follow_what_is_renamed_and_retired(open_tab, vera, alice, form):
    horse, bird = (
        Species(key=name, name=name.title(), color="#0d6b5b") for name in ("horse", "bird")
    )
    run(lambda db: db.add_all([horse, bird]))
    tab, route = open_tab(vera), {"pet_id": str(alice.pet_id)}
    await tab.send(form.load, route=route)
    before = (await tab.state(form)).form
    run(changing.retire, vera.actor, "species", horse.id, retired=True)
    rename(Species, "Bird", "Parrot")

    await tab.send(LiveState.refresh, route=route)

    state = await tab.state(form)
    assert "Parrot" in names(state.species)
    assert {"Bird", "Horse"}.isdisjoint(names(state.species))
    assert state.form == before


async def test_locations_follow_in_a_customers_form(open_tab, vera, alice):
    tab, route = open_tab(vera), {"customer_id": str(alice.actor.id)}
    await tab.send(CustomerFormState.load, route=route)
    before = await tab.state(CustomerFormState)
    was, form = names(before.locations)[0], before.form
    rename(Location, was, "Harbour")

    await tab.send(LiveState.refresh, route=route)

    state = await tab.state(CustomerFormState)
    assert "Harbour" in names(state.locations)
    assert was not in names(state.locations)
    assert state.form == form


async def test_vaccines_follow_in_the_form_of_a_dose(open_tab, vera, alice):
    run(lambda db: db.add(VaccineType(name="Rabies", species=["dog"], valid_months=12)))
    tab, route = open_tab(vera), {"pet_id": str(alice.pet_id), "tab": "vaccinations"}
    await tab.send(DosesState.add, route=route)
    form = (await tab.state(DosesState)).form
    rename(VaccineType, "Rabies", "Rabies, three years")

    await tab.send(DosesState.refresh, route=route)

    state = await tab.state(DosesState)
    assert "Rabies, three years" in names(state.types)
    assert state.form == form
