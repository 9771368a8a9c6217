"""Units of weight and temperature. What was typed is kept, so no value drifts by conversion."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.numbers import format_decimal, get_group_symbol

from models.measurements import Measurement, Quantity
from services.core.errors import Invalid
from services.core.i18n import locale

UNITS = {
    Quantity.WEIGHT: ("kg", "g", "lb", "oz"),
    Quantity.TEMPERATURE: ("°C", "°F"),
}
_GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.349523125"),  # international pound of 1959, a sixteenth of it
    "lb": Decimal("453.59237"),
}
_SMALLER = {"kg": "g", "lb": "oz"}


def plain(text: str) -> str:
    """Return a number as people write it, with a point before its decimals.

    Raises:
        Invalid: It is no number, or may mean thousands as well as decimals.
    """
    told = re.sub(r"\s", "", text)
    if not re.fullmatch(r"-?[0-9]{0,10}([.,][0-9]{1,10})?", told) or not re.search(r"[0-9]", told):
        raise Invalid("Please enter a number such as 4.2.", "value")
    if re.fullmatch(rf"-?[1-9][0-9]{{0,2}}[{get_group_symbol(locale())}][0-9]{{3}}", told):
        raise Invalid("Please write the number without a mark for the thousands.", "value")
    told = told.replace(",", ".")
    return told.replace(".", "0.", 1) if told.lstrip("-").startswith(".") else told


def base(typed: str, unit: str) -> float:
    """Return a typed value in grams or degrees Celsius.

    Raises:
        Invalid: It is no number, or there is no such unit.
    """
    try:
        number = Decimal(typed)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Invalid("Please enter a number such as 4.2.", "value")
    if unit in _GRAMS:
        return float(number * _GRAMS[unit])
    if unit == "°C":
        return float(number)
    if unit == "°F":
        return float((number - 32) * 5 / 9)
    raise Invalid("There is no unit called {unit}.", "unit", unit=unit)


def within(value: float, unit: str) -> float:
    """Return a kept value in a unit, rounded as it is shown."""
    return float(_rounded(_exact(value, unit), unit))


def suited(heaviest_g: float, unit: str) -> str:
    """Return the unit a pet is weighed in: the clinic's, or a smaller one for a small animal."""
    small = unit in _SMALLER and Decimal(repr(heaviest_g)) < _GRAMS[unit]
    return _SMALLER[unit] if small else unit


def write(value: float, typed: str, typed_unit: str, unit: str) -> str:
    """Write a value without its unit: as it was typed where that was the same one."""
    if typed_unit == unit:
        return as_typed(typed)
    return _written(_rounded(_exact(value, unit), unit))


def say(measured: Measurement, unit: str) -> str:
    """Write one value with its unit, such as '12.4 kg'; a small weight in the smaller unit.

    Args:
        unit: The clinic's, for that quantity.
    """
    if measured.quantity is Quantity.WEIGHT:
        unit = suited(measured.value, unit)
    number = write(measured.value, measured.typed, measured.typed_unit, unit)
    # A no-break space: a number must not stand at the end of a line without its unit.
    return f"{number}\N{NO-BREAK SPACE}{unit}"


def as_typed(typed: str) -> str:
    """Write a number with the digits it was typed with."""
    return _written(Decimal(typed))


def figure(value: float) -> str:
    """Write a number in the reader's language, with the digits it has."""
    return _written(Decimal(repr(value)))


def _exact(value: float, unit: str) -> Decimal:
    number = Decimal(repr(value))
    if unit == "°F":
        return number * 9 / 5 + 32
    return number / _GRAMS.get(unit, Decimal(1))


def _rounded(number: Decimal, unit: str) -> Decimal:
    places = {"g": 0, "kg": 2}.get(unit, 1)
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _written(number: Decimal) -> str:
    return format_decimal(number, "#,##0.##########", locale=locale(), decimal_quantization=False)


def count(number: int) -> str:
    """Write how many, such as '12,400'."""
    return format_decimal(number, locale=locale())
