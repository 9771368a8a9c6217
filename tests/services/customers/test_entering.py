"""Adding a customer, and changing what is known of one."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.customers import Customer
from models.notices import OutboxEntry
from models.staff import Location
from services import customers, settings
from services.auth import people, sessions
from services.core.db import run
from services.core.errors import Forbidden, Invalid, NotFound
from services.editing import Stale
from services.notices import Kind

pytestmark = pytest.mark.spec("ADMIN-4")


def row(id):
    return run(lambda db: db.get(Customer, id))


def add(person, **form):
    return run(customers.add, person.actor, {"first_name": "Cleo", "email": "c@mail.test"} | form)


def change(person, id, version=1, **form):
    return run(customers.update, person.actor, id, version, form)


def trail():
    return run(lambda db: [(one.event, one.details) for one in db.exec(select(AuditEvent))])


def outbox():
    return run(lambda db: db.exec(select(OutboxEntry)).all())


def test_add_keeps_all_that_was_typed(vera, put):
    place = put(Location(name="Harbour", position=5))

    made = add(
        vera,
        last_name="  van  Dyke ",
        email=" Cleo@Mail.Test ",
        phone="(202) 555-0188",
        street="1 Elm",
        postal_code="20001",
        city="Washington",
        language="de",
        home_location_id=str(place.id),
        notes="Rings twice",
        icons="star, phone",
        declines_sms="on",
    )

    kept = row(made.id)
    assert (kept.name, kept.email, kept.phone) == (
        "Cleo van Dyke",
        "cleo@mail.test",
        "+12025550188",
    )
    assert (kept.street, kept.postal_code, kept.city) == ("1 Elm", "20001", "Washington")
    assert (kept.language, kept.home_location_id) == ("de", place.id)
    assert (kept.notes, kept.icons) == ("Rings twice", ["star", "phone"])
    assert (kept.declines_email, kept.declines_sms) == (False, True)
    assert trail() == [("customer added", {})]


def test_add_reads_numbers_as_dialled_in_the_clinics_country(vera):
    run(settings.put, country="DE")

    assert add(vera, email="", phone="0171 2345678").phone == "+491712345678"


def test_add_takes_the_first_location_unless_told_otherwise(vera, alice, put):
    put(Location(name="Harbour", position=5))

    assert add(vera).home_location_id == row(alice.actor.id).home_location_id


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"first_name": "  "}, "first_name"),
        ({"first_name": "x" * 61}, "first_name"),
        ({"email": "", "phone": ""}, "email"),
        ({"email": "no address"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"home_location_id": "elsewhere"}, "home_location_id"),
        ({"language": "tlh"}, "language"),
        ({"last_name": "a\0b"}, "last_name"),
        ({"notes": "x" * 10_001}, "notes"),
    ],
)
def test_add_says_which_field_is_wrong(vera, form, field):
    with pytest.raises(Invalid) as refused:
        add(vera, **form)

    assert refused.value.field == field


@pytest.mark.parametrize("form", [{"email": "ALICE@mail.test"}, {"phone": "202 555 0143"}])
def test_add_says_whose_a_contact_is(vera, form):
    with pytest.raises(Invalid) as refused:
        add(vera, **form)

    assert "Alice Archer" in str(refused.value)
    assert refused.value.field == next(iter(form))


def test_duplicates_warn_while_one_types(vera, alice):
    def seen(**typed):
        return [(one.name, one.contact) for one in run(customers.duplicates, vera.actor, typed)]

    assert seen(email="alice@mail.test ") == [("Alice Archer", "alice@mail.test")]
    assert seen(phone="2025550143") == [("Alice Archer", "+1 202-555-0143")]
    assert seen(first_name="Alice", last_name="Archer") == [("Alice Archer", "")]
    assert seen(first_name="Alice", email="a", phone="1") == []


@pytest.mark.spec("AUTH-11")
def test_an_added_customer_needs_no_invitation(vera):
    made = add(vera)

    assert run(people.by_contact, "c@mail.test").id == made.id
    assert outbox() == []


def test_update_changes_only_what_the_form_asks_for(vera, alice):
    change(vera, alice.actor.id, last_name="Baker")

    kept = row(alice.actor.id)
    assert (kept.name, kept.phone, kept.version) == ("Alice Baker", "+12025550143", 2)
    assert trail() == [("customer changed", {"fields": ["last_name"]})]


@pytest.mark.spec("ADMIN-9")
def test_update_tells_the_later_of_two(vera, alice):
    change(vera, alice.actor.id, city="Utica")

    with pytest.raises(Stale) as refused:
        change(vera, alice.actor.id, version=1, city="Rome")

    assert [(d.field, d.theirs, d.yours) for d in refused.value.differences] == [
        ("city", "Utica", "Rome")
    ]
    assert row(alice.actor.id).city == "Utica"


@pytest.mark.spec("AUTH-8", "AUTH-9")
async def test_another_contact_ends_the_sessions_and_tells_the_old_one(vera, alice, bob):
    change(vera, alice.actor.id, email="new@mail.test")

    assert await sessions.resolve(alice.token) is None
    assert (await sessions.resolve(bob.token)).name == "Bob"
    told = outbox()
    assert [(one.kind, one.address) for one in told] == [(Kind.CONTACT_CHANGED, "alice@mail.test")]
    assert ("contact changed", {"fields": ["email"]}) in trail()


@pytest.mark.spec("AUTH-8")
async def test_the_same_contacts_again_change_nothing(vera, alice):
    change(vera, alice.actor.id, email="alice@mail.test", phone="(202) 555-0143")

    assert (await sessions.resolve(alice.token)).name == "Alice Archer"
    assert (row(alice.actor.id).version, outbox(), trail()) == (1, [], [])


def test_the_last_contact_cannot_be_taken_away(vera, bob):
    with pytest.raises(Invalid):
        change(vera, bob.actor.id, email="")


def test_what_a_customer_declines_does_not_go_out(vera, alice, bob):
    change(vera, bob.actor.id, declines_email="on")

    run(customers.welcome, vera.actor, alice.actor.id)
    run(customers.welcome, vera.actor, bob.actor.id)
    run(lambda db: people.tell(db, db.get(Customer, bob.actor.id), Kind.PIN_DELETED))

    assert [(one.kind, one.address) for one in outbox()] == [
        (Kind.WELCOME, "alice@mail.test"),
        (Kind.PIN_DELETED, "bob@mail.test"),
    ]


@pytest.mark.spec("AUTH-25")
def test_only_staff_with_the_permission_add_and_change(alice, rita, bob):
    for person in (alice, rita):
        with pytest.raises(Forbidden):
            add(person)
        with pytest.raises(Forbidden):
            change(person, bob.actor.id, city="Rome")
        with pytest.raises(Forbidden):
            run(customers.duplicates, person.actor, {"email": "bob@mail.test"})


def test_update_of_nobody_finds_nothing(vera, alice):
    with pytest.raises(NotFound):
        change(vera, alice.pet_id, city="Rome")
