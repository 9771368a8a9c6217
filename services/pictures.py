"""Pictures that people hand in, read by processes that may die of them (services/decoding)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from services.core.errors import Invalid
from services.decoding.pictures import Picture, Square
from services.readers import Lost, Readers

MOST_BYTES = 25 * 2**20
_SECONDS = 60.0  # for one picture, however busy the machine is
_readers = Readers("services.decoding.picture_reader", at_once=2, most_bytes=64 * 2**20)


def square(left: object, top: object, side: object) -> Square:
    """Read the square that somebody chose.

    Raises:
        Invalid: Those are no fractions.
    """
    try:
        given = Square(float(str(left)), float(str(top)), float(str(side)))
    except ValueError:
        raise Invalid("Please choose the part of the picture again.", "picture") from None
    inside = 0 <= given.left <= 1 and 0 <= given.top <= 1 and 0.02 <= given.side <= 1
    if not inside:
        raise Invalid("Please choose the part of the picture again.", "picture")
    return given


async def remade(
    source: Path, sizes: Sequence[int], *, part: Square | None = None, quality: int = 85
) -> list[Picture]:
    """Decode a picture and write it anew: upright, in sRGB, without anything but its pixels.

    Args:
        source: What came in: a JPEG, PNG, WebP or HEIC.
        sizes: The longer side of each picture wanted, in pixels; none is made larger than it was.
        part: What to keep of it; None for all.
        quality: Of the JPEG, 1 to 95.

    Returns:
        One picture for each size.

    Raises:
        Invalid: It is no such picture, is damaged, or has too many pixels.
    """
    asked = {
        "path": str(source.resolve()),
        "sizes": list(sizes),
        "part": [part.left, part.top, part.side] if part else None,
        "quality": quality,
    }
    return await _made(asked)


async def remade_sign(source: Path, size: int) -> Picture:
    """Decode a sign, such as a logo, and write it anew as a PNG: what is see-through stays so.

    Args:
        source: What came in: a JPEG, PNG, WebP or HEIC.
        size: Of its longer side, in pixels; it is not made larger than it was.

    Raises:
        Invalid: It is no such picture, is damaged, or has too many pixels.
    """
    [made] = await _made({"path": str(source.resolve()), "sizes": [size], "sign": True})
    return made


async def _made(asked: dict[str, Any]) -> list[Picture]:
    """Return what a reader makes of a picture, or say why it makes nothing of it."""
    try:
        answer = await _readers.ask(asked, _SECONDS)
        refused = answer.told.get("refused", "")
        if not refused:
            sides = answer.told["made"]
            made = zip(answer.contents, sides, strict=True)
            return [Picture(content, width, height) for content, (width, height) in made]
    except (Lost, LookupError, ValueError, TypeError):
        refused = "Unreadable"
    if refused == "TooLarge":
        raise Invalid("This picture has too many pixels. At most 50 million are fine.", "picture")
    raise Invalid(
        "This picture could not be read. Please send a JPEG, PNG, WebP or HEIC.", "picture"
    )
