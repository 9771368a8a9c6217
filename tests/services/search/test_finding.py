"""Staff find customers and pets by the beginnings of words, however they are written."""

import pytest
from sqlalchemy import text as sql

from models.customers import Customer
from models.pets import Pet, Species
from models.search import SearchWord
from models.staff import Location
from services import search
from services.access import system
from services.core.db import engine, run
from services.core.errors import Forbidden, NotFound

pytestmark = pytest.mark.spec("ADMIN-2")


def found(actor, typed, **options):
    hits = run(search.find, actor, typed, **options)
    return [hit.name for hit in hits.customers], [hit.name for hit in hits.pets]


@pytest.fixture
def jorg(put):
    """A customer with accents, a number and a chipped pet."""
    location, dog = run(lambda db: (db.exec(system(Location)).first(), _dog(db)))
    customer = put(
        Customer(
            first_name="Jörg",
            last_name="Strauß-Łukasz",
            email="j.strauss@mail.test",
            phone="+493012345678",
            home_location_id=location.id,
        )
    )
    put(Pet(customer_id=customer.id, name="Bébé", species_id=dog.id, microchip="276098102345678"))
    return customer


def _dog(db):
    return db.exec(system(Species).where(Species.key == "dog")).one()


@pytest.mark.parametrize(
    "typed",
    [
        "jorg",
        "JÖR",
        "strauss",
        "luka",
        "jorg luk",
        "j.strauss@m",
        "strauss jo",
        "+49 30 123",
        "030 / 1234",
        "3012345678",
    ],
)
def test_finds_a_customer_by_name_mail_or_number(vera, jorg, typed):
    assert found(vera.actor, typed)[0] == ["Jörg Strauß-Łukasz"]


@pytest.mark.parametrize("typed", ["bebe", "Bé", "276098102345678", "2760 9810", "bebe stra"])
def test_finds_a_pet_by_name_chip_or_with_its_customer(vera, jorg, typed):
    assert found(vera.actor, typed)[1] == ["Bébé"]


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "örg", "rex jorg", "bob archer", "*", "'"])
def test_finds_nothing_where_not_every_word_begins_so(vera, jorg, typed):
    assert found(vera.actor, typed) == ([], [])


def test_finds_a_pet_under_its_new_name_only(vera, alice):
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "name", "Bruno"))

    assert found(vera.actor, "bruno")[1] == ["Bruno"]
    assert found(vera.actor, "rex") == ([], [])


def test_finds_nobody_who_is_gone(vera, alice):
    run(lambda db: db.delete(db.get(Pet, alice.pet_id)))

    assert found(vera.actor, "rex") == ([], [])
    assert (
        run(lambda db: len(db.exec(system(SearchWord).where(SearchWord.word == "rex")).all())) == 0
    )


def test_finds_what_was_written_past_the_session_once_rebuilt(vera):
    with engine().begin() as connection:
        connection.execute(sql("UPDATE customer SET first_name = 'Zoé' WHERE first_name = 'Bob'"))

    run(search.rebuild)

    assert found(vera.actor, "zoe")[0] == ["Zoé"]


def test_keeps_to_the_limit(vera, put, alice):
    dog = run(_dog)
    put(*[Pet(customer_id=alice.actor.id, name=f"Luna {n}", species_id=dog.id) for n in range(9)])

    assert len(found(vera.actor, "luna", limit=4)[1]) == 4


@pytest.mark.spec("AUTH-25", "GEN-1")
def test_refuses_whoever_may_not_view_records(alice, rita):
    with pytest.raises(Forbidden):
        run(search.find, rita.actor, "rex")
    with pytest.raises(NotFound):
        run(search.find, alice.actor, "miso")
