"""Low, normal, high; up, down, the same."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.laboratory import LabValue
from services import laboratory, settings
from services.core import i18n
from services.core.db import run
from services.core.errors import NotFound
from services.laboratory import Flag, Reading, Trend

numbers = st.integers(-3, 12).map(float)
readings = st.builds(Reading, numbers, st.sampled_from(["", "<", ">"]))


@pytest.mark.spec("REC-8")
@pytest.mark.parametrize(
    ("number", "comparator", "low", "high", "flag"),
    [
        (0.4, "", 0.5, 1.8, Flag.LOW),
        (0.5, "", 0.5, 1.8, Flag.NORMAL),
        (1.8, "", 0.5, 1.8, Flag.NORMAL),
        (1.9, "", 0.5, 1.8, Flag.HIGH),
        (0.5, "<", 0.5, 1.8, Flag.LOW),
        (0.6, "<", 0.5, 1.8, Flag.NONE),
        (2.0, "<", 0.5, 1.8, Flag.NONE),
        (1.8, ">", 0.5, 1.8, Flag.HIGH),
        (1.7, ">", 0.5, 1.8, Flag.NONE),
        (0.2, "<", 0, 0.3, Flag.NORMAL),
        (0.2, "<", None, 0.3, Flag.NORMAL),
        (0.3, "<", None, 0.3, Flag.NORMAL),
        (0.3, ">", None, 0.3, Flag.HIGH),
        (60, ">", 60, None, Flag.NORMAL),
        (59, ">", 60, None, Flag.NONE),
        (59, "", 60, None, Flag.LOW),
        (7, "", None, None, Flag.NONE),
        (float("nan"), "", 0, 1, Flag.NONE),
    ],
)
def test_flag_against_the_range(number, comparator, low, high, flag):
    assert laboratory.flag(Reading(number, comparator), low, high) is flag


def possible(read):
    """What the true value may be, to a quarter."""
    grid = [step / 4 for step in range(-40, 80)]
    return {
        "": [read.number],
        "<": [value for value in grid if value < read.number],
        ">": [value for value in grid if value > read.number],
    }[read.comparator]


@pytest.mark.spec("REC-8")
@given(readings, st.integers(1, 4), st.integers(5, 9))
def test_flag_only_what_holds_for_every_possible_value(read, low, high):
    meant = {
        Flag.LOW if value < low else Flag.HIGH if value > high else Flag.NORMAL
        for value in possible(read)
    }

    flag = laboratory.flag(read, low, high)

    assert flag is (meant.pop() if len(meant) == 1 else Flag.NONE)


@pytest.mark.spec("REC-9")
@given(readings, readings)
def test_point_only_where_every_possible_pair_agrees(now, before):
    meant = {
        Trend.UP if new > old else Trend.DOWN if new < old else Trend.SAME
        for new in possible(now)
        for old in possible(before)
    }

    trend = laboratory.trend(now, before)

    assert trend is (meant.pop() if len(meant) == 1 else Trend.NONE)


def test_write_every_digit_in_the_readers_language():
    i18n.use("de")

    assert laboratory.write(1234.5678, ">") == ">1.234,5678"
    assert laboratory.write(5.0) == "5"


def lab(write_record, put, pet_id, day, *values, **fields):
    record = write_record(
        pet_id,
        kind="laboratory",
        happened_on=date(2026, 1, day),
        **{"status": "published"} | fields,
    )
    for position, value in enumerate(values):
        put(LabValue(record_id=record.id, pet_id=pet_id, position=position, **value))
    return record


def value(number, marker="ALT", unit="U/L", **more):
    return {"marker": marker, "name": marker, "number": number, "unit": unit, **more}


@pytest.mark.spec("REC-8", "REC-9")
def test_return_values_with_their_meaning(alice, write_record, put):
    lab(write_record, put, alice.pet_id, 1, value(40, low=10, high=100), value(3, "GLU", "g/L"))
    new = lab(
        write_record,
        put,
        alice.pet_id,
        2,
        value(120, low=10, high=100),
        value(5, "GLU", "mmol/L"),
        {"marker": "NIT", "name": "Nitrite", "text": "negative"},
    )

    alt, glucose, nitrite = run(laboratory.results, alice.actor, [new.id])[new.id]

    assert (alt.shown, alt.unit, alt.range) == ("120", "U/L", "10\u2013100")
    assert (alt.flag, alt.trend, alt.previous) == (Flag.HIGH, Trend.UP, "40")
    assert alt.previous_on == date(2026, 1, 1)
    assert (glucose.trend, glucose.previous) == (Trend.NONE, "")
    assert (nitrite.shown, nitrite.flag, nitrite.trend) == ("negative", Flag.NONE, Trend.NONE)


@pytest.mark.spec("GEN-2", "REC-9")
def test_compare_with_published_values_only(alice, vera, write_record, put):
    lab(write_record, put, alice.pet_id, 1, value(1))
    lab(write_record, put, alice.pet_id, 2, value(9), status="draft")
    new = lab(write_record, put, alice.pet_id, 3, value(5))

    (hers,) = run(laboratory.results, alice.actor, [new.id])[new.id]
    (staffs,) = run(laboratory.results, vera.actor, [new.id])[new.id]

    assert (hers.previous, hers.trend) == ("1", Trend.UP)
    assert (staffs.previous, staffs.trend) == ("9", Trend.DOWN)


@pytest.mark.spec("GEN-1", "REC-1")
def test_return_nothing_of_others_nor_when_switched_off(alice, bob, write_record, put):
    record = lab(write_record, put, bob.pet_id, 1, value(1))

    assert run(laboratory.results, alice.actor, [record.id, uuid4()]) == {}
    assert len(run(laboratory.results, bob.actor, [record.id])[record.id]) == 1
    run(settings.put, record_types={"laboratory": False})
    with pytest.raises(NotFound):
        run(laboratory.results, bob.actor, [record.id])
