"""Pictures that people hand in, read by processes that may die of them (services/decoding)."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from services.core.errors import Invalid
from services.decoding.pictures import Picture, Square

MOST_BYTES = 25 * 2**20
_MOST_MADE = 64 * 2**20  # bytes of an answer
_SECONDS = 60.0  # for one picture, however busy the machine is
_GLANCE = 0.2  # seconds between two looks at whether a child still lives
_ROOT = Path(__file__).parents[1]
_PROGRAM = (sys.executable, "-E", "-s", "-m", "services.decoding.child")
_threads = ThreadPoolExecutor(2, thread_name_prefix="picture")  # each has a child of its own
_own = threading.local()


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
    made = await asyncio.get_running_loop().run_in_executor(_threads, partial(_ask, asked))
    if isinstance(made, list):
        return made
    if made == "TooLarge":
        raise Invalid("This picture has too many pixels. At most 50 million are fine.", "picture")
    raise Invalid(
        "This picture could not be read. Please send a JPEG, PNG, WebP or HEIC.", "picture"
    )


def _ask(asked: dict[str, Any]) -> list[Picture] | str:
    """Return what this thread's child makes of a picture, or why it makes nothing of it."""
    child = _child()
    patience = threading.Timer(_SECONDS, _kill, [child])
    patience.start()
    try:
        return _answer(child, asked)
    except (OSError, ValueError, LookupError, TypeError):  # it died, or says what it should not
        _kill(child)
        return "Unreadable"
    finally:
        patience.cancel()


def _child() -> subprocess.Popen[bytes]:
    """Return this thread's child; a new one if it has none that lives. It knows no secrets."""
    child: subprocess.Popen[bytes] | None = getattr(_own, "child", None)
    if child and child.poll() is None:
        return child
    if child:
        with suppress(OSError):  # what was still to be said to it
            child.__exit__(None, None, None)
    pipe = subprocess.PIPE
    child = _own.child = subprocess.Popen(  # noqa: S603 (nothing of it comes from outside)
        _PROGRAM,
        cwd=_ROOT,
        env={},
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return child


def _answer(child: subprocess.Popen[bytes], asked: dict[str, Any]) -> list[Picture] | str:
    if child.stdin is None or child.stdout is None:
        raise OSError
    child.stdin.write(json.dumps(asked).encode() + b"\n")
    child.stdin.flush()
    while not select.select([child.stdout], [], [], _GLANCE)[0]:
        if child.poll() is not None:  # what it has forked may be left behind, and never answer
            raise OSError
    told: dict[str, Any] = json.loads(child.stdout.readline(10_000))
    if "refused" in told:
        return str(told["refused"])
    sizes: list[list[int]] = told["made"]
    if any(size < 0 for size, _, _ in sizes) or sum(size for size, _, _ in sizes) > _MOST_MADE:
        raise ValueError
    return [
        Picture(_exactly(child.stdout.read(size), size), width, height)
        for size, width, height in sizes
    ]


def _exactly(content: bytes, size: int) -> bytes:
    if len(content) != size:
        raise ValueError
    return content


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Make an end of a child and of what it has forked."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
