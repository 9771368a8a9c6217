"""Weights and temperatures: units, the list, the chart."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.measurements import Measurement, Quantity
from models.pets import Pet, Sex
from services import measurements, settings
from services.access import find
from services.core import i18n, units
from services.core.db import run
from services.core.errors import Invalid, NotFound
from services.measurements import breeds
from services.records.paging import Wanted

WEIGHT, TEMPERATURE = Quantity.WEIGHT, Quantity.TEMPERATURE
START = datetime(2026, 1, 1, 15, tzinfo=UTC)


def measured(pet_id, typed="4.2", unit="kg", *, quantity=WEIGHT, days=0, **fields):
    return Measurement(
        pet_id=pet_id,
        quantity=quantity,
        value=units.base(typed, unit),
        typed=typed,
        typed_unit=unit,
        measured_at=START + timedelta(days=days),
        **fields,
    )


@pytest.mark.spec("REC-11")
@pytest.mark.parametrize(
    ("typed", "unit", "kept"),
    [
        ("4.2", "kg", 4200),
        ("35", "g", 35),
        ("10", "lb", 4535.9237),
        ("16", "oz", 453.59237),
        ("38.5", "°C", 38.5),
        ("101.3", "°F", 38.5),
    ],
)
def test_keep_values_in_one_unit(typed, unit, kept):
    assert units.base(typed, unit) == kept


@pytest.mark.parametrize(("typed", "unit"), [("", "kg"), ("4,2", "kg"), ("NaN", "kg"), ("4", "st")])
def test_refuse_what_is_no_measurement(typed, unit):
    with pytest.raises(Invalid):
        units.base(typed, unit)


@pytest.mark.spec("REC-11")
@given(
    st.decimals(min_value=0, max_value=999, places=2),
    st.sampled_from([unit for of in units.UNITS.values() for unit in of]),
)
def test_show_what_was_typed_without_drift(number, unit):
    typed = str(number)

    assert units.write(units.base(typed, unit), typed, unit, unit) == units.as_typed(typed)


@given(st.decimals(min_value=1, max_value=99, places=1), st.sampled_from(["kg", "lb"]))
def test_convert_there_and_back_to_the_same_figure(number, unit):
    other = "lb" if unit == "kg" else "kg"
    kept = units.base(str(number), unit)

    there = units.within(kept, other)
    back = units.within(units.base(repr(there), other), unit)

    assert back == pytest.approx(float(number), abs=0.11)


@pytest.mark.spec("REC-11")
def test_write_in_the_clinics_unit_and_the_readers_language(alice, put):
    put(measured(alice.pet_id, "9.26", "lb"), measured(alice.pet_id, "4.50", "kg", days=1))

    def shown():
        rows = run(measurements.listed, alice.actor, alice.pet_id, WEIGHT).rows
        return [(row.number, row.unit, row.typed) for row in rows]

    assert shown() == [("4.5", "kg", ""), ("4.2", "kg", "9.26 lb")]
    run(settings.put, weight_unit="lb")
    i18n.use("de")
    assert shown() == [("9,9", "lb", "4,5 kg"), ("9,26", "lb", "")]


@pytest.mark.spec("REC-11")
def test_weigh_small_animals_in_a_small_unit(alice, put):
    put(measured(alice.pet_id, "35", "g"))

    assert run(measurements.latest, alice.actor, alice.pet_id, WEIGHT).unit == "g"
    run(settings.put, weight_unit="lb")
    latest = run(measurements.latest, alice.actor, alice.pet_id, WEIGHT)
    assert (latest.number, latest.unit) == ("1.2", "oz")


@pytest.mark.spec("REC-11")
def test_mark_what_was_measured_at_home(alice, put):
    put(
        measured(alice.pet_id, author_name="Vera Voss"),
        measured(alice.pet_id, days=1, at_home=True, author_name="Alice Archer"),
    )

    rows = run(measurements.listed, alice.actor, alice.pet_id, WEIGHT).rows

    assert [(row.at_home, row.author) for row in rows] == [(True, ""), (False, "Vera Voss")]
    run(settings.put, show_record_author=False)
    rows = run(measurements.listed, alice.actor, alice.pet_id, WEIGHT).rows
    assert [row.author for row in rows] == ["", ""]


@pytest.mark.spec("GEN-1", "GEN-2", "REC-1")
@pytest.mark.parametrize("ask", [measurements.listed, measurements.series, measurements.latest])
def test_show_only_what_is_ones_own_published_and_switched_on(alice, bob, vera, put, ask):
    put(
        measured(alice.pet_id, "4.2"),
        measured(alice.pet_id, "987.6", days=1, status="draft"),
        measured(alice.pet_id, "987.6", days=2, status="private"),
    )

    assert "987.6" not in repr(run(ask, alice.actor, alice.pet_id, WEIGHT))
    assert "987.6" in repr(run(ask, vera.actor, alice.pet_id, WEIGHT))
    for pet_id in (alice.pet_id, uuid4()):
        with pytest.raises(NotFound):
            run(ask, bob.actor, pet_id, WEIGHT)
    run(settings.put, record_types={"weight": False})
    with pytest.raises(NotFound):
        run(ask, alice.actor, alice.pet_id, WEIGHT)
    run(ask, alice.actor, alice.pet_id, TEMPERATURE)


@pytest.mark.spec("REC-13", "GEN-8", "GEN-6")
def test_page_and_filter_by_the_clinics_days(alice, put):
    # 03:00 UTC is still the day before in New York.
    put(*[measured(alice.pet_id, f"{4 + number}", days=number) for number in range(5)])
    put(measured(alice.pet_id, "99"))
    late = measured(alice.pet_id, "50")
    late.measured_at = datetime(2026, 1, 4, 3, tzinfo=UTC)
    put(late)

    def asked(limit=20, **wanted):
        return run(measurements.listed, alice.actor, alice.pet_id, WEIGHT, Wanted(**wanted), limit)

    assert [row.number for row in asked(since=date(2026, 1, 4)).rows] == ["8", "7"]
    assert [row.number for row in asked(since=date(2026, 1, 3), until=date(2026, 1, 3)).rows] == [
        "50",
        "6",
    ]
    first = asked(limit=4)
    rest = asked(limit=4, before=first.older)
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 7
    assert (rest.older, first.newer) == (None, None)
    back = asked(limit=4, after=rest.newer)
    assert [row.id for row in back.rows] == [row.id for row in first.rows]


@pytest.mark.spec("REC-11")
def test_chart_everything_or_enough_of_it_evenly(alice, put):
    put(*[measured(alice.pet_id, f"{1 + number / 1000}", days=number) for number in range(1000)])

    points = run(measurements.series, alice.actor, alice.pet_id, WEIGHT).points

    gaps = {later[0] - earlier[0] for earlier, later in pairwise(points)}
    assert len(points) == 400
    assert (points[0][0], points[-1][0]) == (START, START + timedelta(days=999))
    assert gaps == {timedelta(days=2), timedelta(days=3)}


@pytest.mark.spec("REC-11")
def test_guide_by_breed_where_it_is_known(alice, put):
    put(
        measured(alice.pet_id, "30"),
        measured(alice.pet_id, quantity=TEMPERATURE, typed="38.5", unit="°C"),
    )

    def breed(name):
        def change(db):
            find(db, alice.actor, Pet, alice.pet_id).breed = name

        run(change)
        found = run(measurements.series, alice.actor, alice.pet_id, WEIGHT)
        return found.low, found.high

    assert breed("Labrador Retriever") == (29.5, 36.5)
    assert breed("Of many parents") == (None, None)
    assert run(measurements.series, alice.actor, alice.pet_id, TEMPERATURE).low is None


def test_span_both_sexes_where_the_sex_is_unknown():
    dog = breeds.band("dog", "labrador retriever", Sex.UNKNOWN)

    assert (dog.low_g, dog.high_g) == (25_000, 36_500)
    assert breeds.band("cat", "labrador retriever", Sex.MALE) is None
