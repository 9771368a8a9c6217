"""The program that reads pictures for the portal."""

import sys
from pathlib import Path
from typing import Any

from services.decoding import pictures
from services.decoding.answering import Answer, answer
from services.decoding.pictures import Picture, Square

MOST_MEMORY = 1536 * 2**20  # bytes; the largest transparent picture takes half of it


def read(asked: dict[str, Any]) -> Answer:
    """Make what is asked for of a picture, or tell why not."""
    try:
        made = _made(asked)
    except (pictures.Unreadable, pictures.TooLarge) as refusal:
        return {"refused": type(refusal).__name__}, []
    return {"made": [[each.width, each.height] for each in made]}, [each.content for each in made]


def _made(asked: dict[str, Any]) -> list[Picture]:
    path, sizes = Path(asked["path"]), asked["sizes"]
    if asked.get("sign"):
        return [pictures.remake_sign(path, size) for size in sizes]
    part = Square(*asked["part"]) if asked["part"] else None
    return pictures.remake(path, sizes, part=part, quality=asked["quality"])


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer, read, most_memory=MOST_MEMORY)
