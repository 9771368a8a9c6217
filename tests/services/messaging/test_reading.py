"""Reading threads: whose they are, in which order they come, and how many at a time."""

import pytest

from models.messaging import Thread
from models.pets import Pet
from services import messaging, settings
from services.core.db import run
from services.core.errors import NotFound
from tests.messages import fill, post


def mode(name):
    run(settings.put, messaging_mode=name)


def bodies(person, thread_id):
    return [message.body for message in run(messaging.read, person.actor, thread_id).messages]


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
def test_read_returns_fifty_at_a_time_in_order(put, alice, thread):
    fill(put, alice, thread, 1, 120)

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


@pytest.mark.spec("MSG-3")
def test_read_says_how_far_the_other_side_has_read(alice, vera, thread):
    post(alice, thread)
    assert run(messaging.read, alice.actor, thread).seen_to == 0

    run(messaging.mark_read, vera.actor, thread, 1)
    assert run(messaging.read, alice.actor, thread).seen_to == 1
    assert run(messaging.read, vera.actor, thread).seen_to == 0
