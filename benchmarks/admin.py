"""How long the staff's pages take in a big clinic: `python -m benchmarks.admin`.

Each figure is what the server does for one event, in one transaction and with the proof of the
session; beside it stands a bare read of one row by SQLite alone, taken in the same rounds. The
time of the processor is what the portal needs; that of the clock also tells what else is running.
"""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import UUID

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.engine import make_url

from benchmarks import crowd
from benchmarks.serving import ROOT, environment_of
from models.customers import Customer
from models.pets import Pet
from portal_app.commands.migrate import upgrade
from services import queues
from services.access import Actor, Permission, Proof, rows, system, visible
from services.auth import sessions
from services.core import clock
from services.core.config import config
from services.core.db import look, run
from services.customers import Wanted
from services.queues import Queue
from states.admin import customer, customers, finding, home, pet_list, pets

PETS, RECORDS, ROUNDS = 50_000, 1_000_000, 60
_ANYBODY = Actor(UUID(int=0), UUID(int=0), "", frozenset(Permission))
Ask = Callable[[], object]


class Asked:
    """What staff ask for, each time about somebody else."""

    def __init__(self, session: UUID, seed: int = 7) -> None:
        """Choose whom it is about."""
        self._chance = random.Random(seed)
        self._proof = Proof(session)
        self._customers = look(_some, system(Customer))
        self._pets = look(_some, visible(_ANYBODY, Pet))

    def everything(self) -> dict[str, Ask]:
        """Name all that is asked."""
        someone, some_pet = self._someone, self._some_pet
        searches = {
            "search: a name": lambda: someone().last_name,
            "search: first and last name": lambda: someone().name,
            "search: an e-mail": lambda: someone().email,
            "search: a phone": lambda: someone().phone,
            "search: a chip": lambda: some_pet().microchip,
            "search: three letters": lambda: someone().last_name[:3],
            "search: a very common beginning": lambda: "m",
            "search: two common beginnings": lambda: "m lu",
            "search: nothing fits": lambda: "xylophone",
        }
        return {
            "home": lambda: self._look(home._seen),
            **{name: partial(self._find, typed) for name, typed in searches.items()},
            **{f"queue: {one.value}": partial(self._look, queues.listed, one) for one in Queue},
            "customer page": lambda: self._open(customer._opened, someone().id),
            "pet page": lambda: self._open(pets._opened, some_pet().id),
            "customers": lambda: self._look(customers._listed, Wanted()),
            **{
                f"customers: {state}": partial(self._look, customers._listed, Wanted(state=state))
                for state in ("disabled", "without_pets")
            },
            "customers: a name typed": lambda: self._list(someone().last_name),
            "customers: a very common beginning": lambda: self._list("m"),
            "pets of a species": lambda: self._look(pet_list._seen, "dog", None),
        }

    def _someone(self) -> Customer:
        return self._chance.choice(self._customers)

    def _some_pet(self) -> Pet:
        return self._chance.choice(self._pets)

    def _find(self, typed: Callable[[], str | None]) -> object:
        return self._look(finding._options, typed() or "")

    def _list(self, text: str) -> object:
        return self._look(customers._listed, Wanted(text))

    def _look(self, service: Any, *args: Any) -> object:
        return look(sessions.acting, self._proof, service, *args)

    def _open(self, service: Any, id: UUID) -> object:
        return run(sessions.acting, self._proof, service, id)


def _some(db: Any, query: Any) -> list[Any]:
    """Read some of the rows, from all over the table."""
    return [row for (row,) in rows(db, query.limit(20_000))][::23]


def bare() -> Ask:
    """Return a read of one pet by its id, past everything of ours."""
    connection = sqlite.connect(make_url(config().database_url).database)
    ids = [row[0] for row in connection.execute("SELECT id FROM pet LIMIT 500")]
    chance = random.Random(7)
    query = "SELECT * FROM pet WHERE id = ?"
    return lambda: connection.execute(query, (chance.choice(ids),)).fetchall()


def measure(rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Take everything in mixed order.

    Returns:
        By name, the milliseconds of processor and of the clock, for each round.
    """
    asks = Asked(run(crowd.sign_in)).everything() | {"a bare read": bare()}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in asks}
    order = list(asks)
    for ask in asks.values():
        ask()
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            started = time.thread_time(), time.perf_counter()
            asks[name]()
            ended = time.thread_time(), time.perf_counter()
            spent, waited = (end - start for start, end in zip(started, ended, strict=True))
            taken[name].append((spent * 1000, waited * 1000))
    return taken


def filled() -> Path:
    """Return a folder with the clinic in its database, which takes minutes once a day to make."""
    made_by = [ROOT / "benchmarks/crowd.py", *(ROOT / "alembic/versions").glob("*.py")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(made_by))).hexdigest()
    kept = ROOT / f".bench/{clock.today()}-{digest[:12]}"
    if not kept.exists():
        shutil.rmtree(kept.parent, ignore_errors=True)
        _program("fill", part := kept.with_suffix(".part"))
        part.rename(kept)
    copy = Path(tempfile.mkdtemp(prefix="pawgate-bench-"))
    return Path(shutil.copytree(kept, copy, dirs_exist_ok=True))


def _program(step: str, data: Path) -> None:
    program = [sys.executable, "-m", "benchmarks.admin", step]
    subprocess.run(program, cwd=ROOT, env=environment_of(data), check=True)


def main() -> None:
    """Print the table; the work is done by processes with a database of their own."""
    match sys.argv[1:]:
        case ["fill"]:
            upgrade()
            run(crowd.fill, PETS, RECORDS)
        case ["measure"]:
            _print(measure(ROUNDS))
        case _:
            data = filled()
            _program("measure", data)
            shutil.rmtree(data)


def _print(taken: dict[str, list[tuple[float, float]]]) -> None:
    base = _cuts(taken["a bare read"])
    print(f"{PETS:,} pets, {RECORDS:,} records; {ROUNDS} rounds; ", end="")
    print(f"load average {os.getloadavg()[0]:.1f}.\n")
    print("| what | processor p50, ms | p95, ms | p95 to a bare read | by the clock p95, ms |")
    print("| --- | --- | --- | --- | --- |")
    for name, times in taken.items():
        half, most, waited = _cuts(times)
        print(f"| {name} | {half:.2f} | {most:.2f} | {most / base[1]:.0f}× | {waited:.2f} |")


def _cuts(times: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Return of the processor's time the median and p95, and p95 of the clock's."""
    spent, waited = (quantiles(column, n=20) for column in zip(*times, strict=True))
    return spent[9], spent[18], waited[18]


if __name__ == "__main__":
    main()
