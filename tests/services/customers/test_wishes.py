"""What customers want to be told: obeyed at queueing and at sending, and never for safety."""

from datetime import UTC, datetime

import pytest

from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from services import customers, notices, settings
from services.access import system
from services.auth import people
from services.core.db import look, run
from services.core.errors import Invalid, NotFound
from services.customers import own, wishes
from services.customers.wishes import Quiet
from services.delivery.worker import take
from services.notices import CHANNELS, Kind

pytestmark = pytest.mark.spec("NOTE-6")


def wish(person, version=1, **form):
    return run(own.update_wishes, person.actor, version, form)


def ticks(**changed):
    every = {f"{kind}.{way}": True for kind in notices.TO_DECLINE for way in CHANNELS}
    return every | {name.replace("__", "."): value for name, value in changed.items()}


def tell(person, kind=Kind.RECORD_PUBLISHED):
    run(lambda db: people.tell(db, db.get(Customer, person.actor.id), kind))


def queue(person, channel, kind=Kind.RECORD_PUBLISHED):
    address = "+12025550143" if channel == "sms" else "alice@mail.test"
    to = {"channel": channel, "address": address, "customer_id": person.actor.id}
    run(notices.enqueue, kind, about_id=person.pet_id, **to)


def only():
    return look(lambda db: db.exec(system(OutboxEntry)).one())


def test_a_kind_is_declined_by_channel(alice):
    wish(alice, **ticks(record_published__email=False))

    customer = look(customers.me, alice.actor)

    assert people.declines(customer, Kind.RECORD_PUBLISHED, "email")
    assert not people.declines(customer, Kind.RECORD_PUBLISHED, "sms")
    assert not people.declines(customer, Kind.MESSAGE_TO_CUSTOMER, "email")


def test_a_form_without_devices_leaves_what_was_declined_of_them(alice):
    wish(alice, **dict.fromkeys((f"{kind}.push" for kind in notices.TO_DECLINE), False))

    kept = wish(alice, 2, **ticks(record_published__sms=False))

    assert set(kept.declined) == {
        "record_published.sms",
        *(f"{kind}.push" for kind in notices.TO_DECLINE),
    }


def test_one_switch_declines_all_of_a_channel_but_what_must_be(alice):
    wish(alice, wants_email=False, wants_sms=True)

    customer = look(customers.me, alice.actor)

    assert all(people.declines(customer, kind, "email") for kind in notices.TO_DECLINE)
    assert not any(people.declines(customer, kind, "email") for kind in people.OF_SAFETY)
    assert not any(people.declines(customer, kind, "sms") for kind in notices.TO_DECLINE)


def test_what_was_declined_after_it_was_queued_is_not_sent(alice):
    queue(alice, "email")
    wish(alice, **ticks(record_published__email=False))

    letter = run(take, CHANNELS)

    assert (letter, only().state) == (None, NoticeState.DROPPED)


def test_what_concerns_safety_is_sent_though_all_is_declined(alice):
    wish(alice, wants_email=False, wants_sms=False, **dict.fromkeys(ticks(), False))
    queue(alice, "email", Kind.PIN_DELETED)

    assert run(take, CHANNELS).address == "alice@mail.test"


@pytest.mark.parametrize(
    ("since", "until", "hour", "ends"),
    [
        ("21:00", "07:00", 22, "2026-03-05T07:00"),
        ("21:00", "07:00", 3, "2026-03-04T07:00"),
        ("21:00", "07:00", 7, None),
        ("21:00", "07:00", 12, None),
        ("12:00", "14:00", 13, "2026-03-04T14:00"),
        ("12:00", "14:00", 15, None),
        ("", "", 3, None),
    ],
)
def test_quiet_ends_in_the_clinics_morning(since, until, hour, ends):
    run(lambda db: settings.put(db, time_zone="UTC"))
    found = Quiet(since, until).ends(datetime(2026, 3, 4, hour, tzinfo=UTC))

    assert (found and found.strftime("%Y-%m-%dT%H:%M")) == ends


def test_an_sms_waits_for_the_morning_and_then_goes(alice, noon):
    noon.move_to(datetime(2026, 3, 5, 3, tzinfo=UTC))  # ten in the evening in New York
    queue(alice, "sms")

    early, waiting = run(take, CHANNELS), only()
    noon.move_to(waiting.due_at)

    assert early is None
    assert (waiting.state, waiting.tries) == (NoticeState.QUEUED, 0)
    assert waiting.due_at == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert run(take, CHANNELS).channel == "sms"


@pytest.mark.parametrize(
    ("channel", "kind", "quiet"),
    [
        ("email", Kind.RECORD_PUBLISHED, "clinic"),
        ("sms", Kind.PIN_DELETED, "clinic"),
        ("sms", Kind.RECORD_PUBLISHED, "none"),
    ],
)
def test_what_does_not_wait_for_the_morning(alice, noon, channel, kind, quiet):
    wish(alice, quiet=quiet)
    noon.move_to(datetime(2026, 3, 5, 3, tzinfo=UTC))
    queue(alice, channel, kind)

    assert run(take, CHANNELS).channel == channel


def test_own_hours_hold_instead_of_the_clinics(alice):
    kept = wish(alice, quiet="own", quiet_since="23:30", quiet_until="06:15")

    rules = look(settings.load)
    assert wishes.quiet(kept, rules) == Quiet("23:30", "06:15")
    assert wishes.fields(kept)["quiet_since"] == "23:30"
    assert wishes.quiet(wish(alice, 2, quiet="clinic"), rules) == Quiet("21:00", "07:00")


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        ("", "07:00", "quiet_since"),
        ("21:00", "24:00", "quiet_until"),
        ("21:00", "9", "quiet_until"),
        ("07:00", "07:00", "quiet_until"),
    ],
)
def test_odd_hours_are_refused_beside_their_field(alice, since, until, field):
    with pytest.raises(Invalid) as refusal:
        wish(alice, quiet="own", quiet_since=since, quiet_until=until)

    assert refusal.value.field == field


def test_a_form_changes_nothing_but_wishes(alice):
    wish(alice, email="mallory@mail.test", notes="x", first_name="Mallory", wants_sms=False)

    kept = look(customers.me, alice.actor)
    assert (kept.first_name, kept.email, kept.notes, kept.declines_sms) == (
        "Alice",
        "alice@mail.test",
        "",
        True,
    )


@pytest.mark.spec("ADMIN-4")
def test_staff_see_and_set_them(alice, vera):
    form = {"quiet": "own", "quiet_since": "20:00", "quiet_until": "08:00"}

    run(customers.update, vera.actor, alice.actor.id, 1, form | ticks(record_published__sms=False))

    kept = look(customers.me, alice.actor)
    assert (kept.quiet_hours, kept.declined) == ("20:00-08:00", ["record_published.sms"])


def test_staff_have_no_wishes_of_their_own(vera):
    with pytest.raises(NotFound):
        wish(vera, wants_email=False)
