"""A document of the customer's that waits: what both sides are told of what it may settle."""

from datetime import date, timedelta

import pytest

from models.documents import Document
from models.vaccinations import Dose
from services import vaccinations
from services.core import clock
from services.core.db import look, run
from services.vaccinations import Standing, words

pytestmark = pytest.mark.spec("IMM-3", "IMM-5", "DOC-4")
WAITS = "a document waits to be looked at"


@pytest.fixture
def expired(alice, put, vaccines):
    """Rex's rabies ended ten days ago; the rest of what is required is far from ending."""
    today = clock.today()
    for name, end in (("Rabies", -10), ("DHPP", 300)):
        put(
            Dose(
                pet_id=alice.pet_id,
                vaccine_type_id=vaccines[name],
                given_on=date(2020, 1, 1),
                valid_until=today + timedelta(days=end),
            )
        )


@pytest.fixture
def waiting(alice, put):
    """Alice has handed in a paper about Rex that nobody has looked at."""
    return put(
        Document(
            customer_id=alice.actor.id,
            pet_id=alice.pet_id,
            file="0" * 64,
            name="rabies.pdf",
            media_type="application/pdf",
            size_bytes=1,
            customer_may_see=True,
        )
    )


def told(person, pet_id):
    """Return how the pet stands with rabies, and what is said of its date."""
    [need] = [
        one for one in look(vaccinations.needs, person.actor, [pet_id]) if one.type == "Rabies"
    ]
    return need.standing, words.until(need)


def due(person, pet_id):
    return [(one.type, one.words) for one in look(vaccinations.due, person.actor, pet_id)]


def test_without_a_document_both_sides_see_the_same(alice, vera, expired):
    assert told(alice, alice.pet_id) == told(vera, alice.pet_id)
    assert due(alice, alice.pet_id) == due(vera, alice.pet_id) == [("Rabies", "10 days overdue")]


def test_a_document_that_waits_is_the_reason_that_both_sides_are_told(
    alice, vera, expired, waiting
):
    hers, theirs = told(alice, alice.pet_id), told(vera, alice.pet_id)

    assert (hers[0], theirs[0]) == (Standing.IN_REVIEW, Standing.EXPIRED)
    assert hers[1].endswith(f" · {WAITS}")
    assert theirs[1] == hers[1]


def test_the_staff_are_told_why_the_customer_is_not_asked_to_act(alice, vera, expired, waiting):
    assert due(alice, alice.pet_id) == []
    assert due(vera, alice.pet_id) == [("Rabies", f"10 days overdue · {WAITS}")]


def test_another_customers_document_is_no_reason(alice, bob, vera, put, expired, waiting):
    def hand_over(db):
        paper = db.get(Document, waiting.id)
        paper.customer_id, paper.pet_id = bob.actor.id, None

    run(hand_over)

    assert told(alice, alice.pet_id) == told(vera, alice.pet_id)
    assert due(alice, alice.pet_id) == due(vera, alice.pet_id) == [("Rabies", "10 days overdue")]
