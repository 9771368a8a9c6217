"""The program that reads the text of papers for the portal: a PDF's own, or that of a picture."""

import importlib
import json
import os
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

from services.decoding import page_text
from services.decoding.answering import Answer, answer
from services.decoding.words import Word

MOST_MEMORY = 3 * 2**30  # bytes of address space; it fills a quarter of them
MOST_SECONDS = 90  # of a processor for one page
_KINDNESS = 15  # whoever waits for a page of the portal comes first
_pdfium: Any = pypdfium2


def read(asked: dict[str, Any]) -> Answer:
    """Read the words of a PDF's pages, or of one picture."""
    os.nice(_KINDNESS)
    path = Path(asked["path"])
    try:
        pages = _own(path, asked["pages"]) if "pages" in asked else [_recognised(path)]
    except ImportError:
        return {"refused": "absent"}, []
    except (OSError, ValueError, LookupError, _pdfium.PdfiumError):
        return {"refused": "unreadable"}, []
    told = [[turns, [astuple(word) for word in words]] for turns, words in pages]
    return {}, [json.dumps(told).encode()]


def _own(path: Path, sizes: list[tuple[int, int]]) -> list[tuple[int, list[Word]]]:
    return [(0, words) for words in page_text.words(path, sizes)]


def _recognised(path: Path) -> tuple[int, list[Word]]:
    # Not at the top: the library is an extra, and takes a second and 200 MB of memory to load.
    return importlib.import_module("services.decoding.recognition").words(path)


if __name__ == "__main__":
    answer(
        sys.stdin.buffer,
        sys.stdout.buffer,
        read,
        most_memory=MOST_MEMORY,
        most_seconds=MOST_SECONDS,
    )
