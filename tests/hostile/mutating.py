"""Files changed at random, put through the reader: `python -m tests.hostile.mutating 10000`.

A reader may refuse a file. It may not die of it, hang, or have anything taken in that is not whole.
"""

import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

from services import copies
from services.readers import Lost
from tests.papers import locked, pdf, png
from tests.services.decoding.test_pictures import HEIC, drawn, tagged, written
from tests.telling import paper

_SECONDS = 60.0
_ODD = [b"", b"\0", b"\xff" * 4, b"\x7f\xff\xff\xff", b"<<", b">>", b"[" * 50, b"obj", b"stream\n"]
_ODD += [b"/Kids", b"/Length 999999999", b"/Filter /DCTDecode", b"%%EOF", b"-1", b"0 R", b"9" * 30]


def seeds() -> list[tuple[bytes, bool]]:
    """Return files that are as they should be, and whether each is a PDF."""
    small = drawn(48, 32)
    papers = [pdf(), pdf(3), paper(), locked(user="")]
    shown = [
        written("JPEG", small, exif=tagged()),
        written("JPEG", small, progressive=True),
        written("WEBP", small),
        written("WEBP", small, lossless=True),
        png(20, 10),
        written("PNG", small.convert("P")),
        HEIC,
    ]
    return [*[(each, True) for each in papers], *[(each, False) for each in shown]]


def mutated(count: int, seed: int = 1) -> Iterator[tuple[bytes, bool]]:
    """Yield files with one to a few changes each, the same for the same seed."""
    luck, good = random.Random(seed), seeds()
    for number in range(count):
        content, is_pdf = good[number % len(good)]
        made = bytearray(content)
        for _ in range(luck.choice([1, 1, 2, 3, 8, 30])):
            _change(made, luck)
        yield bytes(made), is_pdf


def _change(made: bytearray, luck: random.Random) -> None:
    at, length = luck.randrange(len(made) + 1), luck.choice([1, 2, 4, 16, 200, 3000])
    match luck.randrange(7):
        case 0 if at < len(made):
            made[at] ^= 1 << luck.randrange(8)
        case 1:
            made[at : at + length] = luck.randbytes(length)
        case 2:
            del made[at : at + length]
        case 3:
            made[at:at] = made[: luck.randrange(len(made) + 1)][-length:]
        case 4:
            made[at : at + length] = bytes(len(made[at : at + length]))
        case 5:
            word = luck.choice(_ODD)
            made[at : at + len(word)] = word
        case _:
            if luck.random() < 0.3:
                del made[at:]


async def put_through(count: int, seed: int = 1) -> Counter[str]:
    """Put mutated files through the limited child; return how many came to which end.

    The ends are "taken", "refused", "lost" (its reader died, and was replaced), "hung", and
    "not whole": taken, though what would be handed out cannot be opened.
    """
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        waiting = asyncio.Semaphore(2)

        async def one(number: int, content: bytes, is_pdf: bool) -> None:
            async with waiting:
                path = Path(folder) / str(number)
                path.write_bytes(content)
                found[await _end(path, is_pdf)] += 1
                path.unlink()

        async with asyncio.TaskGroup() as group:
            for number, (content, is_pdf) in enumerate(mutated(count, seed)):
                group.create_task(one(number, content, is_pdf))
    return found


async def _end(path: Path, is_pdf: bool) -> str:
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        answer = await copies.PAPERS.ask({"path": str(path), "pdf": is_pdf}, _SECONDS)
    except Lost:
        return "hung" if loop.time() - began >= _SECONDS else "lost"
    if "refused" in answer.told:
        return "refused"
    *pages, instead = answer.contents
    whole = pages and all(_opens(each, is_pdf=False) for each in pages)
    return "taken" if whole and _opens(instead, is_pdf=is_pdf) else "not whole"


def _opens(content: bytes, *, is_pdf: bool) -> bool:
    if not is_pdf:
        Image.open(BytesIO(content), formats=["JPEG"]).load()
        return True
    with pikepdf.open(BytesIO(content), attempt_recovery=False) as opened:
        return bool(len(opened.pages))


if __name__ == "__main__":
    count = int(sys.argv[1]) if sys.argv[1:] else 10_000
    ends = asyncio.run(put_through(count))
    print(f"{count} mutated files: {', '.join(f'{n} {end}' for end, n in sorted(ends.items()))}")
