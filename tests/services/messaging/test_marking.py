"""What is new to somebody, and what marking changes of that."""

import pytest

from services import live, messaging
from services.core.db import run
from tests.messages import post


@pytest.mark.spec("MSG-5")
def test_unread_is_what_the_other_side_wrote_after_the_mark(alice, vera, rita, thread):
    post(alice, thread, key="k1")
    post(alice, thread, key="k2")
    assert run(messaging.unread, alice.actor) == {}
    assert run(messaging.unread, vera.actor) == {thread: 2}

    run(messaging.mark_read, vera.actor, thread, 1)

    assert run(messaging.unread, vera.actor) == {thread: 1}
    assert run(messaging.unread, rita.actor) == {thread: 2}


@pytest.mark.spec("MSG-5")
def test_mark_read_goes_never_beyond_the_end_and_never_back(alice, vera, thread):
    post(vera, thread, key="k1")
    run(messaging.mark_read, alice.actor, thread, 99)
    run(messaging.mark_read, alice.actor, thread, 0)

    assert run(messaging.unread, alice.actor) == {}
    post(vera, thread, key="k2")
    assert run(messaging.unread, alice.actor) == {thread: 1}


@pytest.mark.spec("MSG-5")
@pytest.mark.parametrize("position", ["1", None, [1], -1, 1.5, {}])
def test_mark_read_takes_an_odd_position_for_none(alice, vera, thread, sent, position):
    post(vera, thread)
    sent.clear()
    run(messaging.mark_read, alice.actor, thread, position)

    assert run(messaging.unread, alice.actor) == {thread: 1}
    assert sent == []


@pytest.mark.spec("MSG-5")
def test_mark_unread_makes_a_message_and_later_ones_new_again(alice, vera, thread):
    for number in range(3):
        post(vera, thread, key=f"k{number}")
    run(messaging.mark_read, alice.actor, thread, 3)

    run(messaging.mark_unread, alice.actor, thread, 2)

    assert run(messaging.unread, alice.actor) == {thread: 2}
    run(messaging.mark_unread, alice.actor, thread, 3)
    assert run(messaging.unread, alice.actor) == {thread: 2}


@pytest.mark.spec("MSG-4", "MSG-5")
def test_marking_tells_the_customers_tabs_once(alice, vera, thread, sent):
    post(vera, thread)
    sent.clear()
    run(messaging.mark_read, alice.actor, thread, 1)
    run(messaging.mark_read, alice.actor, thread, 1)

    assert sent == [live.Changed(alice.actor.id)]
