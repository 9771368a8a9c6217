"""Frames, decoded once however many look at them."""

import asyncio
from typing import Any

from services.core import files
from services.core.errors import TooMany
from services.decoding.dicom.codes import Code, Unviewable
from services.imaging import cache
from services.imaging.cache import Kept
from services.imaging.reader import READERS
from services.readers import Lost

PREVIEW, THUMB = 1024, 256  # px; of the longer side
_SECONDS = 30.0  # for one frame, however busy the machine is
_MOST_WAITING = 64
_TOLD = ("media_type", "gzipped", "slope", "intercept", "damaged")
_under_way: dict[tuple[str, str], asyncio.Future[Kept]] = {}


async def frame(digest: str, number: int, side: int = 0) -> Kept:
    """Return a frame as the viewer draws it, or a small picture of it.

    Args:
        digest: Of the file.
        number: The first is 0.
        side: The longer one of a small picture, in pixels; 0 for the frame itself.

    Raises:
        Unviewable: It cannot be shown.
        TooMany: Too many others are waiting.
    """
    name = f"p{side}-{number}" if side else f"f-{number}"
    if found := await asyncio.to_thread(cache.find, digest, name):
        return found
    key = (digest, name)
    if key not in _under_way:
        if len(_under_way) >= _MOST_WAITING:
            raise TooMany("Too many images are being prepared. Please try again.", seconds=5)
        task = asyncio.ensure_future(_made(digest, name, number, side))
        _under_way[key] = task
        task.add_done_callback(lambda _done: _under_way.pop(key, None))
    return await asyncio.shield(_under_way[key])


async def _made(digest: str, name: str, number: int, side: int) -> Kept:
    asked = {
        "path": str(files.path(digest).resolve()),
        "wanted": "frame",
        "number": number,
        "side": side,
    }
    try:
        answer = await READERS.ask(asked, _SECONDS)
        if "refused" in answer.told:
            raise Unviewable(Code(answer.told["refused"]))
        told: dict[str, Any] = {part: answer.told[part] for part in _TOLD}
        [content] = answer.contents
    except (Lost, LookupError, ValueError, TypeError):
        raise Unviewable(Code.TIMEOUT) from None
    return await asyncio.to_thread(cache.keep, digest, name, told, content)
