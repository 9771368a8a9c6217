"""The trail can be read, by those who may, in sentences with today's names."""

from datetime import timedelta
from uuid import uuid4

import pytest

from models.customers import Customer
from models.pets import Pet
from services import audit, customers, settings
from services.access import Permission
from services.audit import Event, reading
from services.audit.reading import PAGE, Asked
from services.core import clock, i18n
from services.core.db import look, run
from services.core.errors import Forbidden

pytestmark = pytest.mark.spec("PRIV-6")


def said(person, **asked):
    return [line.said for line in look(reading.listed, person.actor, Asked(**asked)).lines]


def tell_of(person, event, subject, **details):
    run(lambda db: audit.record(db, person and person.actor, event, subject(db), **details))


@pytest.fixture
def trail(alice, bob, vera):
    """What Vera did to Alice and Rex, and Bob to himself."""
    tell_of(vera, Event.PET_FILE_VIEWED, lambda db: db.get(Pet, alice.pet_id))
    tell_of(vera, Event.CUSTOMER_CHANGED, lambda db: db.get(Customer, alice.actor.id))
    tell_of(bob, Event.PIN_CHANGED, lambda db: db.get(Customer, bob.actor.id))
    tell_of(None, Event.SIGN_IN_FAILED, lambda db: None, origin="192.0.2.7")


def test_listed_says_who_did_what_newest_first(trail, vera):
    assert said(vera) == [
        "A sign-in failed",
        "Bob changed a PIN",
        "Vera Voss changed the data of the customer Alice Archer",
        "Vera Voss opened the file of Rex",
    ]


def test_a_survivor_is_asked_for_with_whoever_was_merged_into_them(trail, vera, alice, bob):
    run(customers.merge, vera.actor, alice.actor.id, bob.actor.id)

    by_id, by_name = said(vera, customer_id=alice.actor.id), said(vera, about="archer")

    assert by_id == by_name
    assert by_id == [
        "Vera Voss merged a customer into Alice Archer",
        "Bob changed a PIN",
        "Vera Voss changed the data of the customer Alice Archer",
        "Vera Voss opened the file of Rex",
    ]


def test_listed_leads_to_what_it_tells_of(trail, vera, alice):
    paths = [line.path for line in look(reading.listed, vera.actor, Asked()).lines]

    assert paths[2:] == [
        f"/admin/customers/{alice.actor.id}",
        f"/admin/pets/{alice.pet_id}/overview",
    ]


def test_listed_calls_by_their_id_who_is_gone(vera):
    gone = Customer(first_name="Gone", email="gone@mail.test", home_location_id=uuid4())
    tell_of(vera, Event.CUSTOMER_DISABLED, lambda db: gone)

    assert said(vera) == [f"Vera Voss disabled the customer {gone.id}"]


def test_listed_names_whom_the_details_mean(vera, alice, bob):
    lost = uuid4()
    told = {"to": bob.actor.id, "moved": {"pets": [alice.pet_id, lost]}, "removed": True}

    tell_of(vera, Event.PET_TRANSFERRED, lambda db: db.get(Pet, alice.pet_id), **told)

    line = look(reading.listed, vera.actor, Asked()).lines[0]
    assert line.details == {"to": "Bob", "moved": {"pets": ["Rex", str(lost)]}, "removed": True}


@pytest.mark.spec("AUTH-25")
@pytest.mark.parametrize("name", ["alice", "rita"])
def test_listed_takes_the_permission(trail, cast, name):
    for verb in (lambda db, actor: reading.listed(db, actor, Asked()), reading.people):
        with pytest.raises(Forbidden):
            look(verb, cast[name].actor)
    assert Permission.SEE_AUDIT not in cast[name].actor.permissions


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"event": "PIN changed"}, 1),
        ({"event": "pet added"}, 0),
        ({"about": "archer"}, 2),
        ({"about": "REX"}, 1),
        ({"about": "100%"}, 0),
        ({"since": clock.today() - timedelta(days=1)}, 4),
        ({"since": clock.today() + timedelta(days=2)}, 0),
        ({"until": clock.today() - timedelta(days=2)}, 0),
    ],
)
def test_listed_narrows_down(trail, vera, asked, count):
    assert len(said(vera, **asked)) == count


def test_listed_narrows_down_to_one_person(trail, vera, alice):
    assert len(said(vera, staff_id=vera.actor.id)) == 2
    assert len(said(vera, customer_id=alice.actor.id)) == 2


@pytest.mark.spec("GEN-8")
def test_listed_turns_pages_without_losing_a_line(tell, vera):
    tell(2 * PAGE + 3)
    numbers, before = [], None
    for _ in range(3):
        part = look(reading.listed, vera.actor, Asked(before=before))
        numbers += [line.number for line in part.lines]
        before = numbers[-1]
    back = look(reading.listed, vera.actor, Asked(after=numbers[2 * PAGE]))

    assert numbers == list(range(2 * PAGE + 3, 0, -1))
    assert not part.older
    assert [line.number for line in back.lines] == numbers[PAGE : 2 * PAGE]
    assert back.newer


def test_every_event_can_be_said_and_told_apart():
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            said = reading.events()
        assert set(said) == {event.value for event in Event}
        assert len(set(said.values())) == len(Event)


def test_listed_tells_a_settings_old_and_new_value(vera):
    run(settings.change, vera.actor, settings.Tab.ADVANCED, {"page_size": 25}, 0)

    (line,) = look(reading.listed, vera.actor, Asked()).lines
    assert line.said == "Vera Voss changed a setting"
    assert line.details == {"setting": "page_size", "before": 20, "after": 25}
