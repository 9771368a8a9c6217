"""Frames that were decoded once, kept by the content of the file that they are from.

What is here can be made again at any time: it is not backed up, and the oldest go when it grows.
"""

import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from services.core import files
from services.core.config import config

PIPELINE = 1  # a frame that another version of the decoder made is not used
MOST_BYTES = 10 * 2**30
_FRESH = 3600.0  # seconds within which it is not noted again that a frame was asked for


@dataclass(frozen=True)
class Kept:
    """A frame on the disk, as it travels."""

    path: Path
    media_type: str
    gzipped: bool = False
    slope: float = 1.0
    intercept: float = 0.0
    damaged: bool = False


def find(digest: str, name: str) -> Kept | None:
    """Return a frame that was kept, and note that it was asked for."""
    place = _folder(digest) / f"{PIPELINE}-{name}"
    about = place.with_suffix(".json")
    try:
        told = json.loads(about.read_bytes())
        if time.time() - place.stat().st_mtime > _FRESH:
            os.utime(place)
    except (OSError, ValueError):
        return None
    return Kept(place, **told)


def keep(digest: str, name: str, told: dict[str, Any], content: bytes) -> Kept:
    """Keep a frame; readers see all of it or nothing."""
    folder = _folder(digest)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"{PIPELINE}-{name}"
    _write(place, content)
    _write(place.with_suffix(".json"), json.dumps(told).encode())
    return Kept(place, **told)


def tidy(most_bytes: int = MOST_BYTES) -> None:
    """Remove the frames of files that are gone, and those that take too much room.

    Args:
        most_bytes: Of all frames; those that were asked for longest ago go first.
    """
    for folder in _root().glob("??/*"):
        if not files.path(folder.parent.name + folder.name).exists():
            shutil.rmtree(folder, ignore_errors=True)
    found = [(place, place.stat()) for place in _root().glob("??/*/*") if place.suffix != ".json"]
    size = sum(about.st_size for _, about in found)
    for place, about in sorted(found, key=lambda one: one[1].st_mtime):
        if size <= most_bytes:
            return
        place.with_suffix(".json").unlink(missing_ok=True)
        place.unlink(missing_ok=True)
        size -= about.st_size


def _write(place: Path, content: bytes) -> None:
    part = place.with_name(f".{uuid4().hex}.part")
    part.write_bytes(content)
    part.chmod(0o600)
    part.replace(place)


def _folder(digest: str) -> Path:
    return _root() / digest[:2] / digest[2:]


def _root() -> Path:
    return config().data_dir / "imaging-cache"
