"""The trail's last line of each day, kept outside the database.

Whoever takes lines away from the end leaves a chain that is whole in itself. So the hash of the
last line is written to a file beside the database, which a backup carries away from here.
"""

import os
from datetime import date
from pathlib import Path

from sqlmodel import Session

from services.audit.trail import head
from services.core import clock
from services.core.config import config

_NAME = "audit.heads"


def mirror(db: Session) -> None:
    """Write down the last line as that of today."""
    last = head(db)
    if last is None:
        return
    lines = _lines()
    if lines and lines[-1].split()[1:] == [str(last[0]), last[1]]:
        return
    today = clock.today().isoformat()
    kept = [line for line in lines if not line.startswith(f"{today} ")]
    _write([*kept, f"{today} {last[0]} {last[1]}"])


def mirrored() -> dict[int, str]:
    """Return the hashes that were written down, by the number of their line."""
    return {int(number): kept for _day, number, kept in (line.split() for line in _lines())}


def _path() -> Path:
    return config().data_dir / _NAME


def _lines() -> list[str]:
    if not _path().exists():
        return []
    lines = _path().read_text().splitlines()
    return [line for line in lines if _whole(line)]


def _whole(line: str) -> bool:
    """Tell whether a line reads: day, number, hash."""
    parts = line.split()
    try:
        return len(parts) == 3 and int(parts[1]) > 0 and bool(date.fromisoformat(parts[0]))
    except ValueError:
        return False


def _write(lines: list[str]) -> None:
    part = _path().with_suffix(".part")
    with part.open("w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(_path())
