"""What a tab shows of pets: the dashboard, a file's head and tabs, the overview, the search."""

from datetime import date

import pytest

from models.pets import Pet
from services import settings
from services.core.db import run
from states.documents import DocumentsState
from states.laboratory import LaboratoryState
from states.live import LiveState
from states.measurements import MeasurementsState
from states.messaging import MessagingState
from states.overview import OverviewState
from states.pets import PetsState, PetState
from states.records import RecordsState
from states.search import SearchState
from states.vaccinations import VaccinationsState

PARTS = {
    "overview": OverviewState,
    "notes": RecordsState,
    "diagnoses": RecordsState,
    "imaging": RecordsState,
    "laboratory": LaboratoryState,
    "treatments": RecordsState,
    "vaccinations": VaccinationsState,
    "weight": MeasurementsState,
    "temperature": MeasurementsState,
    "documents": DocumentsState,
    "messages": MessagingState,
}

NOWHERE = "00000000-0000-0000-0000-000000000000"


def opened(tab, pet_id, part="overview"):
    return tab.send(PetState.open, route={"pet_id": str(pet_id), "tab": part})


def transfer(pet_id, to):
    def give(db):
        db.get(Pet, pet_id).customer_id = to.actor.customer_id

    run(give)


async def shown(tab):
    state = await tab.state(PetState)
    return state.status, state.head.name, list(state.tabs), state.tab_shown


@pytest.mark.spec("HOME-1")
async def test_load_shows_the_customers_pets(open_tab, alice):
    tab = open_tab(alice)
    await tab.send(PetsState.load)

    state = await tab.state(PetsState)
    assert [(row.id, row.name, row.kind, row.about) for row in state.living] == [
        (str(alice.pet_id), "Rex", "Dog", "Male")
    ]
    assert (state.status, state.has_pets, state.more) == ("ready", True, False)


@pytest.mark.spec("HOME-3")
async def test_load_says_what_to_do_without_pets(open_tab, alice, bob):
    transfer(alice.pet_id, bob)
    run(settings.put, clinic_phone="+1 202 555 0100")
    tab = open_tab(alice)
    await tab.send(PetsState.load)

    state = await tab.state(PetsState)
    assert (state.status, state.has_pets) == ("ready", False)
    assert (state.phone, state.email) == ("+1 202 555 0100", "desk@mail.test")


@pytest.mark.spec("HOME-3", "GEN-8")
async def test_load_shows_a_page_of_pets_and_more_when_asked(open_tab, alice, put):
    species_id = run(lambda db: db.get(Pet, alice.pet_id).species_id)
    for number in range(60):
        put(
            Pet(
                customer_id=alice.actor.customer_id,
                name=f"Pet {number:02}",
                species_id=species_id,
                deceased_on=date(2025, 1, 1) if number > 57 else None,
            )
        )
    tab = open_tab(alice)
    await tab.send(PetsState.load)

    state = await tab.state(PetsState)
    assert (len(state.living), len(state.remembered), state.more) == (59, 1, True)

    await tab.send(PetsState.show_more)
    state = await tab.state(PetsState)
    assert (len(state.living), len(state.remembered), state.more) == (59, 2, False)


@pytest.mark.spec("PET-1", "PET-2")
async def test_open_shows_the_head_and_has_the_tab_load_itself(open_tab, alice):
    tab = open_tab(alice)
    await opened(tab, alice.pet_id)

    status, name, tabs, tab_shown = await shown(tab)
    assert (status, name, tab_shown) == ("ready", "Rex", "overview")
    assert len(tabs) == 11


@pytest.mark.spec("PET-2")
@pytest.mark.parametrize("part", sorted(PARTS))
async def test_open_loads_the_tab_in_the_address_and_no_other(open_tab, alice, part):
    tab = open_tab(alice)
    await opened(tab, alice.pet_id, part)

    loaded = {cls for cls in PARTS.values() if (await tab.state(cls)).status != "loading"}
    assert loaded == {PARTS[part]}


@pytest.mark.spec("PET-2")
async def test_open_without_a_tab_goes_to_the_overview(open_tab, alice):
    assert await opened(open_tab(alice), alice.pet_id, "") == ["_redirect"]


@pytest.mark.spec("PET-2")
async def test_open_shows_the_overview_for_an_unknown_tab(open_tab, alice):
    tab = open_tab(alice)
    await opened(tab, alice.pet_id, "../../admin")

    assert (await shown(tab))[3] == "overview"
    assert (await tab.state(OverviewState)).status == "ready"


@pytest.mark.spec("PET-2", "GEN-3")
async def test_open_loads_nothing_for_a_tab_that_is_switched_off(open_tab, alice):
    run(settings.put, record_types={"weight": False})
    tab = open_tab(alice)
    events = await opened(tab, alice.pet_id, "weight")

    status, _name, tabs, tab_shown = await shown(tab)
    assert (status, tab_shown, events) == ("ready", "", [])
    assert "weight" not in tabs


