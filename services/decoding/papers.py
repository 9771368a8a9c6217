"""Papers that customers hand in: PDFs and pictures, looked through and drawn page by page.

What is drawn holds pixels only, so nothing that a paper brings along can act or tell in a browser.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
from PIL import Image

from services.decoding import cleaning, pictures
from services.decoding.pictures import MOST_PIXELS, Picture, TooLarge, Unreadable

SIDE = 1600  # px; of the longer side of a page as it is shown
WHOLE = 6000  # px; of a picture as it is handed out
MOST_PAGES = 50
_POINTS = 14_400.0  # the longest side of a page, in points (ISO 32000-1, annex C.2)
_TAIL = 1024  # bytes in which the end of a PDF has to be marked (ISO 32000-1, annex H.3)
_QUALITY = 80
_pdfium: Any = pypdfium2


class Locked(Exception):
    """It opens with a password only."""


class TooLong(Exception):
    """It has more than MOST_PAGES."""


class Mixed(Exception):
    """It is a PDF and something else as well."""


@dataclass(frozen=True)
class Paper:
    """A paper as the portal shows it."""

    pages: list[Picture]
    whole: Picture | None = None  # what is handed out in place of a picture that came in
    active: bool = False  # it would run, start or hide something where it is opened
    copy: bytes | memoryview = b""  # what is handed out in place of a PDF that came in


def pdf(path: Path) -> Paper:
    """Look through a PDF and draw its pages.

    Raises:
        Locked, TooLong, Mixed, TooLarge, Unreadable: It is not taken.
    """
    _refuse_mixed(path)
    with (
        _blaming_the_file(),
        pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as opened,
    ):
        if len(opened.pages) > MOST_PAGES:
            raise TooLong
        active, pages = cleaning.acts(opened), list(_drawn(path))
        if not 0 < len(pages) == len(opened.pages):  # two readers have to see the same in it
            raise Unreadable
        return Paper(pages, active=active, copy=cleaning.cleaned(opened))


def copy(path: Path) -> bytes | memoryview:
    """Write a PDF anew without what it tells beside its pages, mended where it is damaged.

    Raises:
        Locked, TooLarge, Unreadable: It cannot be read.
    """
    with _blaming_the_file(), pikepdf.open(path, suppress_warnings=True) as opened:
        if not len(opened.pages):
            raise Unreadable
        return cleaning.cleaned(opened)


def picture(path: Path) -> Paper:
    """Write a picture anew, once to be shown and once to be handed out.

    Raises:
        TooLarge, Unreadable: It is not taken.
    """
    whole, page = pictures.remake(path, [WHOLE, SIDE], quality=88)
    return Paper([page], whole)


@contextmanager
def _blaming_the_file() -> Generator[None]:
    try:
        yield
    except pikepdf.PasswordError:
        raise Locked from None
    except (TooLong, TooLarge):
        raise
    except Exception:  # noqa: BLE001 (whatever a reader stumbles over, the file is at fault)
        raise Unreadable from None


def _refuse_mixed(path: Path) -> None:
    """Refuse what ends as something else, such as an archive after a PDF, or does not end."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        *_, marker, after = file.read().rpartition(b"%%EOF")
    if not marker:
        raise Unreadable
    if after.strip(b"\0\t\n\f\r \x1a"):
        raise Mixed


def _drawn(path: Path) -> Iterator[Picture]:
    with _pdfium.PdfDocument(path) as opened:
        for number in range(len(opened)):
            page = opened[number]
            width, height = page.get_size()
            if not (0 < width <= _POINTS and 0 < height <= _POINTS):
                raise Unreadable
            bitmap = page.render(scale=SIDE / max(width, height), may_draw_forms=False)
            yield _written(bitmap.to_pil())
            page.close()


def _written(image: Image.Image) -> Picture:
    if image.width * image.height > MOST_PIXELS:
        raise TooLarge
    content = BytesIO()
    image.convert("RGB").save(content, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Picture(content.getvalue(), image.width, image.height)
