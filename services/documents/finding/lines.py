"""The lines of a page, put together from words that each have a place."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.decoding.words import Word

Place = tuple[float, float, float, float]  # left, top, right, bottom

_APART = 1.6  # heights of a line between two words that stand in different cells
_OFF = 0.45  # heights that a word may lie off the line it belongs to


@dataclass(frozen=True)
class Line:
    """Words that stand beside each other, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """What it says; two spaces stand where a cell ends."""
        said = ""
        for before, word in zip((None, *self.words), self.words, strict=False):
            said += ("" if before is None else "  " if _apart(before, word) else " ") + word.text
        return said

    @cached_property
    def plain(self) -> str:
        """The same without capitals and accents, letter for letter."""
        return plain(self.text)

    def spread(self, start: int, end: int) -> Place:
        """Return the place of a part of the text: left, top, right, bottom."""
        return around(_part(word, *span) for word, span in self._spans(start, end))

    def _spans(self, start: int, end: int) -> Iterator[tuple[Word, tuple[float, float]]]:
        place = 0
        for word in self.words:
            place = self.text.index(word.text, place)
            size = len(word.text)
            if place < end and place + size > start:
                yield word, (max(0, start - place) / size, min(size, end - place) / size)
            place += size


def plain(text: str) -> str:
    """Write a text without capitals and accents, letter for letter."""
    return "".join(_plain(letter) for letter in text)


def lines(words: Iterable[Word]) -> list[Line]:
    """Put words together into lines, from top to bottom."""
    kept: list[list[Word]] = []
    for word in sorted((one for one in words if one.text), key=lambda one: one.left):
        fitting = [line for line in kept if _follows(line[-1], word)]
        if fitting:
            min(fitting, key=lambda line: abs(_offset(line[-1], word))).append(word)
        else:
            kept.append([word])
    return [Line(tuple(line)) for line in sorted(kept, key=lambda line: line[0].middle[1])]


def around(places: Iterable[Place]) -> Place:
    """Return the smallest place that holds these."""
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def cells(line: Line) -> Sequence[tuple[int, int]]:
    """Return where the cells of a line begin and end in its text."""
    found: list[tuple[int, int]] = []
    begin = 0
    for cell in line.text.split("  "):
        found.append((begin, begin + len(cell)))
        begin += len(cell) + 2
    return found


def _plain(letter: str) -> str:
    folded = unicodedata.normalize("NFKD", letter)[0].casefold()
    return folded if len(folded) == 1 else folded[0]


def _apart(before: Word, word: Word) -> bool:
    return word.left - before.right > _APART * min(before.height, word.height)


def _follows(before: Word, word: Word) -> bool:
    tall = max(before.height, word.height)
    return abs(_offset(before, word)) <= _OFF * tall and word.left >= before.right - tall


def _offset(before: Word, word: Word) -> float:
    """How far below the line of one word the other lies."""
    (one_x, one_y), (other_x, other_y) = before.middle, word.middle
    return other_y - one_y - (before.slope + word.slope) / 2 * (other_x - one_x)


def _part(word: Word, begin: float, end: float) -> Place:
    wide = word.right - word.left
    return word.left + begin * wide, word.top, word.left + end * wide, word.bottom