@pytest.mark.spec("GEN-1")
async def test_open_shows_another_customers_pet_as_one_that_does_not_exist(open_tab, alice, bob):
    tab = open_tab(bob)
    answers = []
    for pet_id in (alice.pet_id, NOWHERE, "malformed", "1"):
        await opened(tab, bob.pet_id)
        events = await opened(tab, pet_id)
        answers.append((await shown(tab), events))

    assert answers == [(("missing", "", [], ""), [])] * 4


@pytest.mark.spec("PET-9", "GEN-1")
async def test_refresh_takes_a_transferred_pet_off_the_screen(open_tab, alice, bob, write_record):
    write_record(alice.pet_id, status="published")
    tab = open_tab(alice)
    route = {"pet_id": str(alice.pet_id), "tab": "overview"}
    await tab.send(PetState.open, route=route)
    await tab.send(OverviewState.load, route=route)
    assert len((await tab.state(OverviewState)).recent) == 1

    transfer(alice.pet_id, bob)
    await tab.send(LiveState.refresh, route=route)

    overview = await tab.state(OverviewState)
    assert await shown(tab) == ("missing", "", [], "")
    assert (overview.status, overview.recent) == ("missing", [])


@pytest.mark.spec("PET-2")
async def test_refresh_follows_the_settings(open_tab, alice):
    tab = open_tab(alice)
    route = {"pet_id": str(alice.pet_id), "tab": "messages"}
    await tab.send(PetState.open, route=route)
    run(settings.put, messaging_mode="disabled")
    await tab.send(PetState.refresh, route=route)

    assert "messages" not in (await tab.state(PetState)).tabs
    assert (await tab.state(PetState)).tab_shown == ""


@pytest.mark.spec("PET-3")
async def test_load_shows_what_is_recent_and_further_back_when_asked(open_tab, alice, write_record):
    for day in range(1, 13):
        write_record(alice.pet_id, status="published", happened_on=date(2026, 1, day))
    tab = open_tab(alice)
    route = {"pet_id": str(alice.pet_id), "tab": "overview"}
    await tab.send(OverviewState.load, route=route)

    state = await tab.state(OverviewState)
    assert (len(state.recent), state.more) == (10, True)
    assert state.recent[0].date == "Jan 12, 2026"
    assert state.recent[0].href == f"/pets/{alice.pet_id}/notes"

    await tab.send(OverviewState.show_more, route=route)
    state = await tab.state(OverviewState)
    assert (len(state.recent), state.more) == (12, False)


@pytest.mark.spec("GEN-1")
async def test_load_shows_nothing_of_another_customers_pet(open_tab, alice, bob, write_record):
    write_record(alice.pet_id, status="published")
    tab = open_tab(bob)
    await tab.send(OverviewState.load, route={"pet_id": str(alice.pet_id), "tab": "overview"})

    state = await tab.state(OverviewState)
    assert (state.status, state.recent, state.more) == ("missing", [], False)


@pytest.mark.spec("HOME-4")
async def test_find_narrows_down_and_clear_shows_all_again(open_tab, alice, write_record):
    write_record(alice.pet_id, status="published", title="Lump on the paw")
    write_record(alice.pet_id, status="published", kind="treatment", title="Bath")
    tab = open_tab(alice)
    await tab.send(SearchState.load)
    state = await tab.state(SearchState)
    assert (state.said, state.choices[0]) == ("2 entries", ("", "All types"))

    await tab.send(SearchState.find, asked={"text": " LUMP  paw ", "kind": "note", "since": ""})
    state = await tab.state(SearchState)
    assert [(row.title, row.pet) for row in state.found] == [("Lump on the paw", "Rex")]
    assert (state.said, state.text) == ("1 entry", "LUMP paw")

    await tab.send(SearchState.clear)
    assert (await tab.state(SearchState)).said == "2 entries"


@pytest.mark.spec("HOME-4", "GEN-5")
@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"since": "yesterday"}, "since"),
        ({"until": "2026-13-01"}, "until"),
        ({"since": "2026-01-02", "until": "2026-01-01"}, "until"),
    ],
)
async def test_find_says_beside_the_field_what_is_wrong(open_tab, alice, asked, refused):
    tab = open_tab(alice)
    await tab.send(SearchState.find, asked=asked)

    state = await tab.state(SearchState)
    assert state.refused == refused
    assert state.refusal


@pytest.mark.spec("HOME-4")
@pytest.mark.parametrize(
    "asked",
    [
        {"text": ["x"], "kind": {"a": 1}, "since": 5},
        {"text": None},
        {},
        {"kind": "incident"},
        {"text": "x" * 9999},
    ],
)
async def test_find_survives_whatever_a_browser_sends(open_tab, alice, asked, write_record):
    write_record(alice.pet_id, kind="incident", status="private", title="x")
    tab = open_tab(alice)
    await tab.send(SearchState.find, asked=asked)

    assert (await tab.state(SearchState)).found == []


@pytest.mark.spec("PET-4", "AUTH-6")
@pytest.mark.parametrize("handler", [PetsState.load, SearchState.load, PetState.open])
async def test_strangers_and_staff_are_led_away(open_tab, vera, handler):
    assert await open_tab().send(handler) == ["_redirect"]
    assert await open_tab(vera).send(handler) == ["_redirect"]
