"""Curves of values over time for paper: where each thing lies, and what stands there."""

from collections.abc import Sequence
from datetime import date
from math import ceil, floor, log10

from babel.numbers import format_decimal

from services.core import clock, i18n
from services.printing.paper import Chart

_TICKS = 4  # lines across, about
_STEPS = (1, 2, 2.5, 5, 10)
Band = tuple[float | None, float | None]


def chart(
    points: Sequence[tuple[date, float]], unit: str, band: Band = (None, None)
) -> Chart | None:
    """Work a curve out; None where there are too few points for one.

    Args:
        points: Oldest first.
        band: Between which values the usual ones lie; None: open to that side.
    """
    if len(points) < 2:
        return None
    values = [value for _day, value in points]
    bounds = [one for one in band if one is not None]
    lines = _ticks(min(values + bounds), max(values + bounds))
    low, high = lines[0], lines[-1]
    first, days = points[0][0], max((points[-1][0] - points[0][0]).days, 1)

    def up(value: float) -> float:
        return (value - low) / (high - low)

    shaded = None
    if bounds:
        shaded = (up(low if band[0] is None else band[0]), up(high if band[1] is None else band[1]))
    return Chart(
        path=[((day - first).days / days, up(value)) for day, value in points],
        across=[(up(line), format_decimal(line, locale=i18n.locale())) for line in lines],
        unit=unit,
        begins=clock.short_date(first),
        ends=clock.short_date(points[-1][0]),
        band=shaded,
    )


def _ticks(low: float, high: float) -> list[float]:
    """Return round values that span the given ones."""
    span = (high - low) or abs(high) * 0.1 or 1.0
    rough = span / _TICKS
    power = 10 ** floor(log10(rough))
    step = next(power * one for one in _STEPS if power * one >= rough)
    first, last = floor(low / step), ceil(high / step)
    last = last if last > first else first + 1
    return [round(number * step, 10) for number in range(first, last + 1)]
