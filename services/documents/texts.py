"""The words of a paper, read apart from the portal: its own text, or what its picture shows."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.core import files
from services.decoding.words import Word
from services.documents.finding import Sheet
from services.readers import Lost, Readers

_OWN_SECONDS, _PICTURE_SECONDS = 60.0, 180.0  # for all pages; for one, however busy the machine is
_MOST_PICTURES = 10  # pages without text of their own that are read of one paper
_FEW = 12  # letters and figures of a page that has no text to speak of
_readers = Readers("services.decoding.text_reader", at_once=1, most_bytes=32 * 2**20)


@dataclass(frozen=True)
class Shown:
    """A page as it lies in the data folder."""

    digest: str
    width: int  # px
    height: int


class Absent(Exception):
    """What reads pictures is not installed here."""


async def own(digest: str, pages: Sequence[Shown]) -> list[Sheet]:
    """Read the text that a PDF brings along.

    Raises:
        Lost: It could not be read.
    """
    path = await asyncio.to_thread(files.path, digest)
    sizes = [[one.width, one.height] for one in pages]
    return await _asked({"path": str(path.resolve()), "pages": sizes}, pages, _OWN_SECONDS)


async def recognised(page: Shown) -> Sheet:
    """Read what the picture of a page says, on this machine.

    Raises:
        Absent: What reads pictures is not installed.
        Lost: It could not be read.
    """
    path = await asyncio.to_thread(files.path, page.digest)
    [sheet] = await _asked({"path": str(path.resolve())}, [page], _PICTURE_SECONDS)
    return replace(sheet, width=sheet.height, height=sheet.width) if sheet.turns % 2 else sheet


async def of(digest: str, pages: Sequence[Shown], *, pdf: bool) -> list[Sheet]:
    """Read all pages: their own text first, and where there is none, what their picture says.

    Raises:
        Lost: None of it could be read.
    """
    sheets = (
        await own(digest, pages) if pdf else [Sheet(one.width, one.height, ()) for one in pages]
    )
    bare = [number for number, sheet in enumerate(sheets) if letters(sheet) < _FEW]
    failed = 0
    for number in bare[:_MOST_PICTURES]:
        try:
            sheets[number] = await recognised(pages[number])
        except (Absent, Lost):
            failed += 1
    if failed and failed == len(pages):
        raise Lost
    return sheets


def letters(sheet: Sheet) -> int:
    """Count the letters and figures on a page."""
    return sum(letter.isalnum() for word in sheet.words for letter in word.text)


async def _asked(what: dict[str, Any], pages: Sequence[Shown], seconds: float) -> list[Sheet]:
    answer = await _readers.ask(what, seconds)
    if refused := answer.told.get("refused"):
        raise Absent if refused == "absent" else Lost
    try:
        told = json.loads(answer.contents[0])
        return [
            Sheet(page.width, page.height, [Word(*word) for word in words], turns % 4)
            for page, (turns, words) in zip(pages, told, strict=True)
        ]
    except (ValueError, TypeError, LookupError):
        raise Lost from None
