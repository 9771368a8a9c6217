"""A pet's file as staff open it: with what only they know, noted once, and nobody else's."""

import pytest
from sqlmodel import select

from components.admin.pet_tabs import PET_TABS
from models.audit import AuditEvent
from models.customers import Customer
from models.pets import Alert, Pet
from services.core.db import run
from services.core.errors import Forbidden
from services.pets import keeping, owning
from states.admin.finding import StaffSearchState
from states.admin.pet_tabs import LOADERS, SCREENS
from states.admin.pets import StaffPetState
from states.base import PortalState
from states.live import LiveState
from states.pets import PetState
from states.records import RecordsState

pytestmark = pytest.mark.spec("ADMIN-5")


def route(pet_id, tab="overview"):
    return {"pet_id": str(pet_id), "tab": tab}


def viewed():
    lines = run(lambda db: db.exec(select(AuditEvent)).all())
    return [line.pet_id for line in lines if line.event == "pet's file viewed"]


async def test_staff_see_what_only_they_know(open_tab, vera, alice, put):
    put(Alert(pet_id=alice.pet_id, text="Bites"))
    put(Alert(pet_id=alice.pet_id, text="Penicillin", allergy=True, customer_may_see=True))

    def note(db):
        pet = db.get(Pet, alice.pet_id)
        pet.notes, pet.icons = "Ask for Anna", ["star"]

    run(note)
    tab = open_tab(vera)

    await tab.send(StaffPetState.open, route=route(alice.pet_id))

    state = await tab.state(StaffPetState)
    assert (state.head.name, state.file.owner, state.file.notes) == (
        "Rex",
        "Alice Archer",
        "Ask for Anna",
    )
    assert [(row.text, row.allergy, row.seen) for row in state.file.alerts] == [
        ("Penicillin", True, True),
        ("Bites", False, False),
    ]
    assert [row.icon for row in state.file.marks] == ["star"]


@pytest.mark.spec("PRIV-6")
async def test_opening_a_file_is_noted_once_whatever_is_looked_at_in_it(open_tab, vera, alice, bob):
    tab = open_tab(vera)

    await tab.send(StaffPetState.open, route=route(alice.pet_id))
    await tab.send(StaffPetState.open, route=route(alice.pet_id, "notes"))
    await tab.send(RecordsState.load, route=route(alice.pet_id, "notes"))
    await tab.send(StaffPetState.open, route=route(alice.pet_id, "weight"))
    await tab.send(LiveState.refresh)
    await tab.send(StaffPetState.open, route=route(bob.pet_id, "weight"))

    assert viewed() == [alice.pet_id, bob.pet_id]


@pytest.mark.spec("PRIV-6")
@pytest.mark.parametrize("key", sorted(LOADERS))
async def test_every_part_counts_as_the_same_opening(key, open_tab, vera, alice):
    tab = open_tab(vera)
    await tab.send(StaffPetState.open, route=route(alice.pet_id, key))

    loaders = LOADERS[key] if isinstance(LOADERS[key], list) else [LOADERS[key]]
    for loader in loaders:
        await tab.send(loader, route=route(alice.pet_id, key))

    assert (await tab.state(PortalState))._screen in SCREENS


def test_every_part_is_loaded_and_shown():
    assert {tab.key for tab in PET_TABS} == set(LOADERS)


@pytest.mark.spec("GEN-2")
async def test_staff_see_drafts_and_private_records(open_tab, vera, alice, write_record):
    for status in ("draft", "published", "private"):
        write_record(alice.pet_id, status=status, title=status)
    tab = open_tab(vera)

    await tab.send(RecordsState.load, route=route(alice.pet_id, "notes"))

    rows = (await tab.state(RecordsState)).rows
    assert {row.title for row in rows} == {"draft", "published", "private"}


@pytest.mark.spec("PET-4", "GEN-11")
async def test_a_customer_cannot_open_the_staffs_page(open_tab, alice):
    tab = open_tab(alice)

    assert await tab.send(StaffPetState.open, route=route(alice.pet_id)) == ["_redirect"]
    assert await tab.send(StaffPetState.refresh) == ["_redirect"]
    assert viewed() == []


@pytest.mark.spec("AUTH-25")
async def test_without_the_permission_there_is_no_file(open_tab, rita, alice):
    tab = open_tab(rita)

    with pytest.raises(Forbidden):
        await tab.send(StaffPetState.open, route=route(alice.pet_id))

    assert (await tab.state(PetState)).status == "missing"
    assert "Rex" not in tab.heard
    assert viewed() == []


