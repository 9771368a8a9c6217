"""The clinic's lists: added to, changed, merged and retired; nothing in use is lost."""

from datetime import date

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.laboratory import LabValue, Marker, Panel
from models.pets import Breed, Pet, Species
from models.records import MedicalRecord, Subtype, Term
from models.vaccinations import Dose, Manufacturer, Product, VaccineType
from services import editing, lists
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.lists import changing, joining, reading
from services.lists.reading import Wanted
from services.lists.registry import LISTS

pytestmark = pytest.mark.spec("ADMIN-7")


@pytest.fixture(autouse=True)
def _shipped(put):
    run(lists.seed)
    dog, cat = one(Species, key="dog"), one(Species, key="cat")
    put(
        *(
            Breed(species_id=dog.id, name=name)
            for name in ("Mixed breed", "Labrador Retriever", "Pug")
        ),
        Breed(species_id=cat.id, name="Persian"),
    )


def one(model, **wanted):
    query = select(model)
    for name, value in wanted.items():
        query = query.where(getattr(model, name) == value)
    return run(lambda db: db.exec(query).first())


def set_breed(pet_id, breed):
    run(lambda db: setattr(db.get(Pet, pet_id), "breed", breed))


def add(person, key, /, **values):
    return run(changing.add, person.actor, key, values)


def listed(person, key, **wanted):
    page = run(reading.listed, person.actor, key, reading.Wanted(**wanted))
    return [line.row for line in page.lines]


def merge(person, key, row, into):
    return run(joining.merge, person.actor, key, row.id, into.id)


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.spec("AUTH-25")
def test_only_who_may_change_settings_sees_or_changes_a_list(key, alice, vera, rita):
    listed(vera, key)

    for person in (alice, rita):
        with pytest.raises(Forbidden):
            listed(person, key)
        with pytest.raises(Forbidden):
            add(person, key, name="X")


@pytest.mark.spec("PET-8")
def test_add_a_species_with_colour_and_icon_of_its_own(vera):
    row = add(vera, "species", name="Alpaca & llama", color="#123456", drawing="horse")

    assert (row.key, row.drawing, row.position) == ("alpaca-llama", "horse", 9)
    with pytest.raises(Invalid):
        add(vera, "species", name="alpaca & LLAMA", color="#123456", drawing="horse")


@pytest.mark.parametrize(
    ("key", "values", "field"),
    [
        ("species", {"name": "", "color": "#123456", "drawing": "dog"}, "name"),
        ("species", {"name": "X", "color": "red", "drawing": "dog"}, "color"),
        ("species", {"name": "X", "color": "#123456", "drawing": "../x"}, "drawing"),
        ("breeds", {"name": "X", "species_id": "dog"}, "species_id"),
        ("vaccine-types", {"name": "X", "valid_months": "-1"}, "valid_months"),
        ("diagnoses", {"name": "x" * 161}, "name"),
        ("markers", {"key": "ALT", "name": "Again", "unit": ""}, "key"),
    ],
)
def test_add_refuses_what_does_not_fit(vera, key, values, field):
    with pytest.raises(Invalid) as refused:
        add(vera, key, **values)

    assert refused.value.field == field


@pytest.mark.spec("ADMIN-9")
def test_change_tells_the_later_one(vera):
    row = one(Species, key="cat")
    values = {"name": "House cat", "color": "#123456", "drawing": "cat"}

    run(changing.change, vera.actor, "species", row.id, 1, values)

    with pytest.raises(editing.Stale):
        run(changing.change, vera.actor, "species", row.id, 1, values | {"name": "Cats"})
    assert [row.event for row in run(lambda db: db.exec(select(AuditEvent)).all())] == [
        "list changed"
    ]


def test_a_breeds_new_name_follows_into_its_pets(alice, bob, vera, put):
    breed = one(Breed, name="Mixed breed", species_id=one(Species, key="dog").id)
    for person in (alice, bob):
        set_breed(person.pet_id, "Mixed breed")

    run(changing.change, vera.actor, "breeds", breed.id, 1, {"name": "Crossbreed"})

    assert one(Pet, id=alice.pet_id).breed == "Crossbreed"
    assert one(Pet, id=bob.pet_id).breed == "Mixed breed"


def test_merge_breeds_moves_the_pets_of_that_species(alice, bob, vera):
    dog = one(Species, key="dog")
    twin = add(vera, "breeds", name="Labradors", species_id=str(dog.id))
    for person in (alice, bob):
        set_breed(person.pet_id, "Labradors")

    merge(vera, "breeds", twin, one(Breed, name="Labrador Retriever"))

    assert one(Pet, id=alice.pet_id).breed == "Labrador Retriever"
    assert one(Pet, id=bob.pet_id).breed == "Labradors"
    assert one(Breed, name="Labradors") is None
    with pytest.raises(Conflict):
        merge(vera, "breeds", one(Breed, name="Persian"), one(Breed, name="Pug"))


