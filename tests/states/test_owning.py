"""The forms of one's own pets, in a tab."""

import pytest

from models.pets import Pet, Species
from services import pets, settings
from services.access import system
from services.core.db import run
from states.live import LiveState
from states.owning import OwnPetState
from states.pets import PetsState, PetState

pytestmark = pytest.mark.spec("PET-6")


def stored(pet_id) -> Pet:
    return run(lambda db: db.get(Pet, pet_id))


@pytest.fixture
async def tab(open_tab, alice):
    """Alice's tab with Rex open."""
    opened = open_tab(alice)
    route = {"pet_id": str(alice.pet_id), "tab": "overview"}
    await opened.send(PetState.open, route=route)
    return opened


async def form(tab):
    return (await tab.state(OwnPetState)).form


async def test_a_pet_is_added_once_and_its_file_opened(open_tab, alice):
    tab = open_tab(alice)
    await tab.send(OwnPetState.load_new)
    state = await tab.state(OwnPetState)
    cat = next(value for value, name in state.kinds if name == "Cat")
    typed = {"name": "Nala", "species_id": cat, "key": "k1", "turn": "t1"}

    first = await tab.send(OwnPetState.add, typed=typed)
    again = await tab.send(OwnPetState.add, typed=typed)

    assert (first, again) == (["_redirect"], ["_redirect"])
    await tab.send(PetsState.load)
    assert [row.name for row in (await tab.state(PetsState)).living] == ["Nala", "Rex"]


async def test_what_is_wrong_stands_beside_its_field(open_tab, alice):
    tab = open_tab(alice)
    await tab.send(OwnPetState.load_new)

    assert await tab.send(OwnPetState.add, typed={"name": " ", "turn": "t1"}) == []

    made = await form(tab)
    assert (made.outcome, list(made.errors), made.answered) == ("refused", ["name"], "t1")


async def test_data_are_changed_and_the_head_follows(tab, alice):
    await tab.send(OwnPetState.edit)
    opened = await form(tab)
    await tab.send(
        OwnPetState.save,
        typed={**opened.values, "color": "brown", "version": opened.version, "turn": "t1"},
    )

    assert (await form(tab)).outcome == "saved"
    assert (await tab.state(OwnPetState)).editing is False
    assert (await tab.state(PetState)).head.markings == "brown"
    assert stored(alice.pet_id).color == "brown"


@pytest.mark.spec("GEN-3")
async def test_controls_go_and_deeds_are_refused_when_the_clinic_says_no(tab, alice):
    shown = await tab.state(PetState)
    assert (shown.takes_photo, shown.takes_edits) == (True, True)
    await tab.send(OwnPetState.edit)

    run(settings.put, allow_customer_edit_pet=False, allow_customer_edit_pet_photo=False)
    await tab.send(LiveState.refresh)
    await tab.send(OwnPetState.save, typed={"color": "brown", "version": 1})

    shown = await tab.state(PetState)
    assert (shown.takes_photo, shown.takes_edits) == (False, False)
    assert (await form(tab)).outcome == "refused"
    assert stored(alice.pet_id).color == ""


@pytest.mark.spec("PET-5")
async def test_a_photo_is_removed_and_the_drawing_is_back(tab, alice):
    run(pets.set_photo, alice.actor, alice.pet_id, "0" * 64)
    await tab.send(LiveState.refresh)
    assert "?v=00000000" in (await tab.state(PetState)).head.photo

    await tab.send(OwnPetState.remove_photo)

    assert (await tab.state(PetState)).head.photo == ""
    assert stored(alice.pet_id).photo == ""


@pytest.mark.spec("GEN-1")
async def test_a_form_for_somebody_elses_pet_changes_nothing(open_tab, alice, bob, tab):
    await tab.send(OwnPetState.edit)
    his = open_tab(bob)
    await his.send(PetState.open, route={"pet_id": str(alice.pet_id), "tab": "overview"})

    for deed in (OwnPetState.edit, OwnPetState.remove_photo):
        with pytest.raises(Exception, match="could not find"):
            await his.send(deed)
    await his.send(OwnPetState.save, typed={"color": "stolen", "version": 1})

    assert stored(alice.pet_id).color == ""


async def test_breeds_are_offered_for_a_species_and_for_nonsense_none(tab):
    cat = run(lambda db: db.exec(system(Species).where(Species.key == "cat")).one().id)

    await tab.send(OwnPetState.offer_breeds, species=str(cat))
    await tab.send(OwnPetState.offer_breeds, species="")

    assert (await tab.state(OwnPetState)).breeds == []
