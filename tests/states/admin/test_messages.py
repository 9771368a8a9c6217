"""The staff's inbox in a tab."""

import pytest

from models.messaging import Thread
from services import messaging
from services.core.db import run
from services.messaging import replies
from states.admin.messages import InboxState
from states.live import LiveState
from states.messaging import MessagingState, WritingState
from tests.messages import post, thread  # noqa: F401


async def open_thread(tab, thread_id):
    await tab.send(InboxState.load, route={"thread_id": str(thread_id)})
    return await tab.state(InboxState)


@pytest.mark.spec("MSG-9")
async def test_load_shows_the_list_the_thread_and_whose_it_is(open_tab, alice, vera, thread):  # noqa: F811
    post(alice, thread)
    run(replies.add, vera.actor, {"name": "Hello", "body": "Dear {customer_first_name}"})
    tab = open_tab(vera)

    state = await open_thread(tab, thread)

    assert [(row.customer, row.waits, row.thread.unread) for row in state.rows] == [
        ("Alice Archer", True, 1)
    ]
    assert (state.beside.customer, state.beside.closed) == ("Alice Archer", False)
    assert [row.card.name for row in state.pets] == ["Rex"]
    assert [reply["body"] for reply in state.replies] == ["Dear Alice"]
    assert [name for _id, name in state.colleagues] == ["Vera Voss"]
    assert (await tab.state(MessagingState)).topic == "Rex is limping"


@pytest.mark.spec("MSG-4", "MSG-9")
async def test_the_inbox_and_the_open_thread_follow(open_tab, alice, vera, thread):  # noqa: F811
    tab = open_tab(vera)
    post(alice, thread, key="k1")
    await open_thread(tab, thread)

    post(alice, thread, "More", key="k2")
    await tab.send(LiveState.refresh)

    shown = await tab.state(MessagingState)
    assert [row.position for row in shown.latest] == [1, 2]
    assert shown.unread == 2
    assert (await tab.state(InboxState)).rows[0].thread.preview == "More"


@pytest.mark.spec("MSG-9", "GEN-11")
async def test_a_note_stands_in_the_thread_of_staff_and_in_no_byte_of_the_customers(
    open_tab,
    alice,
    vera,
    thread,  # noqa: F811
):
    post(alice, thread)
    ours, theirs = open_tab(vera), open_tab(alice)
    await open_thread(ours, thread)
    await theirs.send(MessagingState.load_thread, route={"thread_id": str(thread)})

    await ours.send(
        WritingState.send,
        typed={"thread": str(thread), "body": "Quagmire", "key": "n1", "note": True},
    )
    await theirs.send(LiveState.refresh)
    await theirs.send(MessagingState.load_threads)

    rows = (await ours.state(MessagingState)).latest
    assert [(row.note, row.pieces[0].text) for row in rows][-1] == (True, "Quagmire")
    assert "Quagmire" in ours.heard
    assert "Quagmire" not in theirs.heard


@pytest.mark.spec("GEN-3")
async def test_a_customer_who_ticks_note_is_refused(open_tab, alice, thread):  # noqa: F811
    tab = open_tab(alice)

    await tab.send(
        WritingState.send, typed={"thread": str(thread), "body": "x", "key": "n1", "note": True}
    )

    assert (await tab.state(WritingState)).refused == "n1"


@pytest.mark.spec("MSG-9")
async def test_close_assign_and_reopen_show_at_once(open_tab, alice, vera, thread):  # noqa: F811
    post(alice, thread)
    tab = open_tab(vera)
    await open_thread(tab, thread)

    await tab.send(InboxState.assign, thread=str(thread), to=str(vera.actor.id))
    assert (await tab.state(InboxState)).beside.mine
    await tab.send(InboxState.close_thread, thread=str(thread))
    state = await tab.state(InboxState)
    assert (state.beside.closed, state.rows) == (True, [])
    await tab.send(InboxState.choose, part="closed")
    assert len((await tab.state(InboxState)).rows) == 1
    await tab.send(InboxState.reopen_thread, thread=str(thread))
    assert not (await tab.state(InboxState)).beside.closed


@pytest.mark.spec("MSG-9")
async def test_stay_tells_who_else_is_there(open_tab, vera, rita, thread):  # noqa: F811
    ours, hers = open_tab(vera), open_tab(rita)
    await open_thread(ours, thread)
    await hers.send(InboxState.stay, thread=str(thread), typing=True)

    await ours.send(InboxState.stay, thread=str(thread), typing=False)

    assert (await ours.state(InboxState)).others == "Rita Ray is answering"
    for tab in (ours, hers):
        await tab.send(InboxState.stay, thread="", typing=False)


@pytest.mark.spec("MSG-9")
async def test_staff_begin_a_thread_with_a_customer(open_tab, alice, vera):
    tab = open_tab(vera)

    told = await tab.send(
        WritingState.send,
        typed={
            "topic": "Recall",
            "body": "Please come.",
            "key": "k",
            "customer": str(alice.actor.id),
        },
    )

    assert "_redirect" in str(told)
    [row] = run(lambda db: db.exec(messaging.reading.visible(vera.actor, Thread)).all())
    assert (row.customer_id, row.asked_at) == (alice.actor.id, None)


@pytest.mark.spec("GEN-1")
@pytest.mark.parametrize("address", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
async def test_an_address_of_no_thread_shows_the_list_alone(open_tab, alice, vera, thread, address):  # noqa: F811
    post(alice, thread)
    tab = open_tab(vera)

    await tab.send(InboxState.load, route={"thread_id": address})

    state = await tab.state(InboxState)
    assert (len(state.rows), state.beside.thread) == (1, "")
