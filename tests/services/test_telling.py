"""Telling of messages: whoever ticked it is obeyed, and nobody is told twice of the unread."""

from collections import Counter

import pytest

from models.customers import Customer
from models.messaging import Thread
from models.notices import NoticeState, OutboxEntry
from services import customers, messaging, notices, pushing, settings, telling
from services.access import system
from services.core.config import config
from services.core.db import run
from services.customers import own
from services.delivery import compose
from services.notices import Kind
from tests.messages import post, thread  # noqa: F401
from tests.services.pushing.test_subscriptions import subscription


@pytest.fixture
def texting(monkeypatch):
    """The clinic can send SMS."""
    monkeypatch.setenv("PORTAL_DEMO", "1")
    config.cache_clear()
    yield
    monkeypatch.undo()
    config.cache_clear()


def tell_customer(thread_id, *channels):
    return run(lambda db: telling.customer_of_message(db, db.get(Thread, thread_id), channels))


def write(person, thread_id, key):
    """Have a customer write, and the clinic told of it."""

    def both(db):
        messaging.post(db, person.actor, thread_id, "How is he today?", key=key)
        telling.clinic_of_message(db, person.actor, db.get(Thread, thread_id))

    run(both)


def queued():
    return run(lambda db: db.exec(system(OutboxEntry)).all())


def composed():
    entry = run(notices.claim)
    return run(lambda db: compose.compose(db, db.get(OutboxEntry, entry.id)))


@pytest.mark.spec("NOTE-4")
@pytest.mark.parametrize(
    ("ticked", "addresses"),
    [
        ([], set()),
        (["email"], {"alice@mail.test"}),
        (["sms"], {"+12025550143"}),
        (["sms", "email"], {"alice@mail.test", "+12025550143"}),
        (["pigeon"], set()),
    ],
)
def test_tell_customer_by_what_was_ticked(thread, texting, ticked, addresses):  # noqa: F811
    told = tell_customer(thread, *ticked)

    assert {entry.address for entry in queued()} == addresses
    assert len(told) == len(addresses)


@pytest.mark.spec("NOTE-9")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"phone": None}, ["email"]),
        ({"phone": "+4915112345678"}, ["email"]),  # a country that the clinic sends nothing to
        ({"phone": None, "declines_email": True}, []),
        ({"declines_sms": True}, []),
    ],
)
def test_tell_customer_by_email_where_no_sms_can_reach_them(alice, thread, texting, change, told):  # noqa: F811
    def alter(db):
        customer = db.exec(system(Customer).where(Customer.id == alice.actor.id)).one()
        for name, value in change.items():
            setattr(customer, name, value)

    run(alter)

    assert tell_customer(thread, "sms") == told
    assert [entry.channel for entry in queued()] == told


@pytest.mark.spec("NOTE-4")
def test_tell_customer_leads_to_the_thread_and_says_nothing_of_it(vera, thread):  # noqa: F811
    post(vera, thread, "The swelling is a lipoma")
    tell_customer(thread, "email")

    letter = composed()

    assert f"http://localhost:8000/messages/{thread}\n" in letter.body
    assert letter.body.startswith("Hello Alice,")
    assert letter.subject == "Willow Lane Vets has written to you"
    assert not any(word in letter.subject + letter.body for word in ("lipoma", "Rex", "limping"))


@pytest.mark.spec("NOTE-4")
def test_tell_customer_says_it_once_while_the_first_still_waits(vera, thread):  # noqa: F811
    told = [tell_customer(thread, "email") for _ in range(3)]
    waiting = len(queued())
    run(lambda db: setattr(db.exec(system(OutboxEntry)).one(), "state", NoticeState.SENT))

    tell_customer(thread, "email")

    assert told == [["email"]] * 3
    assert (waiting, len(queued())) == (1, 2)


@pytest.mark.spec("NOTE-4", "NOTE-6")
@pytest.mark.parametrize("change", [{"declines_email": True}, {"email": None}])
def test_tell_customer_leaves_out_what_they_decline_or_lack(alice, thread, change):  # noqa: F811
    def alter(db):
        customer = db.exec(system(Customer).where(Customer.id == alice.actor.id)).one()
        for name, value in change.items():
            setattr(customer, name, value)

    run(alter)

    told = tell_customer(thread, "email")

    assert (told, queued(), run(telling.offered, alice.actor.id)) == ([], [], {})


@pytest.mark.spec("NOTE-4", "AUTH-8")
def test_tell_customer_says_nothing_to_a_disabled_account(alice, vera, thread):  # noqa: F811
    run(customers.disable, vera.actor, alice.actor.id)

    assert tell_customer(thread, "email") == []
    assert queued() == []


