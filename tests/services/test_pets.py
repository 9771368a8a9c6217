"""A customer's pets, the head of a pet's file, its tabs, and the species there are."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlmodel import select

from models.base import Status
from models.documents import Document
from models.measurements import Measurement, Quantity
from models.pets import Alert, Breed, Pet, Sex, Species
from services import pets, settings
from services.core import i18n
from services.core.db import engine, run
from services.core.errors import Forbidden, NotFound
from services.pets import words
from services.settings import Settings

EVERY_TAB = [
    "overview",
    "notes",
    "diagnoses",
    "imaging",
    "laboratory",
    "treatments",
    "vaccinations",
    "weight",
    "temperature",
    "documents",
    "messages",
]


@pytest.fixture
def change(alice):
    """Change Alice's Rex: `change(deceased_on=...)`."""

    def apply(**fields):
        def set_fields(db):
            pet = db.get(Pet, alice.pet_id)
            for name, value in fields.items():
                setattr(pet, name, value)

        run(set_fields)

    return apply


@pytest.fixture
def pets_of(put):
    """Give somebody more pets, of the species of the one they have."""

    def make(person, *names, **fields):
        species_id = run(lambda db: db.get(Pet, person.pet_id).species_id)
        return [
            put(
                Pet(
                    customer_id=person.actor.customer_id,
                    name=name,
                    species_id=species_id,
                    **fields,
                )
            )
            for name in names
        ]

    return make


def weigh(pet_id, grams, day, **fields):
    return Measurement(
        pet_id=pet_id,
        quantity=Quantity.WEIGHT,
        value=grams,
        typed=str(grams / 1000),
        typed_unit="kg",
        measured_at=datetime(2026, 1, day, 12, tzinfo=UTC),
        **fields,
    )


def names(actor):
    return [card.name for card in run(pets.listed, actor)]


def queries(service, *args):
    seen = []

    def note(_conn, _cursor, statement, *_rest):
        seen.extend([statement] if statement.startswith("SELECT") else [])

    event.listen(engine(), "before_cursor_execute", note)
    try:
        run(service, *args)
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    return len(seen)


@pytest.mark.spec("HOME-1", "GEN-1")
def test_listed_are_the_customers_own_pets_only(alice, bob, vera):
    assert names(alice.actor) == ["Rex"]
    assert names(bob.actor) == ["Miso"]
    assert names(vera.actor) == []


@pytest.mark.spec("HOME-3")
def test_listed_puts_the_remembered_last(alice, change, pets_of):
    change(deceased_on=date(2025, 12, 1))
    pets_of(alice, "zoe", "Anton")
    pets_of(alice, "Balu", deceased_on=date(2024, 1, 1))

    cards = run(pets.listed, alice.actor)

    assert [(card.name, card.deceased) for card in cards] == [
        ("Anton", False),
        ("zoe", False),
        ("Balu", True),
        ("Rex", True),
    ]


@pytest.mark.spec("GEN-8")
def test_listed_asks_as_much_for_three_pets_as_for_one_and_stops_at_its_limit(alice, pets_of):
    for_one = queries(pets.listed, alice.actor)
    pets_of(alice, "Anton", "Balu")

    assert queries(pets.listed, alice.actor) == for_one == 1
    assert len(run(pets.listed, alice.actor, 2)) == 2


@pytest.mark.spec("HOME-1")
def test_listed_tells_pets_apart(alice, change, noon):
    change(
        breed="Beagle",
        neutered=True,
        born_on=date(2023, 1, 3),
        color="tricolour",
    )

    card = run(pets.listed, alice.actor)[0]
    assert (card.drawing, card.species, card.breed) == ("dog", "Dog", "Beagle")
    assert (card.sex, card.age, card.detail) == (
        "Male, neutered",
        "3 years 2 months",
        "tricolour",
    )

    change(microchip="276098106543210")
    assert run(pets.listed, alice.actor)[0].detail == "Chip ending in 3210"


@pytest.mark.spec("GEN-9")
def test_listed_speaks_german(alice, change, noon):
    change(neutered=True, born_on=date(2025, 12, 17), microchip="276098106543210")

    with i18n.speaking("de"):
        card = run(pets.listed, alice.actor)[0]

    assert (card.species, card.sex) == ("Hund", "männlich, kastriert")
    assert (card.age, card.detail) == ("11 Wochen", "Chip endet auf 3210")


