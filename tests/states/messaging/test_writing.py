"""What a tab sends, and what it is told of it."""

from uuid import uuid4

import pytest
from sqlmodel import select

from models.messaging import Message
from services.core.db import run
from states.messaging import MessagingState, WritingState
from tests.messages import mode, post


async def send(tab, **typed):
    await tab.send(WritingState.send, typed={"body": "He is better.", "key": "k1", **typed})
    return await tab.state(WritingState)


def bodies():
    return run(lambda db: [message.body for message in db.exec(select(Message))])


@pytest.mark.spec("MSG-6", "GEN-4")
async def test_send_confirms_the_key_and_shows_the_message(open_tab, alice, thread):
    tab = open_tab(alice)
    await tab.send(MessagingState.load_thread, route={"thread_id": str(thread)})

    state = await send(tab, thread=str(thread))

    assert (state.confirmed, state.refused, state.refusal) == ("k1", "", "")
    [row] = (await tab.state(MessagingState)).latest
    assert (row.mine, row.seen, row.pieces[0].text) == (True, "", "He is better.")


@pytest.mark.spec("MSG-6")
async def test_sending_twice_from_two_tabs_makes_one_message(open_tab, alice, thread):
    tabs = [open_tab(alice), open_tab(alice)]

    states = [await send(tab, thread=str(thread)) for tab in tabs]

    assert [state.confirmed for state in states] == ["k1", "k1"]
    assert bodies() == ["He is better."]


@pytest.mark.spec("MSG-2", "MSG-6")
async def test_send_without_a_thread_begins_one_and_leads_there(open_tab, alice):
    tab = open_tab(alice)

    told = await tab.send(
        WritingState.send,
        typed={"topic": "Diet", "pet": str(alice.pet_id), "body": "Cheese?", "key": "k1"},
    )

    assert "_redirect" in str(told)
    assert (await tab.state(WritingState)).confirmed == "k1"
    await tab.send(MessagingState.load_pet, route={"pet_id": str(alice.pet_id)})
    assert [row.topic for row in (await tab.state(MessagingState)).threads] == ["Diet"]


@pytest.mark.spec("GEN-5")
@pytest.mark.parametrize(
    ("typed", "field", "refusal"),
    [
        ({"thread": "", "topic": ""}, "topic", "Please write something first."),
        ({"body": " "}, "body", "Please write something first."),
        ({"body": "x" * 10_001}, "body", "Please keep this under 10000 characters."),
        ({"thread": "nonsense"}, "body", "We could not find that."),
        ({"thread": 7}, "body", "We could not find that."),
        ({"body": {"a": 1}}, "body", "Please write something first."),
    ],
)
async def test_a_refusal_names_the_key_and_the_field(
    open_tab, alice, thread, typed, field, refusal
):
    state = await send(open_tab(alice), **{"thread": str(thread), **typed})

    assert (state.refused, state.confirmed, state.field) == ("k1", "", field)
    assert state.refusal.startswith(refusal)
    assert bodies() == []


@pytest.mark.spec("GEN-1")
async def test_somebody_elses_thread_is_refused_like_none(open_tab, alice, bob, thread):
    tab, said = open_tab(bob), []
    for target in (str(thread), "00000000-0000-0000-0000-000000000000", "nonsense"):
        said.append((await send(tab, thread=target)).refusal)

    assert len(set(said)) == 1
    assert bodies() == []


@pytest.mark.spec("MSG-1", "GEN-3")
async def test_in_read_only_mode_the_composer_goes_and_nothing_is_stored(open_tab, alice, thread):
    tab = open_tab(alice)
    await tab.send(MessagingState.load_thread, route={"thread_id": str(thread)})
    assert (await tab.state(MessagingState)).writes
    mode("read_only")

    state = await send(tab, thread=str(thread))

    assert state.refusal.startswith("You can read messages here")
    await tab.send(MessagingState.refresh)
    assert not (await tab.state(MessagingState)).writes
    assert bodies() == []


@pytest.mark.spec("MSG-2")
async def test_load_new_offers_the_customers_own_pets(open_tab, alice, bob):
    tab = open_tab(alice)

    await tab.send(WritingState.load_new)

    state = await tab.state(WritingState)
    assert (state.topics, state.about, state.ready) == (
        [("", "General"), (str(alice.pet_id), "Rex")],
        "",
        True,
    )


@pytest.mark.spec("MSG-9")
@pytest.mark.parametrize("query", ["", "?customer=nobody", "?customer={}", "?pet={}"])
async def test_load_new_tells_staff_that_there_is_nobody_to_write_to(open_tab, vera, query):
    tab = open_tab(vera)

    await tab.send(WritingState.load_new, behind=query.format(uuid4()))

    state = await tab.state(WritingState)
    assert (state.nobody, state.ready, state.customer) == (True, False, "")


@pytest.mark.spec("MSG-8")
async def test_find_narrows_the_list(open_tab, alice, thread):
    post(alice, thread, "A stone in the paw")
    tab = open_tab(alice)
    await tab.send(MessagingState.load_threads)

    counts = []
    for text in ("stone", "feather", ""):
        await tab.send(MessagingState.find, text=text)
        counts.append(len((await tab.state(MessagingState)).threads))

    assert counts == [1, 0, 1]


@pytest.mark.spec("MSG-5")
async def test_mark_unread_makes_it_new_again_and_leaves_the_thread(open_tab, alice, vera, thread):
    post(vera, thread)
    tab = open_tab(alice)
    await tab.send(MessagingState.mark_read, thread=str(thread), position=1)

    told = await tab.send(MessagingState.mark_unread, thread=str(thread), position=1)

    assert "_redirect" in str(told)
    await tab.send(MessagingState.load_badge)
    state = await tab.state(MessagingState)
    assert (state.unread, state.of_pets) == (1, {str(alice.pet_id): 1})
