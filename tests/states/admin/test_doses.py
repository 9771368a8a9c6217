"""The staff's form of a dose: opened by the address, saved once, corrected, taken back."""

from datetime import date
from uuid import UUID

import pytest

from models.vaccinations import Product, VaccineType
from services import vaccinations
from services.access import system
from services.core.db import look, run
from states.admin.doses import DosesState
from states.vaccinations import VaccinationsState

pytestmark = [pytest.mark.spec("REC-10", "ADMIN-5"), pytest.mark.usefixtures("noon")]


@pytest.fixture
def route(alice):
    return {"pet_id": str(alice.pet_id), "tab": "vaccinations"}


@pytest.fixture
def typed():
    run(vaccinations.seed)
    return {
        "vaccine_type_id": str(run(_kinds)["Rabies"]),
        "product_name": "Rabies, 3 years",
        "given_on": "2026-03-04",
        "batch": "A77",
        "notes": "Well borne",
        "staff_notes": "bites",
        "status": "published",
        "key": "k1",
        "turn": "t1",
    }


def _kinds(db):
    return {row.name: row.id for row in db.exec(system(VaccineType))}


async def opened(tab, route):
    await tab.send(DosesState.add, route=route)
    return await tab.state(DosesState)


async def test_offer_the_form_with_today_and_the_types_of_the_species(open_tab, vera, route, typed):
    state = await opened(open_tab(vera), route)

    assert (state.shown, state.correcting) == (True, False)
    assert state.form.values["given_on"] == "2026-03-04"
    assert [label for _value, label in state.types][:2] == ["Rabies", "DHPP"]
    assert "Rabies, 3 years" in state.products


async def test_add_a_dose_once_however_often_it_is_sent(open_tab, vera, alice, route, typed):
    tab = open_tab(vera)
    await opened(tab, route)

    await tab.send(DosesState.save, route=route, typed=typed)
    await tab.send(DosesState.save, route=route, typed=typed)

    (dose,) = look(vaccinations.listed, alice.actor, alice.pet_id).rows
    assert (dose.given_on, dose.valid_until, dose.batch) == (
        date(2026, 3, 4),
        date(2029, 3, 4),
        "A77",
    )


async def test_fill_in_what_follows_from_the_product(open_tab, vera, alice, route, typed, put):
    kind = typed["vaccine_type_id"]
    put(Product(name="Rabivac", manufacturer="Acme", vaccine_type_id=UUID(kind), valid_months=24))
    tab = open_tab(vera)
    await opened(tab, route)

    for name, value in (("vaccine_type_id", kind), ("product_name", "Rabivac")):
        await tab.send(DosesState.foresee, route=route, name=name, value=value)
    known = (await tab.state(DosesState)).form.values
    for value in ("2026-03-01", "2026-03", "x" * 10_000):
        await tab.send(DosesState.foresee, route=route, name="given_on", value=value)
    moved = (await tab.state(DosesState)).form.values

    assert (known["manufacturer"], known["valid_until"]) == ("Acme", "2028-03-04")
    assert moved["valid_until"] == "2028-03-01"


async def test_offer_only_products_of_the_vaccine_that_is_chosen(open_tab, vera, route, typed, put):
    rabies, other = typed["vaccine_type_id"], run(_kinds)["DHPP"]
    put(Product(name="Rabivac", vaccine_type_id=UUID(rabies), valid_months=24))
    put(Product(name="Parvovac", vaccine_type_id=other, valid_months=12))
    tab = open_tab(vera)
    both = (await opened(tab, route)).products

    shown = {}
    for kind in (rabies, str(other), "", "x" * 10_000):
        await tab.send(DosesState.foresee, route=route, name="vaccine_type_id", value=kind)
        shown[kind] = {"Rabivac", "Parvovac"} & set((await tab.state(DosesState)).products)

    assert {"Rabivac", "Parvovac"} <= set(both)
    assert list(shown.values()) == [{"Rabivac"}, {"Parvovac"}, {"Rabivac", "Parvovac"}, set()]


async def test_a_dose_to_correct_is_offered_its_own_vaccines_products(
    open_tab, vera, alice, route, typed, put
):
    put(Product(name="Parvovac", vaccine_type_id=run(_kinds)["DHPP"], valid_months=12))
    tab = open_tab(vera)
    await opened(tab, route)
    await tab.send(DosesState.save, route=route, typed=typed)
    (dose,) = look(vaccinations.listed, alice.actor, alice.pet_id).rows

    await tab.send(DosesState.correct, route=route, id=str(dose.id))

    products = (await tab.state(DosesState)).products
    assert "Rabies, 3 years" in products
    assert "Parvovac" not in products


async def test_what_a_dose_says_already_is_not_filled_in_anew(
    open_tab, vera, alice, route, typed, put
):
    tab = open_tab(vera)
    await opened(tab, route)
    await tab.send(
        DosesState.save,
        route=route,
        typed={**typed, "valid_until": "2026-09-01", "manufacturer": "Acme"},
    )
    (dose,) = look(vaccinations.listed, alice.actor, alice.pet_id).rows
    await tab.send(DosesState.correct, route=route, id=str(dose.id))

    await tab.send(DosesState.foresee, route=route, name="product_name", value="Rabies, 1 year")

    values = (await tab.state(DosesState)).form.values
    assert (values["manufacturer"], values["valid_until"]) == ("Acme", "2026-09-01")


async def test_put_the_error_beside_its_field(open_tab, vera, alice, route, typed):
    tab = open_tab(vera)
    await opened(tab, route)

    await tab.send(DosesState.save, route=route, typed={**typed, "given_on": "2026-03-05"})

    form = (await tab.state(DosesState)).form
    assert (form.outcome, list(form.errors)) == ("refused", ["given_on"])
    assert look(vaccinations.listed, vera.actor, alice.pet_id).rows == ()


@pytest.mark.spec("ADMIN-9")
async def test_correct_a_dose_and_show_a_conflict(open_tab, vera, alice, route, typed):
    tab = open_tab(vera)
    await opened(tab, route)
    await tab.send(DosesState.save, route=route, typed=typed)
    (dose,) = look(vaccinations.listed, vera.actor, alice.pet_id).rows

    await tab.send(DosesState.correct, id=str(dose.id))
    await tab.send(DosesState.save, route=route, typed={**typed, "batch": "B1", "version": 1})
    await tab.send(DosesState.save, route=route, typed={**typed, "batch": "C1", "version": 1})

    form = (await tab.state(DosesState)).form
    assert (form.outcome, form.theirs) == ("stale", {"batch": "B1"})
    assert look(vaccinations.listed, vera.actor, alice.pet_id).rows[0].batch == "B1"


@pytest.mark.spec("GEN-11", "PET-4")
async def test_take_a_dose_back_and_keep_the_staffs_words_from_customers(
    open_tab, vera, alice, route, typed
):
    tab, hers = open_tab(vera), open_tab(alice)
    await opened(tab, route)
    await tab.send(DosesState.save, route=route, typed=typed)
    await hers.send(VaccinationsState.load, route=route)
    (dose,) = look(vaccinations.listed, vera.actor, alice.pet_id).rows

    await tab.send(DosesState.take_back, id=str(dose.id))

    assert "A77" in hers.heard
    assert "bites" not in hers.heard
    assert look(vaccinations.listed, alice.actor, alice.pet_id).rows == ()
