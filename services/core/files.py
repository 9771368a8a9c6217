"""Files that belong to pets: kept by their content, outside every public folder."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from services.core.config import config


def keep(content: bytes) -> str:
    """Store a file for good and return its SHA-256, by which it is found again.

    The whole file is on the disk before this returns; a row that names it comes after.
    """
    digest = hashlib.sha256(content).hexdigest()
    place = path(digest)
    if place.exists():
        return digest
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_name(f".{uuid4().hex}.part")
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest


def path(digest: str) -> Path:
    """Return where a file lies.

    Raises:
        ValueError: That is no SHA-256.
    """
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("not a digest")
    return config().data_dir / "files" / digest[:2] / digest[2:]
