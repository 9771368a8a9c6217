"""What is offered to whoever reviews a paper: days and vaccines, and which belong together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.decoding.words import Word
from services.documents.finding.dates import Day, days, settled
from services.documents.finding.lines import Line, lines
from services.documents.finding.meanings import Meaning, labels, meaning
from services.documents.finding.vaccines import Kind, Named, vaccines

_LONGEST = 80  # letters
_MOST = 60  # suggestions of one paper
_FAR = 8  # lines between a vaccine's name and its days


@dataclass(frozen=True)
class Context:
    """What the clinic and the calendar say about a paper."""

    today: date
    country: str  # of the clinic
    kinds: Sequence[Kind]


@dataclass(frozen=True)
class Suggestion:
    """A day or a vaccine that was found, and where it stands."""

    page: int  # from 1
    text: str  # as it was read
    left: float  # in parts of the page's width and height
    top: float
    width: float
    height: float
    day: date | None = None  # None: it is the name of a vaccine
    other: date | None = None  # what it is if day and month were written the other way round
    meaning: Meaning = Meaning.UNKNOWN
    kinds: tuple[str, ...] = ()  # ids of the types of vaccine that it names or is about


@dataclass(frozen=True)
class Sheet:
    """A page as it was read: upright."""

    width: float  # in the unit of the words' places
    height: float
    words: Sequence[Word]
    turns: int = 0  # quarters to the left by which it was turned from how it is shown


@dataclass(frozen=True)
class _Page:
    """A page, line by line."""

    number: int
    sheet: Sheet
    lines: Sequence[Line]
    days: Sequence[Sequence[Day]]
    named: Sequence[Sequence[Named]]


def found(sheets: Sequence[Sheet], context: Context) -> list[Suggestion]:
    """Find what a paper may prove, page by page and from top to bottom."""
    read = [_page(number, sheet, context) for number, sheet in enumerate(sheets, 1)]
    sure = settled([day for page in read for line in page.days for day in line])
    waiting = iter(sure)
    read = [
        replace(page, days=[[next(waiting) for _ in row] for row in page.days]) for page in read
    ]
    return [one for page in read for one in _suggestions(page, context)][:_MOST]


def _page(number: int, sheet: Sheet, context: Context) -> _Page:
    made = lines(sheet.words)
    said = [days(line.text, today=context.today, country=context.country) for line in made]
    return _Page(number, sheet, made, said, [vaccines(line.text, context.kinds) for line in made])


def _suggestions(page: _Page, context: Context) -> Iterator[Suggestion]:
    for row, line in enumerate(page.lines):
        for name in page.named[row]:
            if name.kinds:
                yield _at(page, line, name, kinds=name.kinds)
        for day in page.days[row]:
            told = _likely(meaning(page.lines, page.days, row, day), day, context.today)
            about = () if told is Meaning.OTHER else _about(page, row, day)
            yield _at(page, line, day, day=day.day, other=day.other, meaning=told, kinds=about)


def _likely(told: Meaning, day: Day, today: date) -> Meaning:
    """Correct what cannot be: nothing was given on a day to come."""
    ahead = day.day > today and (day.other is None or day.other > today)
    if told is Meaning.UNKNOWN and ahead:
        return Meaning.EXPIRES
    return Meaning.UNKNOWN if told is Meaning.GIVEN and ahead else told


def _about(page: _Page, row: int, day: Day) -> tuple[str, ...]:
    """Tell which vaccines a day is about: those in its line, else above it, else the only ones."""
    if beside := page.named[row]:
        before = [name for name in beside if name.end <= day.start]
        return _all(before or beside)
    left, _top, right, _bottom = page.lines[row].spread(day.start, day.end)
    for number in range(row - 1, max(-1, row - 1 - _FAR), -1):
        if names := page.named[number]:
            if page.days[number] and _begins_anew(page.lines[row], day):
                return ()
            under = [name for name in names if _over(page.lines[number], name, left, right)]
            return _all(under or names) if len(under or names) == 1 or under else ()
    every = {kind for names in page.named for name in names for kind in name.kinds}
    return tuple(every) if len(every) == 1 else ()


def _begins_anew(line: Line, day: Day) -> bool:
    """Tell whether a line of a table names something else, such as a vaccine nobody knows."""
    named = any(letter.isalpha() for letter in line.text[: day.start])
    return named and not any(label.end <= day.start for label in labels(line))


def _over(line: Line, name: Named, left: float, right: float) -> bool:
    begin, _top, end, _bottom = line.spread(name.start, name.end)
    return begin < right and left < end


def _all(names: Sequence[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for name in names for kind in name.kinds))


def _at(page: _Page, line: Line, part: Day | Named, **about: Any) -> Suggestion:
    left, top, right, bottom = line.spread(part.start, part.end)
    wide, high = page.sheet.width, page.sheet.height
    place = left / wide, top / high, (right - left) / wide, (bottom - top) / high
    for _quarter in range(page.sheet.turns):
        left, top, width, height = place
        place = 1 - top - height, left, height, width
    left, top, width, height = (round(min(1.0, max(0.0, one)), 4) for one in place)
    said = line.text[part.start : part.end][:_LONGEST]
    return Suggestion(page.number, said, left, top, width, height, **about)
