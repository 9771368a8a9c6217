"""Where the parts of a chart go, worked out on the server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, log10

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal

from services.core import clock
from services.core.i18n import locale, plural
from services.core.i18n import translate as _

_LABELS = 5  # on the axis of time; every other one fits on a phone
_LINES = 4  # on the axis of values, about
_LONG = timedelta(days=150)

_GAPS = 6  # so many times the usual distance is a long gap, and its line dashed

Reading = tuple[datetime, float]
Ends = tuple[float | None, float | None]  # of the band in which a value is expected


@dataclass(frozen=True)
class Spot:
    """One value to be drawn, with the band of its own day."""

    when: datetime
    value: float
    label: str = ""  # how it reads; empty: the number with its unit
    mark: str = ""  # low, high; < and > where the true value lies beyond; home
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Point:
    """One value: where it stands, as CSS percentages from the top left, and how it reads.

    Between `start` and the `width` from there it is the nearest: there it is pressed.
    """

    left: str
    top: str
    label: str
    start: str = "0%"
    width: str = "100%"
    mark: str = ""
    newest: bool = False


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: how far along, as a CSS percentage, and what it says."""

    at: str
    label: str


@dataclass(frozen=True)
class Chart:
    """Values over time, ready to draw in a square of 100 by 100."""

    line: str = ""  # the `d` of an SVG path
    gaps: str = ""  # of one that is dashed
    band: str = ""  # of the area in which values are expected
    points: list[Point] = field(default_factory=list)
    days: list[Tick] = field(default_factory=list)
    levels: list[Tick] = field(default_factory=list)
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
    return course_chart([Spot(*point, low=low, high=high) for point in points], unit=unit)


def course_chart(spots: Sequence[Spot], *, unit: str) -> Chart:
    """Lay out a line through values that each have a band of their own, in any order."""
    if not spots:
        return Chart()
    spots = sorted(spots, key=lambda spot: (spot.when, spot.value))
    edges = [edge for spot in spots for edge in (spot.low, spot.high) if edge is not None]
    numbers = [spot.value for spot in spots] + edges
    steps = _steps(min(numbers), max(numbers))
    down = _Scale(steps[-1], steps[0])
    along = _span(spots)
    across = [along(spot.when.timestamp()) for spot in spots]
    placed = [(x, down(spot.value)) for x, spot in zip(across, spots, strict=True)]
    solid, dashed = _lines(placed)
    halves = _halves(across)
    return Chart(
        line=solid,
        gaps=dashed,
        band=_band(halves, [(spot.low, spot.high) for spot in spots], down),
        points=[
            _point(spot, place, halves[number : number + 2], unit, newest=spot is spots[-1])
            for number, (spot, place) in enumerate(zip(spots, placed, strict=True))
        ],
        days=_days(spots, along),
        levels=[Tick(_percent(down(step)), _with_unit(_number(step), unit)) for step in steps],
        summary=_summary(spots, unit),
    )


def _point(
    spot: Spot, place: tuple[float, float], sides: Sequence[float], unit: str, *, newest: bool
) -> Point:
    start, end = sides
    return Point(
        left=_percent(place[0]),
        top=_percent(place[1]),
        label=f"{_reads(spot, unit)}, {_day(spot.when)}",
        start=_percent(start),
        width=_percent(end - start),
        mark=spot.mark,
        newest=newest,
    )


def _lines(placed: Sequence[tuple[float, float]]) -> tuple[str, str]:
    """Join the points; where nothing was measured for long, by a line of its own."""
    steps = sorted(here[0] - before[0] for before, here in pairwise(placed))
    usual = steps[len(steps) // 2] if len(steps) > 2 else 100.0
    solid, dashed = [f"M{_at(placed[0])}"], list[str]()
    for before, here in pairwise(placed):
        if here[0] - before[0] > max(_GAPS * usual, 15):
            dashed.append(f"M{_at(before)} L{_at(here)}")
            solid.append(f"M{_at(here)}")
        else:
            solid.append(f"L{_at(here)}")
    return " ".join(solid), " ".join(dashed)


def _halves(across: Sequence[float]) -> list[float]:
    """Return where one point ends and the next begins: half way between them."""
    return [0.0, *((before + here) / 2 for before, here in pairwise(across)), 100.0]


def _band(halves: Sequence[float], ends: Sequence[Ends], down: _Scale) -> str:
    """Draw the expected values as an area; where the range has changed, it has a step."""
    drawn: list[str] = []
    begin = 0
    for number, (low, high) in enumerate(ends):
        if number + 1 < len(ends) and ends[number + 1] == (low, high):
            continue
        if low is not None or high is not None:
            top = 0.0 if high is None else down(high)
            bottom = 100.0 if low is None else down(low)
            left, right = halves[begin], halves[number + 1]
            drawn.append(f"M{left:.2f},{top:.2f} H{right:.2f} V{bottom:.2f} H{left:.2f} Z")
        begin = number + 1
    return " ".join(drawn)


def _steps(least: float, most: float) -> list[float]:
    """Choose round numbers from below the least to above the most."""
    room = (most - least) or abs(most) * 0.2 or 1.0
    rough = room / _LINES
    power = 10 ** floor(log10(rough))
    step = next(power * base for base in (1, 2, 2.5, 5, 10) if power * base >= rough)
    first = floor((least - room * 0.05) / step)
    last = ceil((most + room * 0.05) / step)
    return [number * step for number in range(first, last + 1)]


def _span(spots: Sequence[Spot]) -> _Scale:
    first, last = spots[0].when.timestamp(), spots[-1].when.timestamp()
    if first == last:
        return _Scale(first - 1, last + 1)
    return _Scale(first, last)


def _days(spots: Sequence[Spot], along: _Scale) -> list[Tick]:
    first, last = spots[0].when, spots[-1].when
    if first == last:
        return [Tick("50%", _day(first))]
    skeleton = "yMMM" if last - first > _LONG else "MMMd"
    ticks: dict[str, Tick] = {}
    for number in range(_LABELS):
        when = first + (last - first) * number / (_LABELS - 1)
        label = format_skeleton(skeleton, clock.local(when), locale=locale())
        ticks.setdefault(label, Tick(_percent(along(when.timestamp())), label))
    return list(ticks.values())


def _summary(spots: Sequence[Spot], unit: str) -> str:
    return plural(
        "{count} value, latest {value} on {day}",
        "{count} values, latest {value} on {day}",
        len(spots),
        value=_reads(spots[-1], unit),
        day=_day(spots[-1].when),
    )


def _reads(spot: Spot, unit: str) -> str:
    said = spot.label or _with_unit(_number(spot.value), unit)
    return _("{value} at home", value=said) if spot.mark == "home" else said


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}".strip()


def _at(place: tuple[float, float]) -> str:
    return f"{place[0]:.2f},{place[1]:.2f}"


def _day(when: datetime) -> str:
    return clock.short_date(clock.local(when).date())


def _number(value: float) -> str:
    return _written(round(value, 6), locale())


@lru_cache(4_000)
def _written(value: float, language: Locale) -> str:
    return format_decimal(value, locale=language)


def _percent(value: float) -> str:
    return f"{round(value, 2):g}%"
