"""The program that reads papers for the portal."""

import sys
from pathlib import Path
from typing import Any

from services.decoding import papers, pictures
from services.decoding.answering import Answer, answer

MOST_MEMORY = 1536 * 2**20  # bytes
_REFUSED = (
    papers.Locked,
    papers.TooLong,
    papers.Mixed,
    pictures.TooLarge,
    pictures.Unreadable,
)


def read(asked: dict[str, Any]) -> Answer:
    """Look through a paper, or only write its copy, or tell why it is not taken."""
    path = Path(asked["path"])
    try:
        if asked.get("copy"):
            return {}, [papers.copy(path)]
        made = papers.pdf(path) if asked["pdf"] else papers.picture(path)
    except _REFUSED as refusal:
        return {"refused": type(refusal).__name__}, []
    told = {
        "pages": [[each.width, each.height] for each in made.pages],
        "active": made.active,
        "whole": made.whole is not None,
    }
    instead = made.whole.content if made.whole else made.copy
    return told, [*(each.content for each in made.pages), instead]


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer, read, most_memory=MOST_MEMORY)
