"""What staff do with threads beside answering them."""

import pytest
from sqlmodel import col, select

from models.audit import AuditEvent
from models.messaging import Thread
from services import messaging
from services.core.db import run
from services.core.errors import Forbidden, Invalid, NotFound
from services.messaging import handling, inbox, presence, replies
from services.messaging.inbox import Part, Wanted
from tests.messages import mode, post


def topics(person, part=Part.UNANSWERED, text=""):
    found = run(inbox.listed, person.actor, Wanted(part, text)).entries
    return [entry.thread.topic for entry in found]


def events():
    return run(
        lambda db: [row.event for row in db.exec(select(AuditEvent).order_by(col(AuditEvent.at)))]
    )


@pytest.mark.spec("MSG-9")
def test_the_parts_of_the_inbox(alice, vera, rita, thread, general, later):
    post(alice, general, key="k1")
    later(minutes=1)
    post(alice, thread, key="k2")
    assert topics(vera) == ["Opening hours", "Rex is limping"]

    run(handling.assign, vera.actor, thread, vera.actor.id)
    post(vera, general, key="k3")
    assert topics(vera) == ["Rex is limping"]
    assert topics(vera, Part.MINE) == ["Rex is limping"]
    assert topics(rita, Part.MINE) == []
    run(handling.close, vera.actor, general)
    assert topics(vera, Part.CLOSED) == ["Opening hours"]
    assert sorted(topics(vera, Part.ALL)) == ["Opening hours", "Rex is limping"]


@pytest.mark.spec("MSG-9")
@pytest.mark.parametrize(
    ("text", "found"),
    [("arch", 1), ("rex", 1), ("LIMP", 1), ("stone", 1), ("feather", 0), ("%", 0)],
)
def test_the_inbox_is_searched_by_people_pets_and_words(alice, vera, thread, text, found):
    post(alice, thread, "A stone?")

    assert len(topics(vera, text=text)) == found


@pytest.mark.spec("MSG-9")
def test_a_customers_reply_opens_a_closed_thread_and_it_waits_again(alice, vera, thread):
    post(alice, thread, key="k1")
    run(handling.close, vera.actor, thread)
    assert topics(vera) == []

    post(alice, thread, key="k2")

    assert topics(vera) == ["Rex is limping"]
    assert topics(vera, Part.CLOSED) == []


@pytest.mark.spec("MSG-9", "PRIV-6")
def test_handling_is_written_down_once(alice, vera, thread):
    for _ in range(2):
        run(handling.assign, vera.actor, thread, vera.actor.id)
        run(handling.close, vera.actor, thread)
    run(handling.reopen, vera.actor, thread)
    run(handling.reopen, vera.actor, thread)

    assert events() == ["thread assigned", "thread closed", "thread reopened"]
    assert run(lambda db: db.get(Thread, thread).assigned_to_id) == vera.actor.id


@pytest.mark.spec("GEN-1", "MSG-9")
def test_customers_handle_nothing_and_readers_neither(alice, rita, vera, thread):
    for deed in (
        lambda who: run(handling.assign, who.actor, thread, who.actor.id),
        lambda who: run(handling.close, who.actor, thread),
        lambda who: run(handling.reopen, who.actor, thread),
        lambda who: run(messaging.note, who.actor, thread, "x", key="k"),
        lambda who: run(replies.listed, who.actor),
    ):
        with pytest.raises(NotFound):
            deed(alice)
        with pytest.raises(Forbidden):
            deed(rita)
    for look in (
        lambda: run(inbox.listed, alice.actor, Wanted()),
        lambda: run(handling.beside, alice.actor, thread),
        lambda: run(handling.colleagues, alice.actor),
    ):
        with pytest.raises(NotFound):
            look()


@pytest.mark.spec("MSG-9")
def test_a_thread_is_handed_only_to_who_may_answer(alice, vera, rita, thread):
    assert [one.name for one in run(handling.colleagues, vera.actor)] == ["Vera Voss"]

    with pytest.raises(NotFound):
        run(handling.assign, vera.actor, thread, rita.actor.id)
    with pytest.raises(NotFound):
        run(handling.assign, vera.actor, thread, alice.actor.id)


@pytest.mark.spec("MSG-9", "GEN-11")
def test_a_note_is_seen_by_staff_and_leaves_no_trace_for_the_customer(alice, vera, rita, thread):
    post(alice, thread, key="k1")
    before = run(messaging.read, alice.actor, thread)
    first = run(messaging.note, vera.actor, thread, "Owes us money", key="n1")
    again = run(messaging.note, vera.actor, thread, "Owes us money", key="n1")

    assert first.id == again.id
    assert [note.body for note in run(messaging.read, rita.actor, thread).notes] == [
        "Owes us money"
    ]
    after = run(messaging.read, alice.actor, thread)
    assert (after.notes, after.messages, after.thread) == ([], before.messages, before.thread)
    assert run(messaging.unread, alice.actor) == {}
    post(vera, thread, key="k2")
    assert [m.position for m in run(messaging.read, alice.actor, thread).messages] == [1, 2]


@pytest.mark.spec("MSG-1", "MSG-9")
def test_in_a_disabled_inbox_nothing_is_found(alice, vera, thread):
    post(alice, thread)
    mode("disabled")

    for deed in (
        lambda: run(inbox.listed, vera.actor, Wanted()),
        lambda: run(handling.close, vera.actor, thread),
        lambda: run(messaging.note, vera.actor, thread, "x", key="k"),
    ):
        with pytest.raises(NotFound):
            deed()


@pytest.mark.spec("MSG-9")
def test_saved_replies_are_filled_in_for_a_thread(alice, vera, thread):
    row = run(
        replies.add,
        vera.actor,
        {"name": "Call", "body": "Dear {customer_first_name}, call {clinic_name} about {pet_name}"},
    )
    customer = run(handling.beside, vera.actor, thread).customer

    said = run(replies.filled, vera.actor, row.body, customer, "Rex")
    general = run(replies.filled, vera.actor, row.body, customer, "")

    assert said == "Dear Alice, call Willow Lane Vets about Rex"
    assert general == "Dear Alice, call Willow Lane Vets about {pet_name}"


@pytest.mark.spec("MSG-9", "GEN-5")
@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": "", "body": "x"}, "name"),
        ({"name": "x" * 61, "body": "x"}, "name"),
        ({"name": "Call", "body": "x"}, "name"),
        ({"name": "Other", "body": " "}, "body"),
        ({"name": "Other", "body": "{pet}"}, "body"),
        ({"name": None, "body": None}, "name"),
    ],
)
def test_an_odd_saved_reply_is_refused(vera, form, field):
    run(replies.add, vera.actor, {"name": "Call", "body": "Please call."})

    with pytest.raises(Invalid) as refused:
        run(replies.add, vera.actor, form)

    assert refused.value.field == field
    assert len(run(replies.listed, vera.actor)) == 1


@pytest.mark.spec("MSG-9")
def test_presence_tells_who_else_is_there_and_who_answers(vera, rita, thread, sent):
    presence.note("tab 1", vera.actor, thread)
    presence.note("tab 2", rita.actor, thread, typing=True)

    assert presence.others(vera.actor, thread) == [presence.Other("Rita Ray", True)]
    assert presence.others(rita.actor, thread) == [presence.Other("Vera Voss", False)]
    assert [signal.staff_ids for signal in sent] == [frozenset({vera.actor.id})]
    presence.note("tab 2", rita.actor, None)
    presence.note("tab 1", vera.actor, None)
    assert presence.others(vera.actor, thread) == []
