"""How long proving the audit trail takes: `python -m benchmarks.trail`.

The baseline reads the same lines with SQLite alone and hashes what it reads.
"""

import os
import statistics
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pysqlite3 import dbapi2 as sqlite

LINES = 100_000
ROUNDS = 5


def _fill() -> None:
    from models.audit import AuditEvent  # the folder of the data has to be known first
    from portal_app.commands.migrate import upgrade
    from services import audit
    from services.core import clock
    from services.core.db import run

    def add(db, first: int) -> None:
        rows, last = [], audit.head(db)
        previous = last[1] if last else audit.BEGINNING
        for number in range(first, first + 10_000):
            row = AuditEvent(
                number=number,
                at=clock.now(),
                event=audit.Event.PET_CHANGED,
                actor_kind="staff",
                details={"fields": ["color", "born_on"], "turn": number},
                previous_hash=previous,
                hash="",
            )
            row.hash = previous = audit.hash_of(row)
            rows.append(row)
        db.add_all(rows)

    upgrade()
    for first in range(1, LINES + 1, 10_000):
        run(add, first)


def _proved() -> float:
    from services import audit
    from services.core.db import look

    began = time.process_time()
    faults = look(lambda db: list(audit.verify(db)))
    assert faults == []
    return time.process_time() - began


def _scanned(place: Path) -> float:
    began = time.process_time()
    with sqlite.connect(place) as bare:
        lines = sum(
            bool(sha256(repr(row).encode()).digest())
            for row in bare.execute("SELECT * FROM auditevent ORDER BY number")
        )
    assert lines == LINES
    return time.process_time() - began


def main() -> None:
    """Print medians of the processor's time, and their ratio."""
    with TemporaryDirectory(prefix="pawgate-bench-") as folder:
        os.environ["PORTAL_DATA_DIR"] = folder
        _fill()
        place = next(Path(folder).glob("*.db"))
        pairs = [(_scanned(place), _proved()) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
    print(f"Load average: {os.getloadavg()[0]:.1f}; {LINES:,} lines, {ROUNDS} rounds.\n")
    print("| what | s of CPU | to a bare scan |")
    print("| --- | --- | --- |")
    print(f"| bare scan, each line hashed | {bare:.2f} | 1.0× |")
    print(f"| `portal audit verify` | {ours:.2f} | {ours / bare:.1f}× |")


if __name__ == "__main__":
    main()