def test_merge_species_moves_pets_breeds_and_every_list(alice, vera, put):
    hound = add(vera, "species", name="Hound", color="#123456", drawing="dog")
    put(Breed(species_id=hound.id, name="Lurcher"), Breed(species_id=hound.id, name="Pug"))
    put(VaccineType(name="X", species=["hound", "dog"]), Panel(name="Y", species=["hound"]))
    run(lambda db: setattr(db.get(Pet, alice.pet_id), "species_id", hound.id))

    dog = merge(vera, "species", hound, one(Species, key="dog"))

    assert one(Pet, id=alice.pet_id).species_id == dog.id
    assert one(Breed, name="Lurcher").species_id == dog.id
    assert one(VaccineType, name="X").species == ["dog"]
    assert one(Panel, name="Y").species == ["dog"]


def test_merge_markers_products_manufacturers_and_terms_moves_every_use(
    alice, vera, put, write_record
):
    rabies = one(VaccineType, name="Rabies")
    put(Manufacturer(name="Acme"), Manufacturer(name="ACME Inc."))
    gpt = put(Marker(key="GPT", name="GPT"))
    put(Product(name="Rab 1", vaccine_type_id=rabies.id, manufacturer="ACME Inc."))
    put(
        Dose(
            pet_id=alice.pet_id,
            vaccine_type_id=rabies.id,
            given_on=date(2026, 1, 1),
            product_name="Rab 1",
            manufacturer="ACME Inc.",
        )
    )
    lab = write_record(alice.pet_id, kind="laboratory")
    put(LabValue(record_id=lab.id, pet_id=alice.pet_id, marker="GPT", name="GPT", number=1))
    twin = put(Term(kind="diagnosis", name="Otitis ext."))
    put(Term(kind="diagnosis", name="Otitis externa"))
    write_record(alice.pet_id, kind="diagnosis", title="Otitis ext.")
    write_record(alice.pet_id, kind="note", title="Otitis ext.")

    merge(vera, "markers", gpt, one(Marker, key="ALT"))
    merge(vera, "products", one(Product, name="Rab 1"), one(Product, name="Rabies, 1 year"))
    merge(
        vera, "manufacturers", one(Manufacturer, name="ACME Inc."), one(Manufacturer, name="Acme")
    )
    merge(vera, "diagnoses", twin, one(Term, name="Otitis externa"))

    dose = one(Dose, pet_id=alice.pet_id)
    assert (dose.product_name, dose.manufacturer) == ("Rabies, 1 year", "Acme")
    assert one(LabValue, record_id=lab.id).marker == "ALT"
    assert one(MedicalRecord, kind="diagnosis").title == "Otitis externa"
    assert one(MedicalRecord, kind="note").title == "Otitis ext."


def test_retire_and_restore_keeps_what_uses_it(alice, vera):
    dog = one(Species, key="dog")

    run(changing.retire, vera.actor, "species", dog.id, retired=True)
    offered = [row.key for row in listed(vera, "species")]
    away = [row.key for row in listed(vera, "species", retired=True)]
    run(changing.retire, vera.actor, "species", dog.id, retired=False)

    assert ("dog" in offered, away) == (False, ["dog"])
    assert one(Pet, id=alice.pet_id).species_id == dog.id


def test_move_changes_the_order_and_stops_at_the_ends(vera):
    for up in (True, True, True):
        run(changing.move, vera.actor, "species", one(Species, key="horse").id, up=up)

    assert [row.key for row in listed(vera, "species")][:3] == [
        "horse",
        "dog",
        "cat",
    ]
    with pytest.raises(NotFound):
        run(changing.move, vera.actor, "breeds", one(Breed, name="Pug").id, up=True)


@pytest.mark.parametrize(("to", "place"), [(1, 1), (3, 3), (9, 9), (0, 1), (-5, 1), (10**9, 9)])
def test_move_to_a_place_stops_at_the_ends_and_keeps_the_others_order(vera, to, place):
    before = [row.key for row in listed(vera, "species")]

    there = run(changing.move, vera.actor, "species", one(Species, key="horse").id, to=to)

    after = [row.key for row in listed(vera, "species")]
    assert (there, after.index("horse") + 1) == (place, place)
    assert [key for key in after if key != "horse"] == [key for key in before if key != "horse"]


def test_places_are_counted_within_each_part_of_a_list(vera, put):
    put(*(Subtype(kind="note", name=name, color="#111111") for name in ("A", "B")))
    put(Subtype(kind="treatment", name="C", color="#111111"))

    found = run(reading.listed, vera.actor, "subtypes", Wanted()).lines

    for kind in {line.row.kind for line in found}:
        own = [line for line in found if line.row.kind == kind]
        assert [line.place for line in own] == list(range(1, len(own) + 1))
        assert (own[0].first, own[-1].last) == (True, True)


def test_seeding_again_brings_back_nothing_that_was_merged_or_renamed(vera):
    merge(vera, "species", one(Species, key="ferret"), one(Species, key="rodent"))
    row = one(VaccineType, name="FeLV")
    run(lambda db: setattr(db.get(VaccineType, row.id), "name", "Leukaemia"))

    run(lists.seed)

    assert one(Species, key="ferret") is None
    assert one(VaccineType, name="FeLV") is None
