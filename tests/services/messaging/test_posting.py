"""Writing messages: what is taken, what is refused, and that each is kept once."""

import pytest
from sqlmodel import select

from models.messaging import Message, Thread
from services import messaging, settings
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, TooMany
from services.live import Changed
from tests.messages import post

ODD = (
    "\u202eexe.tnemucod\u202c z\u200be\u200dr\ufeffo \u0645\u0631\u062d\u0628\u0627 "
    "<b>&amp;</b>\n\n\t— \U0001f415\u200d\U0001f9ba  "
)


def bodies(person, thread_id):
    return [message.body for message in run(messaging.read, person.actor, thread_id).messages]


@pytest.mark.spec("MSG-3")
def test_post_adds_a_message_that_both_sides_read(alice, vera, thread, sent):
    post(vera, thread, "How is he today?")
    post(alice, thread, "Better, thank you!")

    assert (
        bodies(alice, thread) == bodies(vera, thread) == ["How is he today?", "Better, thank you!"]
    )
    assert sent == [Changed(alice.actor.id)] * 2
    first, second = run(messaging.read, alice.actor, thread).messages
    assert (first.author_name, first.from_clinic, first.position) == ("Vera Voss", True, 1)
    assert (second.author_name, second.from_clinic, second.position) == ("Alice Archer", False, 2)


@pytest.mark.spec("MSG-3")
@pytest.mark.parametrize("body", [ODD, " a ", "x" * messaging.BODY_LIMIT, "\u200b"])
def test_post_keeps_a_text_exactly_as_it_was_typed(alice, vera, thread, body):
    post(vera, thread, body)

    assert bodies(alice, thread) == [body]


@pytest.mark.spec("MSG-7")
@pytest.mark.parametrize(
    "body",
    ["", " \n\t ", "x" * (messaging.BODY_LIMIT + 1), None, 7, ["a"], {"a": 1}, "a\0b", "\ud800"],
)
def test_post_refuses_a_text_that_is_none_and_leaves_nothing(alice, thread, sent, body):
    with pytest.raises(Invalid) as refused:
        post(alice, thread, body)

    assert refused.value.field == "body"
    assert run(lambda db: db.exec(select(Message)).all()) == []
    assert sent == []


@pytest.mark.spec("MSG-7")
@pytest.mark.parametrize("key", ["", None, 1, "k" * 65])
def test_post_refuses_an_odd_key(alice, thread, key):
    with pytest.raises(Invalid):
        post(alice, thread, key=key)


@pytest.mark.spec("MSG-7")
def test_post_refuses_the_twenty_first_message_of_a_minute(alice, vera, thread, later):
    for number in range(20):
        post(alice, thread, key=f"k{number}")

    with pytest.raises(TooMany):
        post(alice, thread, key="one more")
    post(vera, thread)
    later(seconds=61)
    post(alice, thread, key="one more")


@pytest.mark.spec("MSG-6")
def test_post_makes_one_message_of_one_key(alice, thread, sent):
    first, second = post(alice, thread), post(alice, thread)

    assert first.id == second.id
    assert bodies(alice, thread) == ["How is he today?"]
    assert len(sent) == 1


@pytest.mark.spec("MSG-6")
def test_post_refuses_a_key_that_stands_for_something_else(alice, thread, general):
    post(alice, thread)

    with pytest.raises(Conflict):
        post(alice, thread, "Another text")
    with pytest.raises(Conflict):
        post(alice, general)


@pytest.mark.spec("MSG-6")
def test_two_people_may_use_the_same_key(alice, vera, thread):
    post(alice, thread, "One")
    post(vera, thread, "Two")

    assert bodies(alice, thread) == ["One", "Two"]


@pytest.mark.spec("MSG-9")
def test_a_customers_reply_reopens_a_closed_thread(put, alice, vera):
    closed = put(Thread(customer_id=alice.actor.id, topic="Diet", closed_at=clock.now()))

    post(vera, closed.id)
    assert run(messaging.read, vera.actor, closed.id).thread.closed_at is not None
    post(alice, closed.id)
    assert run(messaging.read, vera.actor, closed.id).thread.closed_at is None


@pytest.mark.spec("AUTH-25")
def test_staff_who_may_only_read_do_not_write(rita, alice, thread):
    post(alice, thread)

    assert bodies(rita, thread) == ["How is he today?"]
    with pytest.raises(Forbidden):
        post(rita, thread)


@pytest.mark.spec("MSG-1", "GEN-3")
def test_in_read_only_mode_the_clinic_writes_and_customers_read(alice, vera, thread):
    run(settings.put, messaging_mode="read_only")

    post(vera, thread)
    with pytest.raises(Forbidden):
        post(alice, thread)

    assert bodies(alice, thread) == ["How is he today?"]
    assert run(messaging.unread, alice.actor) == {thread: 1}
