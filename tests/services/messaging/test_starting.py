"""Beginning a conversation."""

from uuid import uuid4

import pytest
from sqlmodel import select

from models.messaging import Message, Thread
from services import messaging
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from services.messaging import rules
from tests.messages import mode, post


def start(person, topic="Diet", body="May he have cheese?", *, key="k1", about=None):
    return run(
        messaging.start, person.actor, topic, body, key=key, about=about or messaging.About()
    )


def threads():
    return run(lambda db: list(db.exec(select(Thread))))


@pytest.mark.spec("MSG-2")
def test_start_begins_a_general_thread_that_both_sides_see(alice, vera):
    message = start(alice, "  Diet \n plan ")

    [entry] = run(messaging.threads, vera.actor).entries
    assert (entry.thread.id, entry.thread.topic, entry.last.body) == (
        message.thread_id,
        "Diet plan",
        "May he have cheese?",
    )
    assert entry.thread.pet_id is None
    assert entry.thread.asked_at == message.created_at


@pytest.mark.spec("MSG-2")
def test_start_about_a_pet_makes_it_that_pets(alice):
    start(alice, about=messaging.About(alice.pet_id))

    [entry] = run(messaging.threads, alice.actor, alice.pet_id).entries
    assert entry.pet_name == "Rex"


@pytest.mark.spec("MSG-9")
def test_staff_start_a_thread_with_a_customer_or_the_owner_of_a_pet(alice, vera):
    general = start(vera, about=messaging.About(customer_id=alice.actor.id))
    about_rex = start(vera, about=messaging.About(alice.pet_id), key="k2")

    assert [general.customer_id, about_rex.customer_id] == [alice.actor.id] * 2
    assert run(messaging.unread, alice.actor) == {general.thread_id: 1, about_rex.thread_id: 1}
    assert {thread.asked_at for thread in threads()} == {None}


@pytest.mark.spec("MSG-6")
def test_start_makes_one_thread_of_one_key(alice):
    first, second = start(alice), start(alice)

    assert first.id == second.id
    assert len(threads()) == 1
    with pytest.raises(Conflict):
        start(alice, body="Another text")


@pytest.mark.spec("GEN-1")
def test_start_about_somebody_elses_pet_finds_none(alice, bob):
    for about in (messaging.About(alice.pet_id), messaging.About(uuid4())):
        with pytest.raises(NotFound):
            start(bob, about=about)

    assert threads() == []


@pytest.mark.spec("GEN-1")
def test_a_customer_cannot_start_a_thread_of_somebody_else(alice, bob):
    message = start(bob, about=messaging.About(customer_id=alice.actor.id))

    assert message.customer_id == bob.actor.id


def test_staff_need_somebody_to_write_to(vera):
    for nobody in (None, uuid4()):
        with pytest.raises(NotFound):
            start(vera, about=messaging.About(customer_id=nobody))


@pytest.mark.spec("MSG-2", "GEN-5")
@pytest.mark.parametrize("topic", ["", " \n ", "x" * 121, None, 7, "a\0b", "\ud800"])
def test_start_refuses_an_odd_topic_and_leaves_nothing(alice, topic):
    with pytest.raises(Invalid) as refused:
        start(alice, topic)

    assert refused.value.field == "topic"
    assert threads() == []


@pytest.mark.spec("MSG-7")
@pytest.mark.parametrize("body", ["", "   ", "x" * 10_001])
def test_start_refuses_an_odd_body_and_leaves_nothing(alice, body):
    with pytest.raises(Invalid) as refused:
        start(alice, body=body)

    assert refused.value.field == "body"
    assert threads() == []


@pytest.mark.spec("MSG-7")
def test_start_counts_as_a_message_of_the_minute(alice, monkeypatch):
    monkeypatch.setattr(rules, "RATE", 2)
    start(alice, key="k1")
    start(alice, key="k2")

    with pytest.raises(TooMany):
        start(alice, key="k3")


@pytest.mark.spec("MSG-1", "GEN-3")
def test_start_is_refused_as_the_mode_says(alice, vera, rita):
    mode("read_only")
    with pytest.raises(Forbidden):
        start(alice)
    start(vera, about=messaging.About(customer_id=alice.actor.id))
    with pytest.raises(Forbidden):
        start(rita, about=messaging.About(customer_id=alice.actor.id))
    mode("disabled")
    for person in (alice, vera):
        with pytest.raises(NotFound):
            start(person, about=messaging.About(customer_id=alice.actor.id), key="k2")

    assert len(threads()) == 1


@pytest.mark.spec("MSG-1")
@pytest.mark.parametrize(
    ("now", "theirs", "ours"),
    [("full", True, True), ("read_only", False, True), ("disabled", False, False)],
)
def test_may_write_follows_the_mode(alice, vera, rita, now, theirs, ours):
    mode(now)

    allowed = [run(messaging.may_write, person.actor) for person in (alice, vera, rita)]

    assert allowed == [theirs, ours, False]


@pytest.mark.spec("MSG-8")
@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", ["Diet", "Rex is limping"]),
        ("CHEESE", ["Diet"]),
        ("limp", ["Rex is limping"]),
        ("%", []),
        ("_", []),
    ],
)
def test_threads_are_found_by_topic_and_by_what_was_written(alice, thread, sought, found):
    start(alice)
    post(alice, thread, "Since yesterday", key="k2")

    listed = run(messaging.threads, alice.actor, holding=sought).entries

    assert sorted(entry.thread.topic for entry in listed) == found


@pytest.mark.spec("MSG-8", "GEN-1")
def test_a_search_finds_nothing_of_somebody_else(alice, bob):
    start(alice)

    assert run(messaging.threads, bob.actor, holding="cheese").entries == []


@pytest.mark.spec("MSG-3")
def test_a_message_tells_when_the_other_side_first_saw_it(alice, vera, rita, thread, later):
    post(alice, thread)
    later(minutes=5)
    run(messaging.mark_read, vera.actor, thread, 1)
    first = run(lambda db: db.exec(select(Message)).one().seen_at)
    later(minutes=5)
    run(messaging.mark_read, rita.actor, thread, 1)

    message = run(lambda db: db.exec(select(Message)).one())
    assert message.seen_at == first
    assert (first - message.created_at).total_seconds() == 300


@pytest.mark.spec("MSG-5")
def test_counted_tells_the_pets_apart(alice, bob, vera, thread):
    post(vera, thread, key="k1")
    start(vera, about=messaging.About(customer_id=alice.actor.id), key="k2")

    counted = run(messaging.counted, alice.actor)

    assert (counted.total, counted.of_pets) == (2, {alice.pet_id: 1})
    assert run(messaging.counted, bob.actor) == messaging.Unread(0, {})


@pytest.mark.spec("MSG-5")
def test_what_a_colleague_has_answered_is_no_news_to_who_never_opened_it(alice, vera, rita, thread):
    post(alice, thread)
    assert run(messaging.unread, rita.actor) == {thread: 1}

    post(vera, thread, "All is well.", key="k2")

    assert run(messaging.unread, rita.actor) == {}
    run(messaging.mark_read, rita.actor, thread, 2)
    run(messaging.mark_unread, rita.actor, thread, 1)
    assert run(messaging.unread, rita.actor) == {thread: 1}
