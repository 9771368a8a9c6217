"""Two customers made one: nothing is lost, nobody stays signed in, nothing leaks."""

import pytest
from sqlmodel import SQLModel, select

from models.audit import AuditEvent
from models.auth import Device, Pin
from models.customers import Customer
from models.merging import Merged
from models.messaging import Message, ReadMark, Thread
from models.notices import OutboxEntry
from models.pets import Pet
from services import customers, merging, pets
from services.auth import people, sessions
from services.core import clock
from services.core.db import run
from services.core.errors import Conflict, Forbidden, NotFound, SignedOut
from tests.security import world as worlds

pytestmark = pytest.mark.spec("ADMIN-3")


def count(table):
    return run(lambda db: len(db.execute(table.select()).all()))


def merge(vera, alice, bob):
    return run(customers.merge, vera.actor, alice.actor.id, bob.actor.id)


def all_of(model):
    return run(lambda db: db.exec(select(model)).all())


def give(bob, put):
    """Give Bob one of everything that can belong to a customer."""
    worlds.make(bob.actor.id, bob.pet_id)
    thread = all_of(Thread)[0]
    put(
        ReadMark(
            customer_id=bob.actor.id,
            thread_id=thread.id,
            reader_id=bob.actor.id,
            from_clinic=False,
            position=1,
        ),
        OutboxEntry(
            kind="welcome",
            channel="email",
            address="bob@mail.test",
            customer_id=bob.actor.id,
            about_id=bob.actor.id,
        ),
        Message(
            customer_id=bob.actor.id,
            thread_id=thread.id,
            position=2,
            author_id=bob.actor.id,
            author_name="Bob",
            from_clinic=False,
            body="Hello",
            client_key="bobs",
        ),
    )


def test_nothing_is_lost_and_everything_moves(vera, alice, bob, put):
    give(bob, put)
    put(Pin(customer_id=bob.actor.id, pin_hash="x"))
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in _CHANGE]
    before = {table.name: count(table) for table in tables}

    merge(vera, alice, bob)

    assert {table.name: count(table) for table in tables} == before
    for column in merging.references("customer"):
        left = column.table.select().where(column == bob.actor.id)
        assert run(lambda db, left=left: db.execute(left).all()) == [], column
    assert [card.name for card in run(pets.listed, alice.actor)] == ["Miso", "Rex"]
    assert {row.author_id for row in all_of(Message)} >= {alice.actor.id}


_CHANGE = {"customer", "pin", "merged", "auditevent", "searchword"}  # one less, or one more


def test_what_was_is_kept_for_the_staff(vera, alice, bob):
    merge(vera, alice, bob)

    (noted,) = all_of(Merged)
    assert (noted.kind, noted.merged_id, noted.into_id) == (
        "customer",
        bob.actor.id,
        alice.actor.id,
    )
    assert noted.was["row"]["email"] == "bob@mail.test"
    assert run(customers.get, vera.actor, bob.actor.id).id == alice.actor.id
    line = all_of(AuditEvent)[-1]
    assert (line.event, line.customer_id) == ("customers merged", alice.actor.id)
    assert line.details["merged"] == str(bob.actor.id)


def test_the_survivor_takes_what_it_lacks_and_joins_the_notes(vera, alice, bob):
    def prepare(db):
        a, b = db.get(Customer, alice.actor.id), db.get(Customer, bob.actor.id)
        a.phone, a.notes, a.icons = None, "Early", ["star"]
        b.phone, b.notes, b.icons = "+12025550199", "Late", ["clock"]
        b.street, b.city, b.last_name = "9 Oak", "Rome", "Other"

    run(prepare)

    kept = merge(vera, alice, bob)

    assert (kept.name, kept.email, kept.phone) == (
        "Alice Archer",
        "alice@mail.test",
        "+12025550199",
    )
    assert (kept.street, kept.city) == ("9 Oak", "Rome")
    assert (kept.notes, kept.icons) == ("Early\n\nLate", ["star", "clock"])


def test_the_outlook_says_what_will_be_taken_and_what_not(vera, alice, bob):
    seen = run(customers.outlook, vera.actor, bob.actor.id, alice.actor.id)

    assert seen.taken == ["last_name", "phone"]
    assert seen.left == ["first_name", "email"]


@pytest.mark.spec("AUTH-1", "AUTH-8")
async def test_the_merged_away_is_signed_out_and_their_contact_worth_nothing(vera, alice, bob, put):
    device = put(
        Device(
            token_hash="d" * 64,
            customer_id=bob.actor.id,
            seen_at=clock.now(),
            expires_at=clock.now(),
        )
    )

    merge(vera, alice, bob)

    assert await sessions.resolve(bob.token) is None
    assert (await sessions.resolve(alice.token)).id == alice.actor.id
    with pytest.raises(SignedOut):
        run(sessions.acting, bob.actor.session_id, lambda db, actor: actor)
    assert run(people.by_contact, "bob@mail.test") is None
    assert run(lambda db: db.get(Device, device.id)).customer_id == alice.actor.id


@pytest.mark.spec("AUTH-1")
def test_by_a_contact_that_was_taken_over_one_signs_in_as_the_survivor(vera, alice, bob):
    run(customers.merge, vera.actor, bob.actor.id, alice.actor.id)

    assert run(people.by_contact, "+12025550143").id == bob.actor.id
    assert run(people.by_contact, "alice@mail.test") is None


def test_merging_twice_leads_to_the_last_survivor(vera, alice, bob):
    third = run(customers.add, vera.actor, {"first_name": "Cy", "email": "cy@mail.test"})
    merge(vera, alice, bob)

    run(customers.merge, vera.actor, third.id, alice.actor.id)

    assert run(customers.get, vera.actor, bob.actor.id).id == third.id
    assert {pet.customer_id for pet in all_of(Pet)} == {third.id}


def test_one_cannot_be_merged_with_oneself_or_with_nobody(vera, alice):
    with pytest.raises(Conflict):
        merge(vera, alice, alice)
    with pytest.raises(NotFound):
        run(customers.merge, vera.actor, alice.actor.id, alice.pet_id)


@pytest.mark.spec("AUTH-25")
def test_only_staff_with_the_permission_merge(alice, bob, rita):
    for person in (alice, rita):
        with pytest.raises(Forbidden):
            merge(person, alice, bob)
        with pytest.raises(Forbidden):
            run(customers.outlook, person.actor, alice.actor.id, bob.actor.id)
