"""Weights and temperatures, written in the clinic's units and the reader's language."""

from babel.numbers import format_decimal

from services.core.i18n import locale

GRAMS_OF_A_POUND = 453.59237  # exactly, by international agreement
_GRAMS_OF_AN_OUNCE = GRAMS_OF_A_POUND / 16


def weight(grams: float, unit: str) -> str:
    """Write a weight, such as '12.4 kg'; what weighs little comes in grams or ounces.

    Args:
        unit: 'kg' or 'lb', as the clinic has set it.
    """
    if unit == "lb":
        pounds = grams / GRAMS_OF_A_POUND
        return _with(grams / _GRAMS_OF_AN_OUNCE, "oz") if pounds < 1 else _with(pounds, "lb")
    return _with(grams, "g", "#,##0") if grams < 1000 else _with(grams / 1000, "kg", "#,##0.0#")


def temperature(celsius: float, unit: str) -> str:
    """Write a temperature, such as '38.5 °C'.

    Args:
        unit: '°C' or '°F', as the clinic has set it.
    """
    return _with(celsius * 9 / 5 + 32 if unit == "°F" else celsius, unit)


def _with(number: float, unit: str, pattern: str = "#,##0.0") -> str:
    # A no-break space: a number must not stand at the end of a line without its unit.
    return f"{format_decimal(number, pattern, locale=locale())}\N{NO-BREAK SPACE}{unit}"
