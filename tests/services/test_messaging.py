"""What services/messaging.py promises."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.messaging import Message, Thread
from models.pets import Pet
from services import live, messaging, settings
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from services.live import Changed, hub

ODD = (
    "\u202eexe.tnemucod\u202c z\u200be\u200dr\ufeffo \u0645\u0631\u062d\u0628\u0627 "
    "<b>&amp;</b>\n\n\t— \U0001f415\u200d\U0001f9ba  "
)


@pytest.fixture
def thread(put, alice):
    """Alice's thread about Rex, still without a message."""
    return put(Thread(customer_id=alice.actor.id, topic="Rex is limping", pet_id=alice.pet_id)).id


@pytest.fixture
def general(put, alice):
    return put(Thread(customer_id=alice.actor.id, topic="Opening hours")).id


@pytest.fixture
def sent(monkeypatch):
    """The signals that were sent."""
    signals = []
    monkeypatch.setattr(hub, "send", signals.append)
    return signals


def post(person, thread_id, body="How is he today?", key="k1"):
    return run(messaging.post, person.actor, thread_id, body, key=key)


def mode(name):
    run(settings.put, messaging_mode=name)


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


@pytest.mark.spec("GEN-1")
def test_another_customer_finds_nothing(alice, bob, vera, thread, general):
    post(vera, thread)

    for attempt in (
        lambda: run(messaging.read, bob.actor, thread),
        lambda: run(messaging.threads, bob.actor, alice.pet_id),
        lambda: post(bob, thread),
        lambda: run(messaging.mark_read, bob.actor, thread, 1),
        lambda: run(messaging.mark_unread, bob.actor, thread, 1),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert run(messaging.threads, bob.actor).entries == []
    assert run(messaging.unread, bob.actor) == {}
    assert run(messaging.unread, alice.actor) == {thread: 1}


@pytest.mark.spec("AUTH-25")
def test_staff_who_may_only_read_do_not_write(rita, alice, thread):
    post(alice, thread)

    assert bodies(rita, thread) == ["How is he today?"]
    with pytest.raises(Forbidden):
        post(rita, thread)


@pytest.mark.spec("MSG-1", "GEN-3")
def test_in_read_only_mode_the_clinic_writes_and_customers_read(alice, vera, thread):
    mode("read_only")

    post(vera, thread)
    with pytest.raises(Forbidden):
        post(alice, thread)

    assert bodies(alice, thread) == ["How is he today?"]
    assert run(messaging.unread, alice.actor) == {thread: 1}


@pytest.mark.spec("MSG-1", "GEN-3")
def test_disabled_messages_are_as_if_there_were_none(alice, vera, thread):
    post(vera, thread)
    mode("disabled")

    for person in (alice, vera):
        for attempt in (
            lambda person=person: run(messaging.threads, person.actor),
            lambda person=person: run(messaging.read, person.actor, thread),
            lambda person=person: post(person, thread, key="k2"),
            lambda person=person: run(messaging.mark_read, person.actor, thread, 1),
        ):
            with pytest.raises(NotFound):
                attempt()
        assert run(messaging.unread, person.actor) == {}
    mode("full")
    assert run(messaging.unread, alice.actor) == {thread: 1}


@pytest.mark.spec("MSG-2")
def test_threads_lists_all_of_a_customer_and_of_a_pet_its_own(alice, vera, thread, general, later):
    post(vera, thread, key="k1")
    later(minutes=1)
    post(vera, general, key="k2")
    later(minutes=1)
    post(alice, general, "Thanks", key="k3")

    def shown(pet_id=None):
        found = run(messaging.threads, alice.actor, pet_id).entries
        return [(e.thread.topic, e.last.body, e.pet_name, e.unread) for e in found]

    assert shown() == [
        ("Opening hours", "Thanks", "", 1),
        ("Rex is limping", "How is he today?", "Rex", 1),
    ]
    assert shown(alice.pet_id) == [("Rex is limping", "How is he today?", "Rex", 1)]


@pytest.mark.spec("GEN-8")
def test_threads_come_in_pages(put, alice, vera):
    run(settings.put, page_size=5)
    for number in range(6):
        thread = put(Thread(customer_id=alice.actor.id, topic=f"Topic {number}"))
        post(vera, thread.id, key=f"k{number}")

    first, both = (run(messaging.threads, alice.actor, pages=pages) for pages in (1, 2))

    assert [entry.thread.topic for entry in first.entries] == [
        f"Topic {number}" for number in (5, 4, 3, 2, 1)
    ]
    assert (first.more, len(both.entries), both.more) == (True, 6, False)


@pytest.mark.spec("PET-9")
def test_a_thread_stays_with_who_wrote_it_when_the_pet_is_transferred(alice, bob, vera, thread):
    post(vera, thread)
    run(_transfer, alice.pet_id, bob.actor.id)

    assert bodies(alice, thread) == ["How is he today?"]
    assert run(messaging.read, alice.actor, thread).pet_name == ""
    assert run(messaging.threads, bob.actor, alice.pet_id).entries == []


def _transfer(db, pet_id, customer_id):
    pet = db.get(Pet, pet_id)
    pet.customer_id = customer_id
    db.add(pet)


@pytest.mark.spec("MSG-8")
def test_read_returns_fifty_at_a_time_in_order(put, alice, vera, thread):
    fill(put, alice, vera, thread, 120)

    last = run(messaging.read, alice.actor, thread)
    middle = run(messaging.read, alice.actor, thread, before=last.messages[0].position)
    first = run(messaging.read, alice.actor, thread, before=middle.messages[0].position)

    assert [(len(part.messages), part.more) for part in (last, middle, first)] == [
        (50, True),
        (50, True),
        (20, False),
    ]
    together = [*first.messages, *middle.messages, *last.messages]
    assert [message.position for message in together] == list(range(1, 121))


def fill(put, customer, writer, thread_id, count):
    """Write many messages at once, past the limit that people have."""
    now = clock.now()
    put(
        *(
            Message(
                created_at=now - timedelta(minutes=count - number),
                customer_id=customer.actor.id,
                thread_id=thread_id,
                position=number,
                author_id=writer.actor.id,
                author_name=writer.actor.name,
                from_clinic=writer.actor.is_staff,
                body=f"Message {number}",
                client_key=f"fill-{thread_id}-{number}",
            )
            for number in range(1, count + 1)
        )
    )
    run(lambda db: setattr(db.get(Thread, thread_id), "last_position", count))


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


@pytest.mark.spec("MSG-3")
def test_read_says_how_far_the_other_side_has_read(alice, vera, thread):
    post(alice, thread)
    assert run(messaging.read, alice.actor, thread).seen_to == 0

    run(messaging.mark_read, vera.actor, thread, 1)
    assert run(messaging.read, alice.actor, thread).seen_to == 1
    assert run(messaging.read, vera.actor, thread).seen_to == 0
