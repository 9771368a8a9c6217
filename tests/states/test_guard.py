"""What a tab may do, and what the guard keeps from it."""

import pytest

from services.auth import sessions
from services.core.db import run
from services.live import Changed, SessionEnded, hub
from states.auth import SignInState
from states.base import PortalState
from states.feedback import FeedbackState
from states.live import LiveState
from states.search import SearchState


@pytest.mark.spec("AUTH-6")
async def test_a_stranger_is_led_to_sign_in(open_tab):
    tab = open_tab()

    assert await tab.send(LiveState.refresh) == ["_redirect"]


@pytest.mark.spec("AUTH-6")
async def test_whoever_is_signed_in_is_led_on_from_a_sign_in_page_that_was_kept(open_tab, alice):
    tab = open_tab(alice)

    assert await tab.send(SignInState.load) == ["_redirect"]


@pytest.mark.spec("AUTH-8")
async def test_an_ended_session_wipes_the_tab(open_tab, alice):
    tab = open_tab(alice)
    await tab.send(LiveState.refresh)
    assert (await tab.state(PortalState)).name == "Alice Archer"
    assert hub.audience(SessionEnded(alice.actor.session_id)) == [tab.id]

    run(sessions.end, alice.token)
    await tab.send(LiveState.refresh)

    assert (await tab.state(PortalState)).name == ""
    assert (await tab.state(PortalState))._proof is None
    assert hub.tabs() == []


@pytest.mark.spec("AUTH-6")
async def test_a_tab_taken_over_by_somebody_else_shows_nothing_of_the_first(open_tab, alice, bob):
    tab = open_tab(alice)
    await tab.send(LiveState.refresh)
    thief = open_tab(bob, tab=tab.id)
    await thief.send("reflex___state____state.hydrate")

    assert (await thief.state(PortalState)).name == "Bob"


async def test_an_event_with_the_address_of_another_tab_does_not_run(open_tab, alice, bob):
    """What Reflex does to an event that one tab's handler queues for another."""
    hers, his = open_tab(alice), open_tab(bob)
    await his.send(LiveState.refresh)
    await his.send(FeedbackState.show, address_of=hers.id, text="Hello from Alice")

    assert (await his.state(FeedbackState)).text == ""


@pytest.mark.spec("MSG-4")
async def test_signals_reach_the_customer_and_the_staff_and_nobody_else(open_tab, alice, bob, vera):
    tabs = {}
    for person in (alice, bob, vera):
        tab = open_tab(person)
        await tab.send("reflex___state____state.hydrate")
        tabs[person.actor.name] = tab.id

    audience = hub.audience(Changed(alice.actor.customer_id))

    assert sorted(audience) == sorted([tabs["Alice Archer"], tabs["Vera Voss"]])


@pytest.mark.spec("GEN-9")
async def test_a_refusal_is_in_the_language_of_the_browser(open_tab, alice):
    tab = open_tab(alice, language="de-AT,de;q=0.9")
    await tab.send(LiveState.refresh)

    assert (await tab.state(PortalState))._language == "de"


@pytest.mark.spec("AUTH-6", "OPS-11")
@pytest.mark.parametrize(
    "payload",
    [
        {"asked": "Rex"},
        {"asked": ["Rex"]},
        {"asked": None},
        {},
        {"asked": {}, "actor": "vera"},
    ],
    ids=str,
)
async def test_arguments_that_a_handler_does_not_take_do_not_reach_it(open_tab, alice, payload):
    tab = open_tab(alice)
    await tab.send(SearchState.find, asked={"text": "before"})

    assert await tab.send(SearchState.find, **payload) == []

    assert (await tab.state(SearchState)).text == "before"


async def test_a_search_between_impossible_days_is_refused(open_tab, alice):
    tab = open_tab(alice)
    for field in ("since", "until"):
        for day in ("0001-01-01", "9999-12-31", "2026-02-30", "x"):
            await tab.send(SearchState.find, asked={field: day})

            assert (await tab.state(SearchState)).refused == field


@pytest.mark.spec("GEN-4")
async def test_a_page_that_is_loaded_begins_with_nothing_of_the_page_before(open_tab, alice):
    tab = open_tab(alice)
    await tab.send(FeedbackState.show, text="Of the page before")
    opening = "reflex___state____state.hydrate_and_load"

    await tab.send(opening, hashes=None)
    reconnected = (await tab.state(FeedbackState)).text
    await tab.send(opening, hashes=[])

    assert reconnected == "Of the page before"
    assert (await tab.state(FeedbackState)).text == ""
    assert (await tab.state(PortalState)).name == "Alice Archer"