@pytest.mark.spec("PET-1", "PET-7")
def test_header_says_what_is_known(alice, change, put, noon):
    change(
        color="brown, white chest",
        born_on=date(2019, 2, 1),
        born_estimated=True,
        microchip="276098106543210",
        passport_number="DE 12 345",
    )
    put(weigh(alice.pet_id, 12_000, 5), weigh(alice.pet_id, 12_350, 9))
    put(
        Alert(pet_id=alice.pet_id, text="Anxious at the vet", customer_may_see=True),
        Alert(pet_id=alice.pet_id, text="Penicillin", allergy=True, customer_may_see=True),
    )

    header = run(pets.header, alice.actor, alice.pet_id)

    assert (header.card.name, header.card.age, header.born) == (
        "Rex",
        "about 7 years",
        "about 2019",
    )
    assert (header.markings, header.microchip) == ("brown, white chest", "276098106543210")
    assert header.passport == "DE 12 345"
    assert (header.weight, header.weighed_on) == ("12.35\xa0kg", "Jan 9, 2026")
    assert header.cautions == [
        pets.Caution("Penicillin", allergy=True),
        pets.Caution("Anxious at the vet", allergy=False),
    ]


@pytest.mark.spec("PET-1")
def test_header_stops_counting_at_death(alice, change, noon):
    change(born_on=date(2012, 6, 1), deceased_on=date(2025, 8, 20))

    header = run(pets.header, alice.actor, alice.pet_id)

    assert (header.card.age, header.died) == ("13 years 2 months", "August 20, 2025")


@pytest.mark.spec("GEN-2", "GEN-11")
def test_header_shows_neither_hidden_alerts_nor_unpublished_weights(alice, vera, put):
    put(Alert(pet_id=alice.pet_id, text="Owner owes us"))
    put(weigh(alice.pet_id, 9_000, 5))
    put(weigh(alice.pet_id, 8_000, 8, status=Status.PRIVATE))

    for person in (alice, vera):
        header = run(pets.header, person.actor, alice.pet_id)
        assert (header.weight, header.cautions) == ("9\xa0kg", [])


@pytest.mark.spec("REC-1")
def test_header_leaves_out_the_weight_where_weights_are_switched_off(alice, put):
    put(weigh(alice.pet_id, 9_000, 5))
    run(settings.put, record_types={"weight": False})

    assert run(pets.header, alice.actor, alice.pet_id).weight == ""


@pytest.mark.spec("GEN-1")
def test_header_of_another_customers_pet_is_as_one_that_does_not_exist(alice, bob):
    answers = []
    for pet_id in (alice.pet_id, bob.actor.id):
        with pytest.raises(NotFound) as refused:
            run(pets.header, bob.actor, pet_id)
        answers.append(str(refused.value))

    assert answers[0] == answers[1]


@pytest.mark.spec("AUTH-25")
def test_staff_who_may_not_view_records_are_refused(rita, alice):
    with pytest.raises(Forbidden):
        run(pets.header, rita.actor, alice.pet_id)


@pytest.mark.spec("PET-2")
def test_tabs_come_in_their_order():
    assert pets.tabs(Settings(), has_documents=False) == EVERY_TAB


@pytest.mark.spec("PET-2", "REC-1")
@pytest.mark.parametrize(
    ("changes", "has_documents", "missing"),
    [
        ({"record_types": {"diagnosis": False, "weight": False}}, False, {"diagnoses", "weight"}),
        ({"allow_document_upload": False}, False, {"documents"}),
        ({"allow_document_upload": False}, True, set()),
        ({"messaging_mode": "disabled"}, False, {"messages"}),
        ({"messaging_mode": "read_only"}, False, set()),
    ],
)
def test_tabs_follow_the_settings(changes, has_documents, missing):
    shown = pets.tabs(Settings(**changes), has_documents=has_documents)

    assert set(EVERY_TAB) - set(shown) == missing