@pytest.mark.spec("NOTE-4")
@pytest.mark.parametrize(
    ("rules", "address"),
    [
        ({}, "desk@mail.test"),
        ({"messaging_admin_address": "vets@mail.test"}, "vets@mail.test"),
        ({"messaging_admin_notify": False}, None),
        ({"clinic_email": ""}, None),
    ],
)
def test_tell_clinic_where_the_settings_say(alice, thread, rules, address):  # noqa: F811
    run(lambda db: settings.put(db, **rules))

    write(alice, thread, "k1")

    assert [entry.address for entry in queued()] == ([address] if address else [])


@pytest.mark.spec("NOTE-4")
def test_tell_clinic_leads_to_the_thread_and_says_nothing_of_it(alice, thread):  # noqa: F811
    write(alice, thread, "k1")

    letter = composed()

    assert f"http://localhost:8000/admin/messages/{thread}\n" in letter.body
    assert letter.body.startswith("Hello,")
    assert not any(word in letter.subject + letter.body for word in ("Rex", "limping", "today"))


@pytest.mark.spec("NOTE-4")
def test_tell_clinic_once_in_ten_minutes_of_what_nobody_has_read(alice, thread, later):  # noqa: F811
    write(alice, thread, "k1")
    later(minutes=4)
    write(alice, thread, "k2")
    at_four = len(queued())
    later(minutes=7)

    write(alice, thread, "k3")

    assert (at_four, len(queued())) == (1, 2)


@pytest.mark.spec("NOTE-4")
def test_tell_clinic_anew_once_somebody_has_read(alice, vera, thread, later):  # noqa: F811
    write(alice, thread, "k1")
    later(minutes=2)
    run(messaging.mark_read, vera.actor, thread, 1)
    write(alice, thread, "k2")
    later(minutes=2)

    write(alice, thread, "k3")

    assert len(queued()) == 2


@pytest.mark.spec("NOTE-4")
def test_tell_clinic_of_each_thread(alice, thread, put):  # noqa: F811
    other = put(Thread(customer_id=alice.actor.id, topic="Opening hours")).id
    write(alice, thread, "k1")

    write(alice, other, "k2")

    assert Counter(entry.kind for entry in queued()) == {Kind.MESSAGE_TO_CLINIC: 2}
    assert {entry.about_id for entry in queued()} == {thread, other}


@pytest.mark.spec("NOTE-1", "NOTE-4")
def test_tell_leaves_nothing_when_the_message_is_refused(alice, thread):  # noqa: F811
    def refused(db):
        telling.clinic_of_message(db, alice.actor, db.get(Thread, thread))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        run(refused)

    assert queued() == []


@pytest.mark.spec("NOTE-4")
def test_each_channel_that_cannot_be_ticked_says_why(alice, texting):
    def change(**values):
        def apply(db):
            row = db.exec(system(Customer).where(Customer.id == alice.actor.id)).one()
            for name, value in values.items():
                setattr(row, name, value)

        run(apply)
        return run(telling.hindered, alice.actor.id)

    seen = [
        change(),
        change(declines_email=True, declines_sms=True),
        change(email=None, declines_email=False, declines_sms=False, phone="+4930123456"),
    ]

    assert seen == [
        {},
        {"email": "Wants no e-mail", "sms": "Wants no SMS"},
        {"email": "No e-mail address", "sms": "No mobile number that we text to"},
    ]


@pytest.mark.spec("NOTE-4", "NOTE-6")
def test_devices_can_be_ticked_where_there_are_any_and_they_are_not_declined(alice, thread):  # noqa: F811
    before = run(telling.offered, alice.actor.id)
    run(pushing.keep, alice.actor, subscription())
    there = run(telling.offered, alice.actor.id)
    wishes = dict.fromkeys((f"{kind}.push" for kind in notices.TO_DECLINE), False)
    run(own.update_wishes, alice.actor, 1, wishes)

    declined = run(telling.offered, alice.actor.id), run(telling.hindered, alice.actor.id)

    assert (before, there) == ({"email": True}, {"email": True, "push": True})
    assert declined[0] == {"email": True}
    assert declined[1]["push"] == "Wants none on devices"
    assert tell_customer(thread, "push") == []


@pytest.mark.spec("NOTE-4")
def test_devices_are_told_only_when_ticked(alice, thread):  # noqa: F811
    run(pushing.keep, alice.actor, subscription())

    told = tell_customer(thread, "email"), tell_customer(thread, "push")

    assert told == (["email"], ["push"])
    assert [entry.channel for entry in queued()] == ["email", "push"]
