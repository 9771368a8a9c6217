"""Where the parts of a chart go, worked out on the server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil, floor, log10

from babel.dates import format_skeleton
from babel.numbers import format_decimal

from services.core import clock
from services.core.i18n import locale, plural

_LABELS = 5  # on the axis of time; every other one fits on a phone
_LINES = 4  # on the axis of values, about
_LONG = timedelta(days=150)

Reading = tuple[datetime, float]


@dataclass(frozen=True)
class Point:
    """One value: where it stands, as CSS percentages from the top left, and how it reads."""

    left: str
    top: str
    label: str


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: how far along, as a CSS percentage, and what it says."""

    at: str
    label: str


@dataclass(frozen=True)
class Chart:
    """Values over time, ready to draw in a square of 100 by 100."""

    line: str = ""  # the `d` of an SVG path
    points: list[Point] = field(default_factory=list)
    days: list[Tick] = field(default_factory=list)
    levels: list[Tick] = field(default_factory=list)
    banded: bool = False
    band_top: str = "0%"
    band_height: str = "0%"
    summary: str = ""


@dataclass(frozen=True)
class _Scale:
    """A stretch of numbers, mapped to 0 to 100."""

    start: float
    end: float

    def __call__(self, value: float) -> float:
        return 100 * (value - self.start) / (self.end - self.start)


def line_chart(
    points: Sequence[Reading], *, unit: str, low: float | None = None, high: float | None = None
) -> Chart:
    """Lay out a line through values.

    Args:
        points: In any order.
        low, high: The band in which values are expected; an open end reaches the chart's edge.
    """
    if not points:
        return Chart()
    points = sorted(points)
    numbers = [value for _, value in points] + [edge for edge in (low, high) if edge is not None]
    steps = _steps(min(numbers), max(numbers))
    down = _Scale(steps[-1], steps[0])
    along = _span(points)
    placed = [(along(when.timestamp()), down(value)) for when, value in points]
    return Chart(
        line="M" + " ".join(f"{x:.2f},{y:.2f}" for x, y in placed),
        points=[
            Point(_percent(x), _percent(y), f"{_number(value)} {unit}, {_day(when)}")
            for (x, y), (when, value) in zip(placed, points, strict=True)
        ],
        days=_days(points, along),
        levels=[Tick(_percent(down(step)), f"{_number(step)} {unit}") for step in steps],
        summary=_summary(points, unit),
        **_band(down, low, high),
    )


def _band(down: _Scale, low: float | None, high: float | None) -> dict:
    if low is None and high is None:
        return {}
    top = 0.0 if high is None else down(high)
    bottom = 100.0 if low is None else down(low)
    return {"banded": True, "band_top": _percent(top), "band_height": _percent(bottom - top)}


def _steps(least: float, most: float) -> list[float]:
    """Choose round numbers from below the least to above the most."""
    room = (most - least) or abs(most) * 0.2 or 1.0
    rough = room / _LINES
    power = 10 ** floor(log10(rough))
    step = next(power * base for base in (1, 2, 2.5, 5, 10) if power * base >= rough)
    first = floor((least - room * 0.05) / step)
    last = ceil((most + room * 0.05) / step)
    return [number * step for number in range(first, last + 1)]


def _span(points: Sequence[Reading]) -> _Scale:
    first, last = points[0][0].timestamp(), points[-1][0].timestamp()
    if first == last:
        return _Scale(first - 1, last + 1)
    return _Scale(first, last)


def _days(points: Sequence[Reading], along: _Scale) -> list[Tick]:
    first, last = points[0][0], points[-1][0]
    if first == last:
        return [Tick("50%", _day(first))]
    skeleton = "yMMM" if last - first > _LONG else "MMMd"
    ticks: dict[str, Tick] = {}
    for number in range(_LABELS):
        when = first + (last - first) * number / (_LABELS - 1)
        label = format_skeleton(skeleton, clock.local(when), locale=locale())
        ticks.setdefault(label, Tick(_percent(along(when.timestamp())), label))
    return list(ticks.values())


def _summary(points: Sequence[Reading], unit: str) -> str:
    return plural(
        "{count} value, latest {value} on {day}",
        "{count} values, latest {value} on {day}",
        len(points),
        value=f"{_number(points[-1][1])} {unit}",
        day=_day(points[-1][0]),
    )


def _day(when: datetime) -> str:
    return clock.short_date(clock.local(when).date())


def _number(value: float) -> str:
    return format_decimal(round(value, 6), locale=locale())


def _percent(value: float) -> str:
    return f"{round(value, 2):g}%"
