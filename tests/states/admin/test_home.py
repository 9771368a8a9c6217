"""The staff's first page, the lists it leads to, and the first step of adding a pet."""

from uuid import uuid4

import pytest

from models.messaging import Thread
from services import messaging, pets
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from states.admin.home import HomeState
from states.admin.pet_list import PetListState
from states.admin.pet_owner import PetOwnerState
from states.admin.work import WorkState
from states.live import LiveState

pytestmark = pytest.mark.spec("ADMIN-1")


def ask(person, put, pet_id=None):
    thread = put(Thread(customer_id=person.actor.id, topic="Rex limps", pet_id=pet_id))
    run(messaging.post, person.actor, thread.id, "Hello", key=uuid4().hex)


async def waiting(tab):
    return {row.key: (row.count, row.empty) for row in (await tab.state(HomeState)).queues}


async def test_the_home_shows_what_waits_and_who_was_here(open_tab, alice, vera, write_record):
    write_record(alice.pet_id, title="Limping", status="draft")
    run(pets.opened, vera.actor, alice.pet_id)
    tab = open_tab(vera)

    await tab.send(HomeState.load)

    state = await tab.state(HomeState)
    assert state.status == "ready"
    assert await waiting(tab) == {
        "messages": ("0", True),
        "documents": ("0", True),
        "notices": ("0", True),
        "drafts": ("1", False),
    }
    assert [(row.card.name, row.owner, row.shield.color) for row in state.lately] == [
        ("Rex", "Alice Archer", "green")
    ]
    assert [(row.key, row.count) for row in state.species] == [("dog", "1"), ("cat", "1")]


@pytest.mark.spec("AUTH-25")
async def test_the_home_shows_only_what_one_may_see(open_tab, alice, rita, put, write_record):
    write_record(alice.pet_id, title="Limping", status="draft")
    ask(alice, put)
    tab = open_tab(rita)

    await tab.send(HomeState.load)

    state = await tab.state(HomeState)
    assert await waiting(tab) == {"messages": ("1", False)}
    assert (state.lately, state.species) == ([], [])


@pytest.mark.spec("MSG-4")
async def test_the_home_counts_again_when_something_has_changed(open_tab, alice, vera, put):
    tab = open_tab(vera)
    await tab.send(HomeState.load)
    ask(alice, put)

    await tab.send(LiveState.refresh)

    assert (await waiting(tab))["messages"] == ("1", False)


async def test_a_queue_leads_to_where_its_work_can_be_seen(open_tab, alice, vera, put):
    ask(alice, put, alice.pet_id)
    ask(alice, put)
    tab = open_tab(vera)

    await tab.send(WorkState.load, route={"queue": "messages"})

    rows = (await tab.state(WorkState)).rows
    assert [(row.title, row.pet, row.customer) for row in rows] == [
        ("Rex limps", "Rex", "Alice Archer"),
        ("Rex limps", "", "Alice Archer"),
    ]
    assert [row.href for row in rows] == [f"/admin/messages/{row.id}" for row in rows]


@pytest.mark.spec("AUTH-25")
async def test_a_queue_leads_nowhere_that_one_may_not_open(open_tab, alice, rita, put):
    ask(alice, put, alice.pet_id)
    tab = open_tab(rita)

    await tab.send(WorkState.load, route={"queue": "messages"})

    (row,) = (await tab.state(WorkState)).rows
    assert (row.title, row.pet_href, row.customer_href) == ("Rex limps", "", "")
    assert row.href == f"/admin/messages/{row.id}"
    with pytest.raises(Forbidden):
        await tab.send(WorkState.load, route={"queue": "drafts"})
    state = await tab.state(WorkState)
    assert (state.status, state.rows) == ("missing", [])


@pytest.mark.spec("REC-5")
async def test_a_draft_leads_to_its_editor_or_else_to_the_file(
    open_tab, alice, vera, rita, write_record
):
    record = write_record(alice.pet_id, title="", status="draft", author_name="Vera Voss")
    tab = open_tab(vera)

    await tab.send(WorkState.load, route={"queue": "drafts"})

    (row,) = (await tab.state(WorkState)).rows
    assert (row.title, row.detail) == ("Without a title", "Clinical note · Vera Voss")
    assert row.href == f"/admin/records/{record.id}"


async def test_no_queue_of_that_name(open_tab, vera):
    tab = open_tab(vera)

    await tab.send(WorkState.load, route={"queue": "leads"})

    assert (await tab.state(WorkState)).status == "missing"


async def test_the_pets_of_a_species_are_listed(open_tab, vera):
    tab = open_tab(vera)

    await tab.send(PetListState.load)
    first = await tab.state(PetListState)
    assert (first.chosen, [row.card.name for row in first.rows]) == ("dog", ["Rex"])

    await tab.send(PetListState.choose, key="cat")
    state = await tab.state(PetListState)
    assert [row.card.name for row in state.rows] == ["Miso"]
    assert state.species == [("dog", "Dog · 1"), ("cat", "Cat · 1")]


@pytest.mark.spec("ADMIN-5")
async def test_a_pet_is_added_for_whom_was_chosen(open_tab, vera, alice):
    tab = open_tab(vera)

    await tab.send(PetOwnerState.find, text="arch")

    found = (await tab.state(PetOwnerState)).found
    assert [(one.value, one.label) for one in found.options] == [
        (str(alice.actor.id), "Alice Archer")
    ]
    assert await tab.send(PetOwnerState.choose, id=str(alice.actor.id)) == ["_redirect"]
    with pytest.raises(NotFound):
        await tab.send(PetOwnerState.choose, id="../..")
