"""What a tab shows of one thread, and what it cannot do."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from models.messaging import Thread
from services import messaging, settings
from services.core.db import run
from services.core.errors import NotFound
from services.settings import WEEKDAYS
from states.feedback import FeedbackState
from states.live import LiveState
from states.messaging import MessagingState
from tests.messages import fill, post


async def open_thread(tab, thread_id):
    await tab.send(MessagingState.load_thread, route={"thread_id": str(thread_id)})


async def shown(tab):
    state = await tab.state(MessagingState)
    rows = [*state.older, *state.settled, *state.latest]
    return ["".join(piece.text for piece in row.pieces) for row in rows]


@pytest.mark.spec("MSG-3")
async def test_load_thread_shows_days_names_times_and_links(noon, open_tab, alice, vera, thread):
    post(vera, thread, "See https://clinic.test.", key="k1")
    post(alice, thread, "Thanks", key="k2")
    noon.shift(timedelta(days=1))
    post(vera, thread, "And?", key="k3")
    run(messaging.mark_read, vera.actor, thread, 2)
    tab = open_tab(alice)
    await open_thread(tab, thread)

    state = await tab.state(MessagingState)
    assert [(row.author, row.mine, row.day, row.opens_day, row.time) for row in state.latest] == [
        ("Vera Voss", False, "Yesterday", True, "12:00\u202fPM"),
        ("Alice Archer", True, "Yesterday", False, "12:00\u202fPM"),
        ("Vera Voss", False, "Today", True, "12:00\u202fPM"),
    ]
    assert [(piece.text, piece.href) for piece in state.latest[0].pieces] == [
        ("See ", ""),
        ("https://clinic.test", "https://clinic.test"),
        (".", ""),
    ]
    assert (state.topic, state.about, state.last_position, state.seen_to) == (
        "Rex is limping",
        "Rex",
        3,
        2,
    )


@pytest.mark.spec("GEN-9")
async def test_days_and_times_are_in_the_readers_language(noon, open_tab, alice, vera, thread):
    post(vera, thread)
    tab = open_tab(alice, language="de")
    await open_thread(tab, thread)

    (row,) = (await tab.state(MessagingState)).latest
    assert (row.day, row.time) == ("Heute", "12:00")


@pytest.mark.spec("GEN-1")
@pytest.mark.parametrize("address", ["theirs", "none", "nonsense", ""])
async def test_a_thread_of_somebody_else_is_as_if_there_were_none(
    open_tab, alice, bob, vera, thread, address
):
    post(vera, thread)
    ids = {"theirs": str(thread), "none": "00000000-0000-0000-0000-000000000000"}
    tab = open_tab(bob)
    await tab.send(MessagingState.load_thread, route={"thread_id": ids.get(address, address)})

    state = await tab.state(MessagingState)
    assert (state.status, state.topic, state.latest, state.unread) == ("missing", "", [], 0)


@pytest.mark.spec("GEN-1")
async def test_mark_read_of_somebody_elses_thread_is_refused_like_none(
    open_tab, alice, bob, vera, thread
):
    post(vera, thread)
    tab, said = open_tab(bob), []
    for target in (str(thread), "00000000-0000-0000-0000-000000000000", "nonsense"):
        with pytest.raises(NotFound):
            await tab.send(MessagingState.mark_read, thread=target, position=1)
        await asyncio.sleep(0.05)  # what is said is an event of its own
        said.append((await tab.state(FeedbackState)).text)

    assert set(said) == {"We could not find that. It may have been moved, or the link is wrong."}
    assert run(messaging.unread, alice.actor) == {thread: 1}


@pytest.mark.spec("MSG-8")
async def test_show_more_puts_fifty_earlier_messages_before(open_tab, put, alice, thread):
    fill(put, alice, thread, 1, 120)
    tab = open_tab(alice)
    await open_thread(tab, thread)
    assert await shown(tab) == [f"Message {number}" for number in range(71, 121)]

    for count, more in ((100, True), (120, False), (120, False)):
        await tab.send(MessagingState.show_more)
        state = await tab.state(MessagingState)
        assert await shown(tab) == [f"Message {n}" for n in range(121 - count, 121)]
        assert (state.first_position, state.more) == (121 - count, more)


@pytest.mark.spec("MSG-8")
async def test_a_new_message_keeps_the_earlier_ones_on_screen(open_tab, put, alice, vera, thread):
    fill(put, alice, thread, 1, 120)
    tab = open_tab(alice)
    await open_thread(tab, thread)
    await tab.send(MessagingState.show_more)
    post(vera, thread, "New")
    await tab.send(LiveState.refresh)

    state = await tab.state(MessagingState)
    assert await shown(tab) == [*(f"Message {number}" for number in range(21, 121)), "New"]
    assert (len(state.settled), len(state.latest), state.more) == (49, 2, True)


@pytest.mark.spec("MSG-4")
async def test_a_new_message_is_sent_with_at_most_ten_before_it(open_tab, put, alice, vera, thread):
    fill(put, alice, thread, 1, 60)
    tab, sent = open_tab(alice), []
    await open_thread(tab, thread)
    for number in range(12):
        post(vera, thread, f"New {number}", key=f"n{number}")
        tab.heard = ""
        await tab.send(LiveState.refresh)
        sent.append([text for text in await shown(tab) if repr(text) in tab.heard])

    few = [f"New {number}" for number in range(12)]
    assert sent[:9] == [["Message 60", *few[: number + 1]] for number in range(9)]
    assert len(sent[9]) == 60  # the window moves on, with all that is in it
    assert sent[10:] == [few[9:11], few[9:12]]
    assert await shown(tab) == [*(f"Message {number}" for number in range(11, 61)), *few]


@pytest.mark.spec("MSG-4")
async def test_after_a_long_sleep_the_thread_is_shown_without_a_gap(open_tab, put, alice, thread):
    fill(put, alice, thread, 1, 60)
    tab = open_tab(alice)
    await open_thread(tab, thread)
    fill(put, alice, thread, 61, 200)
    await tab.send(LiveState.refresh)

    assert await shown(tab) == [f"Message {number}" for number in range(151, 201)]
    assert (await tab.state(MessagingState)).more


@pytest.mark.spec("MSG-3")
async def test_each_day_opens_once_also_across_steps(open_tab, put, alice, thread):
    fill(put, alice, thread, 1, 120, minutes=60)
    tab = open_tab(alice)
    await open_thread(tab, thread)
    await tab.send(MessagingState.show_more)
    await tab.send(MessagingState.show_more)

    state = await tab.state(MessagingState)
    rows = [*state.older, *state.settled, *state.latest]
    opened = [row.day for row in rows if row.opens_day]
    assert opened == list(dict.fromkeys(row.day for row in rows))


@pytest.mark.spec("MSG-5")
async def test_what_arrives_while_the_thread_is_being_read_stays_unread(
    open_tab, alice, vera, thread
):
    post(vera, thread, key="k1")
    tab = open_tab(alice)
    await open_thread(tab, thread)
    seen_to = (await tab.state(MessagingState)).last_position
    post(vera, thread, key="k2")
    await tab.send(MessagingState.mark_read, thread=str(thread), position=seen_to)
    await tab.send(LiveState.refresh)

    assert (await tab.state(MessagingState)).unread == 1


@pytest.mark.spec("MSG-1", "GEN-3")
async def test_when_messages_are_disabled_open_tabs_lose_them(open_tab, alice, vera, thread):
    post(vera, thread)
    tab = open_tab(alice)
    await open_thread(tab, thread)
    run(settings.put, messaging_mode="disabled")
    await tab.send(LiveState.refresh)

    state = await tab.state(MessagingState)
    assert (state.enabled, state.unread, state.status) == (False, 0, "missing")
    assert "How is he" not in str(state.dict())
    with pytest.raises(NotFound):
        await tab.send(MessagingState.mark_read, thread=str(thread), position=1)
    run(settings.put, messaging_mode="full")
    assert run(messaging.unread, alice.actor) == {thread: 1}


async def test_another_thread_shows_nothing_of_the_one_before(open_tab, put, alice, vera, thread):
    post(vera, thread, "The first")
    other = put(Thread(customer_id=alice.actor.id, topic="Other")).id
    post(vera, other, "The second", key="k2")
    tab = open_tab(alice)
    await open_thread(tab, thread)
    await open_thread(tab, other)

    assert await shown(tab) == ["The second"]


async def test_a_refresh_sends_only_what_is_new(open_tab, alice, vera, thread):
    post(vera, thread)
    tab = open_tab(alice)
    await open_thread(tab, thread)
    await tab.send(LiveState.refresh)

    sent = [update.delta for where, update in tab.sent if where == tab.id and update.delta]
    assert "Rex is limping" not in str(sent)
    assert "How is he" not in str(sent)


@pytest.mark.spec("MSG-5")
async def test_what_was_marked_unread_is_open_no_more(open_tab, alice, vera, thread):
    post(vera, thread)
    tab = open_tab(alice)
    await open_thread(tab, thread)
    await tab.send(MessagingState.mark_read, thread=str(thread), position=1)
    await tab.send(MessagingState.mark_unread, thread=str(thread), position=1)
    await tab.send(LiveState.refresh)

    state = await tab.state(MessagingState)
    assert (state.thread_shown, state.last_position, state.latest) == ("", 0, [])
    assert (state.unread, state.status) == (1, "ready")


@pytest.mark.spec("MSG-10")
async def test_what_is_said_of_answers_follows_the_time_in_an_open_tab(
    noon, open_tab, alice, thread
):
    hours = dict.fromkeys(WEEKDAYS, "09:00-17:00")
    run(lambda db: settings.put(db, time_zone="UTC", opening_hours=hours, answer_hours=2))
    run(lambda db: settings.put(db, emergency_contact="Call 555 0100"))
    noon.move_to(datetime(2026, 3, 4, 12, tzinfo=UTC))
    tab = open_tab(alice)
    await open_thread(tab, thread)
    first = await tab.state(MessagingState)
    before = first.answered, first.emergency

    noon.shift(timedelta(hours=8))
    await tab.send(MessagingState.pass_time)

    after = await tab.state(MessagingState)
    assert before == ("We usually answer by today, 2:00\u202fPM.", [])
    assert after.answered == "We usually answer by tomorrow, 11:00\u202fAM."
    assert "".join(piece.text for piece in after.emergency) == "Call 555 0100"
