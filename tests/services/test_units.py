"""Weights and temperatures in words."""

import pytest

from models.measurements import Measurement, Quantity
from services.core import i18n, units


def said(value, typed, typed_unit, unit, quantity=Quantity.WEIGHT):
    measured = Measurement(quantity=quantity, value=value, typed=typed, typed_unit=typed_unit)
    return units.say(measured, unit)


@pytest.mark.spec("REC-11")
@pytest.mark.parametrize(
    ("value", "typed", "typed_unit", "unit", "expected"),
    [
        (12_350, "12.350", "kg", "kg", "12.35\xa0kg"),
        (12_350, "12.35", "kg", "lb", "27.2\xa0lb"),
        (85, "0.085", "kg", "kg", "85\xa0g"),
        (85, "85", "g", "lb", "3\xa0oz"),
    ],
)
def test_a_weight_is_said_in_the_clinics_unit_or_a_smaller_one(
    value, typed, typed_unit, unit, expected
):
    assert said(value, typed, typed_unit, unit) == expected


@pytest.mark.spec("REC-11", "GEN-9")
def test_numbers_follow_the_language():
    with i18n.speaking("de"):
        assert said(12_350, "12.35", "kg", "kg") == "12,35\xa0kg"


@pytest.mark.spec("REC-11")
def test_a_temperature_is_converted():
    assert said(38.5, "38.5", "°C", "°F", Quantity.TEMPERATURE) == "101.3\xa0°F"
