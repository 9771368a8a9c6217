"""What a tab shows of what needs its customer."""

from datetime import timedelta

import pytest

from models.documents import Document, DocumentState
from models.messaging import Thread
from models.vaccinations import Dose, VaccineType
from services import messaging
from services.core import clock
from services.core.db import run
from states.attention import SHOWN, AttentionState
from states.live import LiveState
from states.pets import PetsState

pytestmark = pytest.mark.spec("HOME-2")


@pytest.fixture
def write(put, vera):
    """Have Vera write to somebody: `write(person, topic, count=1)`."""

    def send(person, topic, count=1):
        thread = put(Thread(customer_id=person.actor.id, topic=topic))
        for number in range(count):
            run(messaging.post, vera.actor, thread.id, "Hello", key=f"{thread.id} {number}")
        return thread.id

    return send


@pytest.fixture
def due(put):
    """Have a pet's protection end in some days: `due(pet_id, days, ...)`."""

    def give(pet_id, *ends):
        for number, days in enumerate(ends):
            vaccine = put(VaccineType(name=f"Vaccine {number}", species=["dog"]))
            until = clock.today() + timedelta(days=days)
            put(Dose(pet_id=pet_id, vaccine_type_id=vaccine.id, valid_until=until))

    return give


def sent_back(person, **fields):
    given = {
        "customer_id": person.actor.id,
        "pet_id": person.pet_id,
        "file": "0" * 64,
        "name": "pass.pdf",
        "media_type": "application/pdf",
        "size_bytes": 1,
        "customer_may_see": True,
        "state": DocumentState.SENT_BACK,
        "reason": "Page two is missing.",
    }
    return Document(**(given | fields))


async def items(tab):
    return list((await tab.state(AttentionState)).items)


async def test_load_says_what_it_is_and_leads_to_where_it_is_settled(
    open_tab, alice, put, due, write, noon
):
    due(alice.pet_id, -5, -4, 3, 12)
    put(sent_back(alice), sent_back(alice, pet_id=None, created_at=clock.now() - timedelta(1)))
    thread_id = write(alice, "Opening hours", count=2)
    tab = open_tab(alice)
    await tab.send(AttentionState.load)

    pet, document, elsewhere, message = await items(tab)
    assert (pet.title, pet.state) == ("Vaccinations for Rex", "Overdue")
    assert pet.detail == (
        "Vaccine 0: 5 days overdue · Vaccine 1: 4 days overdue · Vaccine 2: in 3 days · 1 more"
    )
    assert pet.href == f"/pets/{alice.pet_id}/vaccinations"
    assert (document.title, document.about) == ("pass.pdf", "Rex")
    assert (document.state, document.detail) == ("Sent back", "Page two is missing.")
    assert document.href == f"/pets/{alice.pet_id}/documents"
    assert (elsewhere.about, elsewhere.href) == ("", "")
    assert (message.title, message.about) == ("Opening hours", "General")
    assert (message.state, message.href) == ("2 new messages", f"/messages/{thread_id}")


@pytest.mark.spec("GEN-9")
async def test_load_speaks_the_readers_language(open_tab, alice, due, write, noon):
    due(alice.pet_id, 12)
    write(alice, "Rückruf")
    tab = open_tab(alice, language="de")
    await tab.send(AttentionState.load)

    pet, message = await items(tab)
    assert (pet.title, pet.state) == ("Impfung für Rex", "Bald fällig")
    assert (pet.detail, message.state) == ("Vaccine 0: in 12 Tagen", "1 neue Nachricht")


@pytest.mark.spec("GEN-1")
async def test_load_shows_nothing_of_others(open_tab, alice, bob, put, due):
    due(alice.pet_id, -5)
    put(sent_back(alice))
    hers, his = open_tab(alice), open_tab(bob)
    for tab in (hers, his):
        await tab.send(AttentionState.load)

    assert (len(await items(hers)), await items(his)) == (2, [])
    assert "Rex" not in his.heard


async def test_show_all_goes_beyond_the_most_pressing(open_tab, alice, write):
    for number in range(SHOWN + 1):
        write(alice, f"Topic {number}")
    tab = open_tab(alice)

    counts = []
    for step in ("load", "show_all", "refresh", "load"):
        await tab.send(getattr(AttentionState, step))
        counts.append((len(await items(tab)), (await tab.state(AttentionState)).more))

    assert counts == [(8, True), (9, False), (9, False), (8, True)]


async def test_what_stands_above_the_cards_comes_with_them(open_tab, alice, write):
    write(alice, "Opening hours")
    tab = open_tab(alice)
    await tab.send(PetsState.load)

    (shown,) = [update.delta for _tab, update in tab.sent if "Opening hours" in repr(update)]
    assert "Rex" in repr(shown)


async def test_being_refreshed_sends_nothing_that_the_tab_has(open_tab, alice, write):
    write(alice, "Opening hours")
    tab = open_tab(alice)
    await tab.send(PetsState.load)

    await tab.send(LiveState.refresh)

    assert "Opening hours" not in repr(tab.sent)
