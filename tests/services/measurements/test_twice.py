"""One value is written down once, however often and by however many it is sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.measurements import Quantity
from services import measurements, settings
from services.access import Permission
from services.core.db import run
from services.core.errors import Question
from services.measurements import writing
from services.measurements.writing import Said, Typed

pytestmark = [pytest.mark.spec("REC-11"), pytest.mark.usefixtures("noon")]

NOW = datetime(2026, 3, 4, 17, tzinfo=UTC)
WEIGHT = Typed(Quantity.WEIGHT, "12.5", "kg", NOW)


@pytest.fixture
def ria(rita):
    """A colleague who may write down weights."""
    may = frozenset({Permission.WRITE_MEASUREMENTS, Permission.VIEW_RECORDS})
    return replace(rita.actor, permissions=may)


def kept(person, pet_id):
    return len(run(measurements.listed, person.actor, pet_id, Quantity.WEIGHT).rows)


def test_add_a_value_once_for_one_form_and_author(alice, vera):
    run(settings.put, allow_customer_measurements=True)
    first = run(writing.add, vera.actor, alice.pet_id, WEIGHT, Said(key="k"))

    again = run(writing.add, vera.actor, alice.pet_id, WEIGHT, Said(key="k"))
    home = run(writing.add, alice.actor, alice.pet_id, WEIGHT, Said(key="k", agreed=""))

    assert again.id == first.id
    assert home.id != first.id
    assert kept(alice, alice.pet_id) == 2


@pytest.mark.spec("GEN-4")
def test_add_every_value_that_a_form_sends(alice, vera):
    run(writing.add, vera.actor, alice.pet_id, WEIGHT, Said(key="k"))

    heavier = replace(WEIGHT, number="13.1")
    run(writing.add, vera.actor, alice.pet_id, heavier, Said(key="k", agreed=""))

    assert kept(alice, alice.pet_id) == 2


def test_ask_whether_a_colleagues_value_is_to_be_written_down_again(alice, vera, ria):
    run(writing.add, vera.actor, alice.pet_id, WEIGHT)

    with pytest.raises(Question) as asked:
        run(writing.add, ria, alice.pet_id, WEIGHT, Said(agreed=""))
    before = kept(vera, alice.pet_id)
    run(writing.add, ria, alice.pet_id, WEIGHT, Said(agreed=str(asked.value)))

    assert str(asked.value).startswith("Vera Voss has written down the same value")
    assert (before, kept(vera, alice.pet_id)) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        replace(WEIGHT, number="12.6"),
        replace(WEIGHT, measured_at=NOW - timedelta(days=1)),
        Typed(Quantity.TEMPERATURE, "38.6", "°C", NOW),
    ],
)
def test_ask_nothing_of_another_value_or_day(alice, vera, ria, other):
    run(writing.add, vera.actor, alice.pet_id, WEIGHT)

    row = run(writing.add, ria, alice.pet_id, other, Said(agreed=""))

    assert row.author_name == "Rita Ray"
