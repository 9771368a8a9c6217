"""Weights and temperatures in words."""

import pytest

from services.core import i18n, units


@pytest.mark.spec("REC-11", "GEN-9")
@pytest.mark.parametrize(
    ("grams", "unit", "said"),
    [
        (12_350, "kg", "12.35\xa0kg"),
        (12_000, "kg", "12.0\xa0kg"),
        (542_500, "kg", "542.5\xa0kg"),
        (85, "kg", "85\xa0g"),
        (12_350, "lb", "27.2\xa0lb"),
        (85, "lb", "3.0\xa0oz"),
    ],
)
def test_weight_is_written_in_the_clinics_unit(grams, unit, said):
    assert units.weight(grams, unit) == said


@pytest.mark.spec("REC-11", "GEN-9")
def test_numbers_follow_the_language():
    with i18n.speaking("de"):
        assert units.weight(12_350, "kg") == "12,35\xa0kg"
        assert units.temperature(38.5, "°C") == "38,5\xa0°C"


@pytest.mark.spec("REC-11")
def test_temperature_is_converted():
    assert units.temperature(38.5, "°F") == "101.3\xa0°F"
