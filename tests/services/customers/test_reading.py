"""The list of customers, and what staff see of one."""

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.customers import Customer
from models.pets import Pet
from services import customers
from services.auth import sessions
from services.core import clock
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.customers import Wanted

pytestmark = pytest.mark.spec("ADMIN-3")


def names(person, limit=None, **wanted):
    page = run(customers.listed, person.actor, Wanted(**wanted), limit)
    return [row.name for row in page.rows]


@pytest.fixture
def more(put, alice):
    """Put further customers on file, by last name."""
    place = run(lambda db: db.get(Customer, alice.actor.id).home_location_id)

    def make(*last_names, **fields):
        given = {"first_name": "X", "home_location_id": place, **fields}
        return [
            put(Customer(**{"last_name": name, "email": f"{name}@mail.test", **given}))
            for name in last_names
        ]

    return make


@pytest.mark.spec("GEN-8")
def test_the_list_goes_on_where_a_page_ended(vera, more):
    more(*(f"N{number:02}" for number in range(8)))

    seen, after = [], None
    while True:
        page = run(customers.listed, vera.actor, Wanted(after=after), 3)
        seen += [row.name for row in page.rows]
        if (after := page.next) is None:
            break

    assert seen == ["Bob", "Alice Archer", *(f"X N{number:02}" for number in range(8))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("arch", ["Alice Archer"]),
        ("ali arch", ["Alice Archer"]),
        ("alice@mail", ["Alice Archer"]),
        ("555-0143", ["Alice Archer"]),
        ("rex", ["Alice Archer"]),
        ("9510000", ["Bob"]),
        ("%", []),
        ("nobody", []),
        ("  ", ["Bob", "Alice Archer"]),
    ],
)
def test_the_list_is_narrowed_as_one_types(vera, bob, text, found):
    def chip(db):
        db.get(Pet, bob.pet_id).microchip = "951000012345678"

    run(chip)

    assert names(vera, text=text) == found


@pytest.mark.spec("ADMIN-2")
@pytest.mark.parametrize(
    "text", ["ann", "ANN", "mary", "vander", "berg", "annie.b", "555 77 01", "ann b"]
)
def test_the_list_finds_every_word_of_a_name_an_address_or_a_number(vera, more, text):
    more("Smith", "Bannister")
    more("Vander Berg", first_name="Mary Ann", email="dr.annie.b@mail.test", phone="+12025557701")

    assert names(vera, text=text) == ["Mary Ann Vander Berg"]


def test_the_list_can_be_narrowed_to_a_state(vera, alice, more):
    more("Without")
    more("Gone", disabled_at=clock.now())

    assert names(vera, state="disabled") == ["X Gone"]
    assert names(vera, state="without_pets") == ["X Gone", "X Without"]
    assert names(vera, state="active") == ["Bob", "Alice Archer", "X Without"]


def test_the_list_names_the_pets_the_living_first(vera, alice, put):
    rex = run(lambda db: db.get(Pet, alice.pet_id))
    put(
        Pet(customer_id=alice.actor.id, name="Abe", species_id=rex.species_id),
        Pet(
            customer_id=alice.actor.id,
            name="Ada",
            species_id=rex.species_id,
            deceased_on=clock.today(),
        ),
    )

    page = run(customers.listed, vera.actor, Wanted())

    assert [name for _id, name in page.pets[alice.actor.id]] == ["Abe", "Rex", "Ada"]


@pytest.mark.spec("PRIV-6")
def test_opening_a_customer_is_noted_once(vera, alice):
    run(customers.opened, vera.actor, alice.actor.id)
    run(customers.get, vera.actor, alice.actor.id)

    lines = run(lambda db: db.exec(select(AuditEvent)).all())
    assert [(one.event, one.customer_id) for one in lines] == [("customer viewed", alice.actor.id)]


@pytest.mark.spec("AUTH-8")
async def test_staff_end_a_session_of_a_customer(vera, alice, bob):
    theirs = run(customers.sessions_of, vera.actor, alice.actor.id)

    run(customers.end_session, vera.actor, alice.actor.id, theirs[0].id)

    assert await sessions.resolve(alice.token) is None
    with pytest.raises(NotFound):
        run(customers.end_session, vera.actor, alice.actor.id, bob.actor.session_id)
    assert (await sessions.resolve(bob.token)).name == "Bob"


@pytest.mark.spec("AUTH-25", "GEN-1")
def test_each_part_needs_its_permission(alice, rita, bob):
    for person, refusal in ((alice, NotFound), (rita, Forbidden)):
        with pytest.raises(refusal):
            run(customers.listed, person.actor, Wanted())
        with pytest.raises(refusal):
            run(customers.opened, person.actor, bob.actor.id)
        with pytest.raises(Forbidden):
            run(customers.sessions_of, person.actor, bob.actor.id)
        with pytest.raises(Forbidden):
            run(customers.end_session, person.actor, bob.actor.id, bob.actor.session_id)
