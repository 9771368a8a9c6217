"""What the bell tells, and whom: by group, place and permission, until somebody has acted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from models.messaging import Thread
from models.notices import NoticeState
from models.staff import Group, Location, LocationMembership
from services import bell, customers, messaging, notices
from services.access import Permission
from services.bell import GLOBAL, LOCAL, Told
from services.core import clock
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.notices import Outcome, Verdict

pytestmark = pytest.mark.spec("AUTH-26", "AUTH-27")


@pytest.fixture
def want():
    """Have groups want to be told: `want("Veterinarians", {Told.…: GLOBAL})`."""

    def change(name, notices):
        def find(db):
            group = next(one for one in db.exec(select(Group)) if one.name == name)
            group.notices = dict(notices)

        run(find)

    return change


@pytest.fixture
def everything(want):
    """Have vets and readers want everything."""
    want("Veterinarians", dict.fromkeys(Told, GLOBAL))
    want("Read only", dict.fromkeys(Told, GLOBAL))


def register(person, **about):
    run(bell.tell, Told.CUSTOMER_REGISTERED, customer_id=person.actor.id, **about)


def heard(person):
    return [(one.event, one.customer, one.unread) for one in run(bell.heard, person.actor).news]


def unread(person):
    return run(bell.heard, person.actor).unread


def the_one(person):
    (news,) = run(bell.heard, person.actor).news
    return news.id


def test_who_wants_it_is_told_and_who_does_not_is_not(alice, vera, rita, want):
    want("Veterinarians", {Told.CUSTOMER_REGISTERED: GLOBAL})

    register(alice)

    assert heard(vera) == [(Told.CUSTOMER_REGISTERED, "Alice Archer", True)]
    assert heard(rita) == []


def test_nobody_is_told_of_what_they_may_not_see(alice, rita, everything):
    register(alice)
    run(bell.tell, Told.MESSAGE_RECEIVED, customer_id=alice.actor.id)

    assert [event for event, _who, _new in heard(rita)] == [Told.MESSAGE_RECEIVED]


def test_local_is_for_the_customers_own_location(alice, vera, want, put):
    want("Veterinarians", {Told.CUSTOMER_REGISTERED: LOCAL})
    register(alice)
    home = run(lambda db: db.exec(select(Location)).one().id)
    elsewhere = put(Location(name="High Street"))
    put(LocationMembership(staff_member_id=vera.actor.id, location_id=elsewhere.id))
    assert heard(vera) == []

    put(LocationMembership(staff_member_id=vera.actor.id, location_id=home))

    assert len(heard(vera)) == 1


def test_it_is_read_by_each_for_themselves(alice, vera, rita, everything):
    run(bell.tell, Told.MESSAGE_RECEIVED, customer_id=alice.actor.id)

    run(bell.read, vera.actor, the_one(vera))

    assert (unread(vera), unread(rita)) == (0, 1)
    assert heard(vera)[0][2] is False


def test_what_happens_again_is_new_again_and_stays_one(alice, vera, everything, later):
    register(alice)
    run(bell.read, vera.actor)
    later(minutes=1)

    register(alice)

    assert heard(vera) == [(Told.CUSTOMER_REGISTERED, "Alice Archer", True)]


def test_all_can_be_read_at_once(alice, bob, vera, everything):
    register(alice)
    register(bob)

    run(bell.read, vera.actor)

    assert unread(vera) == 0
    assert len(heard(vera)) == 2


def test_it_stays_until_somebody_has_acted_and_can_be_brought_back(alice, vera, everything):
    register(alice)
    news = the_one(vera)

    run(bell.act, vera.actor, news)
    assert heard(vera) == []

    run(bell.bring_back, vera.actor, news)
    assert the_one(vera) == news


def test_it_goes_after_90_days(alice, vera, everything, later):
    register(alice)
    run(bell.read, vera.actor)

    later(days=90, seconds=1)
    assert heard(vera) == []

    run(bell.forget_old)
    with pytest.raises(NotFound):
        run(bell.read, vera.actor, uuid4())


def test_an_answer_takes_a_message_off_every_bell(alice, vera, rita, everything, put):
    thread = put(Thread(customer_id=alice.actor.id, topic="Rex limps"))
    run(messaging.post, alice.actor, thread.id, "Hello", key="a")
    run(messaging.post, alice.actor, thread.id, "Are you there?", key="b")
    assert len(heard(rita)) == 1

    run(messaging.post, vera.actor, thread.id, "Yes", key="c")

    assert heard(rita) == heard(vera) == []


def test_what_customers_change_is_told(alice, vera, everything):
    run(customers.own.update, alice.actor, 1, {"street": "1 Low Rd"})

    assert heard(vera) == [(Told.CUSTOMER_CHANGED, "Alice Archer", True)]


@pytest.mark.parametrize(("kind", "told"), [("welcome", True), ("sign_in_code", False)])
def test_a_notice_that_fails_for_good_is_told_unless_it_was_a_code(
    alice, vera, everything, kind, told
):
    run(
        notices.enqueue,
        kind,
        channel="email",
        address="a@b.test",
        customer_id=alice.actor.id,
        body="x",
    )
    entry = run(notices.claim)
    run(notices.settle, entry.id, 1, Outcome(Verdict.NEVER, "no such mailbox"))

    assert [event for event, _who, _new in heard(vera)] == [Told.DELIVERY_FAILED] * told
    assert run(notices.listed)[0].state == NoticeState.FAILED if told else True


def test_customers_hear_nothing(alice, bob):
    for verb in (bell.heard, bell.read):
        with pytest.raises(NotFound):
            run(verb, alice.actor)


def test_nobody_acts_on_what_they_are_not_told_of(alice, vera, rita, want):
    want("Veterinarians", dict.fromkeys(Told, GLOBAL))
    register(alice)
    run(bell.tell, Told.MESSAGE_RECEIVED, customer_id=alice.actor.id)
    message, registered = (one.id for one in run(bell.heard, vera.actor).news)

    for verb in (bell.act, bell.read):
        with pytest.raises(Forbidden):
            run(verb, rita.actor, registered)
        with pytest.raises(NotFound):
            run(verb, rita.actor, message)


def test_who_is_taken_out_of_a_group_hears_no_more(alice, vera, everything, want):
    register(alice)
    assert len(heard(vera)) == 1

    want("Veterinarians", {})

    assert heard(vera) == []
    assert Permission.VIEW_RECORDS in vera.actor.permissions


def test_the_latest_fifty_are_shown_and_all_are_counted(alice, vera, everything, later):
    for _ in range(bell.SHOWN + 2):
        later(seconds=1)
        run(bell.tell, Told.DELIVERY_FAILED, customer_id=alice.actor.id, about_id=uuid4())

    found = run(bell.heard, vera.actor)

    assert (len(found.news), found.unread) == (bell.SHOWN, bell.SHOWN + 2)
    assert found.news[0].happened_at == clock.now()
    assert found.news[0].happened_at - found.news[-1].happened_at == timedelta(
        seconds=bell.SHOWN - 1
    )
