"""The clinic's pets by species, and those that a staff member has opened last."""

import pytest
from sqlmodel import select

from models.pets import Pet, PetOpening, Species
from services import merging, pets
from services.core import clock
from services.core.db import run
from services.core.errors import Forbidden, NotFound
from services.pets import browsing
from tests.plans import heard

pytestmark = pytest.mark.spec("ADMIN-1")


@pytest.fixture
def more(put, alice):
    """Give Alice further dogs."""
    species = run(lambda db: db.get(Pet, alice.pet_id).species_id)

    def make(*names, **fields):
        return [
            put(Pet(customer_id=alice.actor.id, name=name, species_id=species, **fields))
            for name in names
        ]

    return make


def test_the_living_of_each_species_are_counted(vera, more, put):
    more("Ada", "Abe")
    more("Gone", deceased_on=clock.today())
    put(Species(key="horse", name="Horse", color="#000000", position=2))

    found = [(kept.key, kept.count) for kept in run(browsing.counts, vera.actor)]

    assert found == [("dog", 3), ("cat", 1)]


@pytest.mark.spec("GEN-8")
def test_a_species_is_listed_by_name_page_by_page(vera, more):
    more("Ada", "Abe", "Ada", "Zoe")
    more("Gone", deceased_on=clock.today())

    seen, after = [], None
    while True:
        page = run(browsing.of_species, vera.actor, "dog", after, 2)
        seen += [(line.card.name, line.owner) for line in page.lines]
        if (after := page.next) is None:
            break

    assert seen == [(name, "Alice Archer") for name in ("Abe", "Ada", "Ada", "Rex", "Zoe")]
    with pytest.raises(NotFound):
        run(browsing.of_species, vera.actor, "unicorn")


def test_what_was_opened_last_comes_first_and_only_so_many_are_kept(vera, alice, more, later):
    many = more(*(f"Pet {number}" for number in range(browsing.REMEMBERED + 2)))
    for pet in many:
        later(minutes=1)
        run(pets.opened, vera.actor, pet.id)
    later(minutes=1)
    run(pets.opened, vera.actor, many[-3].id)

    names = [line.card.name for line in run(browsing.opened_last, vera.actor)]

    latest = [pet.name for pet in reversed(many)][: browsing.REMEMBERED]
    assert names == [many[-3].name, *(name for name in latest if name != many[-3].name)]
    kept = run(lambda db: db.exec(select(PetOpening)).all())
    assert len(kept) == browsing.REMEMBERED


def test_each_of_the_staff_has_their_own(vera, rita, alice, bob):
    may_all = vera.actor.permissions
    other = rita.actor.__class__(**{**rita.actor.__dict__, "permissions": may_all})

    run(pets.opened, vera.actor, alice.pet_id)
    run(pets.opened, other, bob.pet_id)

    assert [line.card.name for line in run(browsing.opened_last, vera.actor)] == ["Rex"]
    assert [line.card.name for line in run(browsing.opened_last, other)] == ["Miso"]


@pytest.mark.spec("PET-6")
def test_a_pet_that_was_merged_is_listed_as_the_survivor(vera, alice, more):
    (twin,) = more("Twin")
    run(pets.opened, vera.actor, twin.id)
    run(pets.opened, vera.actor, alice.pet_id)

    run(pets.moving.merge, vera.actor, alice.pet_id, twin.id)

    assert [line.card.name for line in run(browsing.opened_last, vera.actor)] == ["Rex"]
    assert run(merging.survivor_of, "pet", twin.id) == alice.pet_id


@pytest.mark.spec("GEN-12")
def test_more_pets_take_no_more_statements(vera, more):
    def statements():
        with heard() as asked:
            run(browsing.of_species, vera.actor, "dog")
            run(browsing.opened_last, vera.actor)
        return len([one for one, _values in asked if "FROM setting" not in one])

    one = statements()
    for pet in more("Ada", "Abe"):
        run(pets.opened, vera.actor, pet.id)

    assert statements() == one


@pytest.mark.spec("AUTH-25", "GEN-1")
def test_refuses_whoever_may_not_view_records(alice, rita):
    for verb, more in (
        (browsing.counts, ()),
        (browsing.of_species, ("dog",)),
        (browsing.opened_last, ()),
    ):
        with pytest.raises(Forbidden):
            run(verb, rita.actor, *more)
        with pytest.raises(NotFound):
            run(verb, alice.actor, *more)