@pytest.mark.spec("PET-2", "GEN-2")
def test_has_documents_counts_only_what_the_customer_may_see(alice, bob, vera, put):
    def document(**fields):
        return Document(
            customer_id=alice.actor.customer_id,
            pet_id=alice.pet_id,
            file="0" * 64,
            name="x.pdf",
            media_type="application/pdf",
            size_bytes=1,
            **fields,
        )

    put(document())
    assert not run(pets.has_documents, alice.actor, alice.pet_id)
    assert run(pets.has_documents, vera.actor, alice.pet_id)

    put(document(customer_may_see=True))
    assert run(pets.has_documents, alice.actor, alice.pet_id)
    assert not run(pets.has_documents, bob.actor, alice.pet_id)


@pytest.mark.spec("PET-1")
@pytest.mark.parametrize(
    ("born", "estimated", "said"),
    [
        (date(2026, 3, 4), False, "0 days"),
        (date(2026, 3, 3), False, "1 day"),
        (date(2026, 2, 18), False, "2 weeks"),
        (date(2025, 12, 17), False, "11 weeks"),
        (date(2025, 11, 13), False, "15 weeks"),
        (date(2025, 11, 12), False, "3 months"),
        (date(2025, 3, 5), False, "11 months"),
        (date(2025, 3, 4), False, "1 year"),
        (date(2025, 2, 4), False, "1 year 1 month"),
        (date(2023, 1, 4), False, "3 years 2 months"),
        (date(2019, 1, 1), True, "about 7 years"),
        (date(2025, 8, 1), True, "about 7 months"),
        (date(2026, 3, 5), False, ""),
        (date(2026, 3, 5), True, ""),
    ],
)
def test_age_is_said_as_people_say_it(born, estimated, said):
    assert words.age(born, date(2026, 3, 4), estimated=estimated) == said


@pytest.mark.spec("PET-1")
@pytest.mark.parametrize(
    ("sex", "neutered", "said"),
    [
        (Sex.MALE, True, "Male, neutered"),
        (Sex.MALE, False, "Male, not neutered"),
        (Sex.MALE, None, "Male"),
        (Sex.FEMALE, True, "Female, spayed"),
        (Sex.FEMALE, False, "Female, not spayed"),
        (Sex.FEMALE, None, "Female"),
        (Sex.UNKNOWN, True, "Neutered"),
        (Sex.UNKNOWN, False, ""),
        (Sex.UNKNOWN, None, ""),
    ],
)
def test_sex_says_what_is_known(sex, neutered, said):
    assert words.sex(Pet(sex=sex, neutered=neutered)) == said


@pytest.mark.spec("PET-8")
def test_seeding_species_twice_adds_them_once(cast):
    run(pets.seed_species)
    run(pets.seed_species)

    species = run(lambda db: db.exec(select(Species).order_by(Species.position)).all())
    assert {row.key for row in species} == {shipped.key for shipped in pets.SPECIES}
    assert len(species) == len(pets.SPECIES) == 9


@pytest.mark.spec("PET-8")
def test_seeding_species_keeps_what_the_clinic_changed(empty_species):
    run(pets.seed_species)

    def rename(db):
        cat = db.exec(select(Species).where(Species.key == "cat")).one()
        cat.name, cat.color, cat.retired = "House cat", "#000000", True
        db.delete(db.exec(select(Breed).where(Breed.name == "Sphynx")).one())

    run(rename)
    run(pets.seed_species)

    cat = run(lambda db: db.exec(select(Species).where(Species.key == "cat")).one())
    breeds = run(lambda db: db.exec(select(Breed.name).where(Breed.species_id == cat.id)).all())
    assert (cat.name, cat.color, cat.retired) == ("House cat", "#000000", True)
    assert "Siamese" in breeds
    assert "Sphynx" not in breeds


@pytest.fixture
def empty_species(cast):
    """Start without any species, as a new clinic does."""

    def clear(db):
        for table in (Pet, Species):
            for row in db.exec(select(table)):
                db.delete(row)
            db.flush()

    run(clear)


@pytest.mark.spec("PET-8")
def test_every_shipped_species_has_a_drawing_and_the_others_share_one():
    assert pets.drawing("ferret") == "ferret"
    assert pets.drawing("alpaca") == "other"
