"""What a tab shows of the list of threads, and of what is new in them."""

from datetime import timedelta

import pytest

from models.messaging import Thread
from services import settings
from services.core.db import run
from states.live import LiveState
from states.messaging import MessagingState
from tests.messages import post


@pytest.mark.spec("MSG-2")
async def test_load_threads_shows_each_with_its_last_message(
    noon, open_tab, put, alice, vera, thread
):
    general = put(Thread(customer_id=alice.actor.id, topic="Opening hours")).id
    post(vera, general, "Open\n\n till   six", key="k1")
    noon.shift(timedelta(days=1))
    post(vera, thread, key="k2")
    tab = open_tab(alice)
    await tab.send(MessagingState.load_threads)

    state = await tab.state(MessagingState)
    assert (state.enabled, state.unread, state.status, state.more) == (True, 2, "ready", False)
    assert [
        (row.topic, row.about, row.author, row.preview, row.when, row.unread)
        for row in state.threads
    ] == [
        ("Rex is limping", "Rex", "Vera Voss", "How is he today?", "12:00\u202fPM", 1),
        ("Opening hours", "General", "Vera Voss", "Open till six", "Yesterday", 1),
    ]


@pytest.mark.spec("MSG-2", "GEN-1")
async def test_load_pet_shows_that_pets_threads_and_no_other_customers(
    open_tab, put, alice, bob, vera, thread
):
    post(vera, put(Thread(customer_id=alice.actor.id, topic="Opening hours")).id)
    post(vera, thread, key="k2")
    hers, his = open_tab(alice), open_tab(bob)
    for tab in (hers, his):
        await tab.send(MessagingState.load_pet, route={"pet_id": str(alice.pet_id)})

    theirs = [await tab.state(MessagingState) for tab in (hers, his)]
    assert [row.topic for row in theirs[0].threads] == ["Rex is limping"]
    assert (theirs[1].status, theirs[1].threads) == ("missing", [])


@pytest.mark.spec("MSG-4", "MSG-5")
async def test_the_badge_follows_on_every_screen(open_tab, alice, vera, thread):
    tab = open_tab(alice)
    await tab.send(MessagingState.load_badge)
    assert (await tab.state(MessagingState)).unread == 0

    post(vera, thread)
    await tab.send(LiveState.refresh)

    state = await tab.state(MessagingState)
    assert (state.unread, state.threads) == (1, [])


@pytest.mark.spec("MSG-4")
async def test_a_list_on_screen_follows(open_tab, alice, vera, thread):
    tab = open_tab(alice)
    await tab.send(MessagingState.load_threads)
    assert (await tab.state(MessagingState)).threads == []

    post(vera, thread)
    await tab.send(LiveState.refresh)

    assert [row.unread for row in (await tab.state(MessagingState)).threads] == [1]


@pytest.mark.spec("GEN-8")
async def test_show_more_lengthens_the_list(open_tab, put, alice, vera):
    run(settings.put, page_size=5)
    for number in range(7):
        post(vera, put(Thread(customer_id=alice.actor.id, topic="T")).id, key=f"k{number}")
    tab = open_tab(alice)
    await tab.send(MessagingState.load_threads)
    assert len((await tab.state(MessagingState)).threads) == 5

    await tab.send(MessagingState.show_more)

    state = await tab.state(MessagingState)
    assert (len(state.threads), state.more) == (7, False)
