"""How long a morning's reminders take in a big clinic: `python -m benchmarks.reminders`.

The clinic is that of benchmarks/admin.py, in which nobody has been reminded of anything yet: every
vaccination that is due by then is told in one round. Beside it stands one statement of SQLite alone
that reads all doses and pets. All times are those of the processor.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.engine import make_url

from benchmarks.admin import PETS, RECORDS, filled
from benchmarks.serving import ROOT, environment_of
from services import settings
from services.core.config import config
from services.core.db import look, run
from services.vaccinations import reminding

_ALL = "SELECT count(*), min(valid_until), min(name) FROM dose JOIN pet ON pet.id = pet_id"


def measure() -> dict[str, list[float]]:
    """Take one round, and then the same round again, in which nothing is left to tell.

    Returns:
        By name, the milliseconds that each part took.
    """
    taken: dict[str, list[float]] = {}
    run(lambda db: settings.put(db, dose_reminders=True, reminder_channels=["email"]))
    connection = sqlite.connect(make_url(config().database_url).database)
    for _ in range(5):
        _take(taken, "bare: all doses, with their pets", lambda: list(connection.execute(_ALL)))
    told = 0
    for pets in _take(taken, "finding whom it may concern", lambda: look(reminding.awaited)):
        chosen = _take(taken, f"choosing, {reminding.BATCH} customers", _chosen(pets))
        told += _take(taken, f"telling, {reminding.BATCH} customers", _telling(chosen))
    _take(taken, "finding them again, when all is told", lambda: look(reminding.awaited))
    print(f"{told:,} customers told; ", end="")
    return taken


def _chosen(pets: Any) -> Callable[[], Any]:
    return lambda: look(reminding.told, pets)


def _telling(pets: Any) -> Callable[[], Any]:
    return lambda: run(reminding.remind, pets)


def _take(taken: dict[str, list[float]], name: str, part: Callable[[], Any]) -> Any:
    began = time.thread_time()
    found = part()
    taken.setdefault(name, []).append((time.thread_time() - began) * 1000)
    return found


def _print(taken: dict[str, list[float]]) -> None:
    print(f"{PETS:,} pets, {RECORDS:,} records; load average {os.getloadavg()[0]:.1f}.\n")
    base = median(next(iter(taken.values())))
    print("| part | times | p50, ms | p95, ms | all, ms | all to a bare read |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, times in taken.items():
        most = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        whole = base if name.startswith("bare") else sum(times)
        print(
            f"| {name} | {len(times)} | {median(times):.1f} | {most:.1f} "
            f"| {whole:,.0f} | {whole / base:.1f}× |"
        )


def main() -> None:
    """Print the table; the work is done by a process with a database of its own."""
    if sys.argv[1:] == ["measure"]:
        _print(measure())
        return
    data: Path = filled()
    program = [sys.executable, "-m", "benchmarks.reminders", "measure"]
    subprocess.run(program, cwd=ROOT, env=environment_of(data), check=True)
    shutil.rmtree(data)


if __name__ == "__main__":
    main()
