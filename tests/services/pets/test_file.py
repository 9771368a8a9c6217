"""What stands at the head of a pet's file, and which parts it has."""

from datetime import UTC, date, datetime

import pytest

from models.base import Status
from models.documents import Document
from models.measurements import Measurement, Quantity
from models.pets import Alert
from services import pets, settings
from services.core.db import run
from services.core.errors import Forbidden, NotFound
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