async def test_a_pet_that_is_not_there_is_said_to_be_missing(open_tab, vera):
    tab = open_tab(vera)

    await tab.send(StaffPetState.open, route=route("nonsense"))
    assert (await tab.state(PetState)).status == "missing"
    await tab.send(StaffPetState.open, route=route(vera.actor.id))
    assert (await tab.state(PetState)).status == "missing"


async def test_a_change_is_shown_in_the_open_tab(open_tab, vera, alice):
    tab = open_tab(vera)
    await tab.send(StaffPetState.open, route=route(alice.pet_id))

    def rename(db):
        db.get(Customer, alice.actor.id).last_name = "Baker"

    run(rename)
    await tab.send(LiveState.refresh)

    assert (await tab.state(StaffPetState)).file.owner == "Alice Baker"


CHIP = "276093400123456"


def claim(alice, bob) -> None:
    """Have Alice type the microchip of Bob's pet."""
    run(lambda db: setattr(db.get(Pet, bob.pet_id), "microchip", CHIP))
    pet = run(owning.own, alice.actor, alice.pet_id)
    run(
        owning.update,
        alice.actor,
        pet.id,
        pet.version,
        {"microchip": CHIP, "neutered": "yes", "born_on": "2020-02-03"},
    )


@pytest.mark.spec("PET-6")
async def test_staff_see_what_the_customer_has_changed(open_tab, vera, alice, bob):
    claim(alice, bob)
    tab = open_tab(vera)

    await tab.send(StaffPetState.open, route=route(alice.pet_id))

    file = (await tab.state(StaffPetState)).file
    assert {(row.field, row.before, row.after) for row in file.changes} == {
        ("Microchip", "\N{EN DASH}", CHIP),
        ("Neutered", "\N{EN DASH}", "Yes"),
        ("Born on", "\N{EN DASH}", "Feb 3, 2020"),
    }
    assert {row.who for row in file.changes} == {"Alice Archer"}
    assert (file.disputed, file.claimed, file.claimed_id) == (CHIP, "Miso", str(bob.pet_id))


@pytest.mark.spec("PET-6", "ADMIN-2")
async def test_a_chip_in_doubt_is_settled_when_staff_save_one(open_tab, vera, alice, bob):
    claim(alice, bob)
    tab = open_tab(vera)

    await tab.send(StaffSearchState.find, text="Rex")
    [doubtful] = (await tab.state(StaffSearchState)).found.options
    version = run(lambda db: db.get(Pet, alice.pet_id).version)
    run(keeping.update, vera.actor, alice.pet_id, version, {"color": "tan", "microchip": ""})
    await tab.send(StaffPetState.open, route=route(alice.pet_id))
    left_open = (await tab.state(StaffPetState)).file.disputed
    run(keeping.update, vera.actor, alice.pet_id, version + 1, {"microchip": "276093400654321"})
    await tab.send(LiveState.refresh)
    await tab.send(StaffSearchState.find, text="Rex")

    assert doubtful.hint == "Pet of Alice Archer · Microchip in doubt"
    assert left_open == CHIP
    assert (await tab.state(StaffPetState)).file.disputed == ""
    [settled] = (await tab.state(StaffSearchState)).found.options
    assert settled.hint == "Pet of Alice Archer"


@pytest.mark.spec("PET-6")
async def test_a_pet_that_the_customer_added_says_so(open_tab, vera, alice):
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "added_by_customer", True))
    tab = open_tab(vera)

    await tab.send(StaffPetState.open, route=route(alice.pet_id))

    assert (await tab.state(StaffPetState)).file.added_by_customer


@pytest.mark.spec("PET-5", "PET-7")
async def test_staff_remove_a_photo(open_tab, vera, rita, alice):
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "photo", "ab" * 32))
    tab, other = open_tab(vera), open_tab(rita)
    await tab.send(StaffPetState.open, route=route(alice.pet_id))
    assert (await tab.state(PetState)).head.photo

    with pytest.raises(Forbidden):
        await other.send(StaffPetState.remove_photo, route=route(alice.pet_id))
    await tab.send(StaffPetState.remove_photo, route=route(alice.pet_id))

    assert (await tab.state(PetState)).head.photo == ""
