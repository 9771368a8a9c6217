"""Files that belong to pets: kept by their content, outside every public folder."""

import hashlib
import os
import shutil
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from services.core.config import config

LEAST_FREE = 2 * 10**9  # bytes that stay free for the database, whatever is handed in
_placing = threading.Lock()  # a file is not removed just when it is kept again
_ABANDONED = 24 * 3600.0  # seconds after which nobody can still be sending a file


class Incoming:
    """A file that is being received; it is gone when the block is left, unless it was kept."""

    def __init__(self) -> None:
        """Begin an empty file in the data folder, where keeping it needs no copying."""
        folder = _incoming()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / f"{uuid4().hex}.part"
        self.size_bytes = 0
        self._sum = hashlib.sha256()
        self._file = self.path.open("xb")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind."""
        self.discard()

    def write(self, content: bytes) -> None:
        """Add what has come."""
        self._file.write(content)
        self._sum.update(content)
        self.size_bytes += len(content)

    def discard(self) -> None:
        """Leave nothing of it behind, unless it was kept."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Have all of it on the disk, to be read from `path`."""
        self._file.flush()
        os.fsync(self._file.fileno())

    @property
    def digest(self) -> str:
        """Its SHA-256, as far as it has come."""
        return self._sum.hexdigest()

    def keep(self) -> str:
        """Keep it for good as `keep` does, and return its SHA-256."""
        self.finish()
        _place(self.path, self.digest)
        return self.digest


def has_room(size: int) -> bool:
    """Tell whether a file of so many bytes, and as much again for its copies, may still come in."""
    folder = config().data_dir
    return shutil.disk_usage(folder).free - 2 * size > LEAST_FREE


def keep(content: bytes) -> str:
    """Store a file for good and return its SHA-256, by which it is found again.

    The whole file is on the disk before this returns; a row that names it comes after.
    """
    digest = hashlib.sha256(content).hexdigest()
    place = path(digest)
    if _freshened(place):
        return digest
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_name(f".{uuid4().hex}.part")
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _place(part, digest)
    return digest


def path(digest: str) -> Path:
    """Return where a file lies.

    Raises:
        ValueError: That is no SHA-256.
    """
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("not a digest")
    return config().data_dir / "files" / digest[:2] / digest[2:]


def every() -> Iterator[str]:
    """Yield the SHA-256 of every file that is kept."""
    for place in (config().data_dir / "files").glob("??/*"):
        if len(place.name) == 62:
            yield place.parent.name + place.name


def note_unneeded(digests: Collection[str]) -> None:
    """Note since when nothing needs these files; what is needed again is no longer noted."""
    folder = _unneeded()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for note in folder.iterdir():
        if note.name not in digests:
            note.unlink(missing_ok=True)
    for digest in digests:
        if not (folder / digest).exists():
            (folder / digest).touch(mode=0o600)


def remove(digest: str, seconds: float) -> bool:
    """Remove a file that was kept, and noted as unneeded, longer ago than this; tell whether."""
    place, note = path(digest), _unneeded() / digest
    with _placing:
        old = all(
            one.exists() and time.time() - one.stat().st_mtime > seconds for one in (place, note)
        )
        if old:
            place.unlink()
            note.unlink()
    return old


def forget_abandoned() -> None:
    """Delete what was being received when the portal was killed."""
    for part in _incoming().glob("*.part"):
        with suppress(FileNotFoundError):  # it has just been kept, or given up
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()


def _unneeded() -> Path:
    return config().data_dir / "unneeded"


def _freshened(place: Path) -> bool:
    """Tell whether a file is kept already; if so, it counts as kept now."""
    with _placing:
        if place.exists():
            os.utime(place)
            return True
    return False


def _incoming() -> Path:
    return config().data_dir / "incoming"


def _place(part: Path, digest: str) -> None:
    """Move a file to where it is found by its content, and have that on the disk, too."""
    place = path(digest)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _placing:
        part.replace(place)
        os.utime(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
