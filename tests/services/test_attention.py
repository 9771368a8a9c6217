"""What services/attention.py promises."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import event

from models.base import Status
from models.documents import Document, DocumentState
from models.messaging import Thread
from models.pets import Pet
from models.vaccinations import Dose, VaccineType
from services import attention, messaging, settings
from services.attention import Kind
from services.core import clock
from services.core.db import engine, run
from services.core.errors import Forbidden

pytestmark = [pytest.mark.spec("HOME-2"), pytest.mark.usefixtures("noon")]
TODAY = date(2026, 3, 4)
OVERDUE, SOON, LATER = (TODAY + timedelta(days=days) for days in (-5, 12, 90))


@pytest.fixture
def vaccines(put):
    return put(*(VaccineType(name=name, species=["dog"]) for name in ("Rabies", "DHPP", "Lyme")))


@pytest.fixture
def due(put, vaccines):
    """Have a pet's protection end: `due(pet_id, day, ...)`, one day for each vaccine."""

    def give(pet_id, *days, **fields):
        given = TODAY - timedelta(days=400)
        return put(
            *(
                Dose(
                    pet_id=pet_id,
                    vaccine_type_id=vaccine.id,
                    given_on=given,
                    valid_until=day,
                    **fields,
                )
                for vaccine, day in zip(vaccines, days, strict=False)
            )
        )

    return give


@pytest.fixture
def add_pet(put, alice):
    species_id = run(lambda db: db.get(Pet, alice.pet_id).species_id)

    def add(person, name, **fields):
        return put(Pet(customer_id=person.actor.id, name=name, species_id=species_id, **fields)).id

    return add


@pytest.fixture
def write(put, vera):
    """Have Vera write to somebody: `write(person, topic, pet_id=None, count=1)`."""

    def send(person, topic, pet_id=None, count=1):
        thread = put(Thread(customer_id=person.actor.id, topic=topic, pet_id=pet_id))
        for number in range(count):
            run(messaging.post, vera.actor, thread.id, "Hello", key=f"{thread.id} {number}")
        return thread.id

    return send


def sent_back(person, name="pass.pdf", **fields):
    given = {
        "customer_id": person.actor.id,
        "pet_id": person.pet_id,
        "file": "0" * 64,
        "media_type": "application/pdf",
        "size_bytes": 1,
        "customer_may_see": True,
        "state": DocumentState.SENT_BACK,
        "reason": "Page two is missing.",
    }
    return Document(name=name, **(given | fields))


def listed(person):
    return run(attention.listed, person.actor)


def summary(person):
    return [(item.kind, item.pet_name or item.title) for item in listed(person)]


def change(model, id, **values):
    def apply(db):
        row = db.get(model, id)
        for name, value in values.items():
            setattr(row, name, value)

    run(apply)


def test_list_the_overdue_first_then_sent_back_due_soon_and_unread(alice, add_pet, due, put, write):
    write(alice, "Opening hours", count=2)
    due(alice.pet_id, SOON)
    put(sent_back(alice, pet_id=None))
    due(add_pet(alice, "Zoe"), OVERDUE)

    items = listed(alice)

    assert [(item.kind, item.pet_name, item.title) for item in items] == [
        (Kind.OVERDUE, "Zoe", ""),
        (Kind.SENT_BACK, "", "pass.pdf"),
        (Kind.DUE_SOON, "Rex", ""),
        (Kind.UNREAD, "", "Opening hours"),
    ]
    assert (items[1].reason, items[3].unread) == ("Page two is missing.", 2)


def test_list_a_pet_once_however_many_vaccinations_it_needs(alice, due):
    due(alice.pet_id, SOON, OVERDUE, LATER)

    (item,) = listed(alice)

    assert (item.kind, item.id, item.pet_id) == (Kind.OVERDUE, alice.pet_id, alice.pet_id)
    assert [(one.type, one.words) for one in item.due] == [
        ("DHPP", "5 days overdue"),
        ("Rabies", "in 12 days"),
    ]


def test_list_each_kind_with_the_most_pressing_first(alice, add_pet, due, put, write, noon):
    due(alice.pet_id, OVERDUE)
    due(add_pet(alice, "Abe"), OVERDUE - timedelta(days=9))
    put(
        sent_back(alice, "old.pdf", pet_id=None, created_at=clock.now() - timedelta(days=9)),
        sent_back(alice, "new.pdf", pet_id=None),
    )
    write(alice, "First")
    noon.shift(timedelta(minutes=1))
    write(alice, "Second")

    assert summary(alice) == [
        (Kind.OVERDUE, "Abe"),
        (Kind.OVERDUE, "Rex"),
        (Kind.SENT_BACK, "new.pdf"),
        (Kind.SENT_BACK, "old.pdf"),
        (Kind.UNREAD, "Second"),
        (Kind.UNREAD, "First"),
    ]


