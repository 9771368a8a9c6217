"""The words of a PDF's own text, each with its place on the page as it is drawn."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw  # pyright: ignore[reportMissingTypeStubs]

from services.decoding.words import Word

MOST_WORDS = 4_000  # of one page
_MOST_LETTERS = 40_000
_FINE = 100_000  # steps along each side of a page in which places are told
_GAP = 0.28  # heights of a letter between two that belong to different words
_raw: Any = pypdfium2.raw
_pdfium: Any = pypdfium2


@dataclass(frozen=True)
class _Letter:
    text: str
    place: tuple[float, float, float, float]


def words(path: Path, sizes: list[tuple[int, int]]) -> list[list[Word]]:
    """Return the words of every page; none where a page is a picture only.

    Args:
        sizes: The width and height of each page as it is drawn.
    """
    with _pdfium.PdfDocument(path) as opened:
        return [_of_page(opened[number], size) for number, size in enumerate(sizes)]


def _of_page(page: Any, size: tuple[int, int]) -> list[Word]:
    text = page.get_textpage()
    found: list[Word] = []
    collected: list[_Letter] = []
    for letter in _letters(page, text, size):
        if collected and (letter is None or not _continues(collected[-1], letter)):
            found.append(_joined(collected))
            collected = []
        if letter:
            collected.append(letter)
        if len(found) == MOST_WORDS:
            return found
    return found


def _letters(page: Any, text: Any, size: tuple[int, int]) -> Iterator[_Letter | None]:
    """Yield the letters of a page in their order; None where there is a space, and at the end."""
    for number in range(min(_raw.FPDFText_CountChars(text), _MOST_LETTERS)):
        said = chr(_raw.FPDFText_GetUnicode(text, number) or 32)
        yield (
            None
            if said.isspace() or not said.isprintable()
            else _Letter(said, _place(page, text, number, size))
        )
    yield None


def _place(
    page: Any, text: Any, number: int, size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """Return where a letter stands on the page as it is drawn, however that is turned and cut."""
    box = _raw.FS_RECTF()
    _raw.FPDFText_GetLooseCharBox(text, number, box)
    corners = [_drawn(page, *one, size) for one in ((box.left, box.top), (box.right, box.bottom))]
    (one_x, one_y), (other_x, other_y) = corners
    return min(one_x, other_x), min(one_y, other_y), max(one_x, other_x), max(one_y, other_y)


def _drawn(page: Any, x: float, y: float, size: tuple[int, int]) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    _raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE * size[0], down.value / _FINE * size[1]


def _continues(before: _Letter, letter: _Letter) -> bool:
    _left, top, right, bottom = before.place
    high = max(bottom - top, letter.place[3] - letter.place[1], 1)
    return -high < letter.place[0] - right < _GAP * high and _level(before, letter)


def _level(before: _Letter, letter: _Letter) -> bool:
    return before.place[1] <= letter.place[3] and letter.place[1] <= before.place[3]


def _joined(letters: list[_Letter]) -> Word:
    lefts, tops, rights, bottoms = zip(*(letter.place for letter in letters), strict=True)
    said = "".join(letter.text for letter in letters)
    return Word(said, min(lefts), min(tops), max(rights), max(bottoms))
