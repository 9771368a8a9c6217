"""The program that reads pictures for the portal, so that a bad one takes nothing else down.

It waits for requests, and forks for each: what reads a picture is new, knows no other one, may use
little memory and time and write no file; and whatever becomes of it ends with it.

A request and an answer are a line of JSON each; the pictures of an answer follow it.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

from services.decoding import pictures
from services.decoding.pictures import Picture, Square

_LIMITS = {
    resource.RLIMIT_AS: 1536 * 2**20,  # bytes; the largest transparent picture takes half of it
    resource.RLIMIT_CPU: 20,  # seconds
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more, or until a picture was the end of its reader."""
    for line in requests:
        reader = os.fork()
        if not reader:
            restrict()
            _answer(json.loads(line), answers)
            os._exit(0)
        if os.waitpid(reader, 0)[1]:
            raise SystemExit(1)


def restrict() -> None:
    """Give up whatever reading a picture does not need."""
    for kind, most in _LIMITS.items():
        resource.setrlimit(kind, (most, most))


def _answer(asked: dict[str, Any], answers: BinaryIO) -> None:
    contents = []
    try:
        made = _made(asked)
        told = {"made": [[len(each.content), each.width, each.height] for each in made]}
        contents = [each.content for each in made]
    except (pictures.Unreadable, pictures.TooLarge) as refusal:
        told = {"refused": type(refusal).__name__}
    answers.write(json.dumps(told).encode() + b"\n" + b"".join(contents))
    answers.flush()


def _made(asked: dict[str, Any]) -> list[Picture]:
    path, sizes = Path(asked["path"]), asked["sizes"]
    if asked.get("sign"):
        return [pictures.remake_sign(path, size) for size in sizes]
    part = Square(*asked["part"]) if asked["part"] else None
    return pictures.remake(path, sizes, part=part, quality=asked["quality"])


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
