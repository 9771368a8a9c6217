"""What a hostile file is, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass

TAKEN = "taken"
FLAGGED = "taken, and staff are told that it would act"
TYPE = "This type of file is not taken. Please send one of: HEIC, JPEG, PDF, PNG, WebP."
DAMAGED = "This file is damaged, or could not be read."
LOCKED = "This PDF opens with a password only. Please send it without."
MIXED = "This PDF holds something else as well, so it is not taken."
PIXELS = "This has too many pixels. At most 50 million are fine."
PAGES = "At most 50 pages are fine."
LARGE = "This file is too large. At most 25 MB are fine."
EMPTY = "This file is empty."


@dataclass(frozen=True)
class Case:
    """A file, how its sender calls it, and what is said of it."""

    name: str
    content: bytes | Callable[[], bytes]
    verdict: str
    called: str = "Pass.pdf"
    lacks: tuple[bytes, ...] = ()  # what nothing that is handed out of it may hold

    def made(self) -> bytes:
        """Return its content."""
        return self.content() if callable(self.content) else self.content
