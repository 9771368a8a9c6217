"""From a committed change to the tabs that show it, through the pump as it runs in the portal."""

import asyncio
import time

import pytest

from models.messaging import Thread
from portal_app.portal_app import app
from portal_app.pump import Refreshing, pump
from services import messaging
from services.auth import sessions
from services.core import db
from services.core.db import run
from services.core.errors import Invalid, SignedOut
from states.attention import AttentionState
from states.base import PortalState
from states.messaging import MessagingState
from states.pets import PetsState


@pytest.fixture
def thread(put, alice):
    return put(Thread(customer_id=alice.actor.id, topic="Rex is limping")).id


@pytest.fixture
async def tabs(open_tab, monkeypatch):
    """Open tabs that the running pump reaches."""
    opened = []

    def open_and_connect(*whose, **options):
        tab = open_tab(*whose, **options)
        monkeypatch.setattr(app, "_event_processor", tab.processor)
        opened.append(tab)
        return tab

    running = asyncio.create_task(pump(app))
    await asyncio.sleep(0)
    yield open_and_connect
    running.cancel()
    for tab in opened:
        app.event_namespace._token_manager.token_to_socket.pop(tab.id)


async def becomes(tab, wanted):
    """Wait until a tab's badge shows a number."""
    async with asyncio.timeout(1):
        while (await tab.state(MessagingState)).unread != wanted:
            await asyncio.sleep(0.01)


async def needs(tabs, titles):
    """Wait until each tab's notification centre lists these items."""
    async with asyncio.timeout(1):
        for tab in tabs:
            while [row.title for row in (await tab.state(AttentionState)).items] != titles:
                await asyncio.sleep(0.01)


async def post(person, thread, number):
    await db.write(messaging.post, person.actor, thread, "Hello", key=f"k{number}")


@pytest.mark.spec("MSG-4")
async def test_a_message_changes_the_badge_in_every_tab_of_the_customer_within_a_second(
    tabs, alice, bob, vera, thread
):
    hers, his = [tabs(alice), tabs(alice)], tabs(bob)
    for tab in (*hers, his):
        await tab.send(MessagingState.load_badge)

    await post(vera, thread, 1)
    for tab in hers:
        await becomes(tab, 1)
    await hers[0].send(MessagingState.mark_read, thread=str(thread), position=1)
    for tab in hers:
        await becomes(tab, 0)

    assert (await his.state(MessagingState)).unread == 0


@pytest.mark.spec("HOME-2")
async def test_what_needs_attention_comes_and_goes_in_every_open_dashboard_within_a_second(
    tabs, alice, bob, vera, thread
):
    hers, his = [tabs(alice), tabs(alice)], tabs(bob)
    for tab in (*hers, his):
        await tab.send(PetsState.load)

    await post(vera, thread, 1)
    await needs(hers, ["Rex is limping"])
    await db.write(messaging.mark_read, alice.actor, thread, 1)
    await needs(hers, [])

    assert "Rex is limping" not in his.heard


@pytest.mark.spec("MSG-4", "GEN-1")
async def test_a_refused_message_signals_nothing(tabs, alice, vera, thread):
    tab = tabs(alice)
    await tab.send(MessagingState.load_badge)
    tab.sent.clear()

    with pytest.raises(Invalid):
        await db.write(messaging.post, vera.actor, thread, " ", key="k")
    await asyncio.sleep(0.1)

    assert tab.sent == []


@pytest.mark.spec("AUTH-8")
async def test_ending_a_session_empties_its_tabs(tabs, alice, vera, thread):
    await post(vera, thread, 1)
    tab = tabs(alice)
    await tab.send(MessagingState.load_threads)
    assert (await tab.state(MessagingState)).threads

    await db.write(sessions.end, alice.token)

    async with asyncio.timeout(1):
        while (await tab.state(PortalState)).name:
            await asyncio.sleep(0.01)
    assert (await tab.state(MessagingState)).threads == []


@pytest.mark.spec("MSG-4")
async def test_however_many_signals_come_a_tab_has_at_most_one_refresh_to_do(
    tabs, alice, vera, thread, monkeypatch
):
    tab = tabs(alice)
    await tab.send(MessagingState.load_badge)
    refreshing, looked, count = Refreshing(app), [], messaging.counted

    def slowly(*asked):
        looked.append(1)
        time.sleep(0.05)
        return count(*asked)

    monkeypatch.setattr(messaging, "counted", slowly)
    for half in range(2):
        await db.write(messaging.post, vera.actor, thread, "Hello", key=f"k{half}")
        for _ in range(50):
            refreshing.ask(tab.id)
            await asyncio.sleep(0.001)
    await becomes(tab, 2)
    await asyncio.gather(*refreshing._tasks)

    assert 2 <= len(looked) <= 8


@pytest.mark.spec("AUTH-6")
async def test_being_refreshed_does_not_count_as_using_the_session(
    tabs, alice, vera, thread, later
):
    tab = tabs(alice)
    await tab.send(MessagingState.load_threads)
    later(minutes=20)
    await post(vera, thread, 1)
    await becomes(tab, 1)
    later(minutes=11)

    with pytest.raises(SignedOut):
        run(sessions.acting, alice.actor.session_id, messaging.unread)