@pytest.mark.spec("GEN-1")
def test_list_nothing_of_others(alice, bob, vera, due, put, write):
    due(alice.pet_id, OVERDUE)
    put(sent_back(alice))
    write(alice, "Rex is limping", alice.pet_id)
    assert len(listed(alice)) == 3

    assert listed(bob) == listed(vera) == []


def test_refuse_whoever_may_not_read_records(rita):
    with pytest.raises(Forbidden):
        listed(rita)


@pytest.mark.spec("GEN-2")
def test_list_neither_drafts_nor_what_is_hidden(alice, due, put):
    for status in (Status.DRAFT, Status.PRIVATE):
        due(alice.pet_id, OVERDUE, SOON, status=status)
    put(sent_back(alice, customer_may_see=False))

    assert listed(alice) == []

    due(alice.pet_id, OVERDUE)
    put(sent_back(alice))
    assert len(listed(alice)) == 2


@pytest.mark.spec("GEN-10")
def test_ask_nothing_on_behalf_of_a_pet_that_died(alice, due, put, write):
    due(alice.pet_id, OVERDUE)
    put(sent_back(alice))
    write(alice, "We are so sorry", alice.pet_id)

    change(Pet, alice.pet_id, deceased_on=TODAY)

    assert summary(alice) == [(Kind.UNREAD, "Rex")]


@pytest.mark.spec("GEN-10", "PET-9")
def test_ask_the_former_owner_of_a_pet_nothing(alice, bob, due, put, write):
    due(alice.pet_id, OVERDUE)
    put(sent_back(alice))
    write(alice, "Rex is limping", alice.pet_id)

    change(Pet, alice.pet_id, customer_id=bob.actor.id)

    assert summary(alice) == [(Kind.UNREAD, "Rex is limping")]
    assert summary(bob) == [(Kind.OVERDUE, "Rex")]


def test_drop_an_item_the_moment_it_is_settled(alice, vaccines, due, put, write):
    due(alice.pet_id, OVERDUE)
    document = put(sent_back(alice))
    thread_id = write(alice, "Opening hours", count=2)
    dose = {"pet_id": alice.pet_id, "vaccine_type_id": vaccines[0].id}
    settled = {
        Kind.OVERDUE: partial(put, Dose(given_on=TODAY, valid_until=LATER, **dose)),
        Kind.SENT_BACK: partial(change, Document, document.id, state=DocumentState.ACCEPTED),
        Kind.UNREAD: partial(run, messaging.mark_read, alice.actor, thread_id, 2),
    }

    for kind, settle in settled.items():
        assert kind in [item.kind for item in listed(alice)]
        settle()
        assert kind not in [item.kind for item in listed(alice)]

    assert listed(alice) == []


@pytest.mark.spec("REC-1", "MSG-1")
def test_list_nothing_of_what_is_switched_off(alice, due, put, write):
    due(alice.pet_id, OVERDUE)
    put(sent_back(alice))
    write(alice, "Opening hours")

    run(settings.put, messaging_mode="disabled", record_types={"vaccination": False})

    assert [item.kind for item in listed(alice)] == [Kind.SENT_BACK]


@pytest.mark.spec("GEN-8")
def test_ask_the_database_as_often_for_fifty_pets_as_for_one(alice, add_pet, due, put, write, noon):
    def fill(pet_id):
        noon.shift(timedelta(minutes=1))  # nobody may write faster
        due(pet_id, OVERDUE, SOON)
        put(sent_back(alice, pet_id=pet_id))
        write(alice, "Hello", pet_id)

    def queries():
        seen = []

        def note(_conn, _cursor, statement, *_rest):
            seen.extend([statement] if statement.startswith("SELECT") else [])

        settings.forget()
        event.listen(engine(), "before_cursor_execute", note)
        try:
            found = listed(alice)
        finally:
            event.remove(engine(), "before_cursor_execute", note)
        return len(found), len(seen)

    fill(alice.pet_id)
    items_of_one, for_one = queries()
    for number in range(49):
        fill(add_pet(alice, f"Pet {number}"))
    items_of_fifty, for_fifty = queries()

    assert (items_of_one, items_of_fifty) == (3, 150)
    assert for_fifty == for_one == 9
