"""How long pages take on the server, beside a bare echo on the same socket library.

`python -m benchmarks.pages` prints the table that stands in docs/performance.md.
"""

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clients import Tab
from benchmarks.serving import ROOT, Server, bare_sockets, environment_of, portal

ROUNDS, EACH = 7, 40
_OTHERS = {"small clinic": 0, "50,000 pets": 50_000}


@dataclass(frozen=True)
class Visit:
    """A page, whose it is, and the word in a delta that says it has come."""

    name: str
    cookie: str
    path: str
    query: dict[str, str]
    until: str


def visits(pet: str) -> list[Visit]:
    """List what is measured."""

    def tab(name: str, until: str) -> Visit:
        path = f"/pets/{pet}/{name}"
        return Visit(f"pet: {name}", "5", path, {"pet_id": pet, "tab": name}, until)

    return [
        Visit("dashboard, 5 pets", "5", "/", {}, "pets_state"),
        Visit("dashboard, 50 pets", "50", "/", {}, "pets_state"),
        tab("overview", "overview_state"),
        tab("notes", "records_state"),
        tab("weight", "measurements_state"),
    ]


async def measure(server: Server, bare: Server, made: dict) -> dict[str, list[tuple[float, float]]]:
    """Return, by name, (milliseconds to the answer, milliseconds of processor) of each round."""
    opened = {
        name: await Tab(server.url, cookie, f"198.51.100.{number}").open()
        for number, (name, cookie) in enumerate(made["cookies"].items(), 1)
    }
    for tab in opened.values():
        await tab.hydrate()
    echo = await Tab(bare.url, "", "").open()
    jobs = [(visit.name, server, opened[visit.cookie], visit) for visit in visits(made["pet"])]
    jobs.append(("bare echo", bare, echo, None))
    found = defaultdict(list)
    for _ in range(ROUNDS):
        random.shuffle(jobs)
        for name, where, tab, visit in jobs:
            found[name].append(await _round(where, tab, visit))
    for tab in [*opened.values(), echo]:
        await tab.close()
    return found


async def _round(server: Server, tab: Tab, visit: Visit | None) -> tuple[float, float]:
    before, times = server.cpu_ms(), []
    for _ in range(EACH):
        took = tab.visit(visit.path, visit.query, visit.until) if visit else tab.echo()
        times.append(await took)
        await asyncio.sleep(0.11 if visit else 0)  # the portal lets ten events a second through
    return statistics.median(times), (server.cpu_ms() - before) / EACH


def _make(others: int) -> tuple[Path, dict]:
    data = Path(tempfile.mkdtemp(prefix="pawgate-bench-"))
    program = [sys.executable, "-m", "benchmarks.data", str(others)]
    done = subprocess.run(
        program, cwd=ROOT, env=environment_of(data), capture_output=True, text=True, check=True
    )
    return data, json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Print a table of medians, and of their ratios to the bare echo of the same run."""
    print(f"Load average at the start: {os.getloadavg()[0]:.1f}; {ROUNDS} rounds of {EACH}.\n")
    print("| page | data | answer, ms | to bare echo | server CPU, ms | to bare echo |")
    print("| --- | --- | --- | --- | --- | --- |")
    for size, others in _OTHERS.items():
        data, made = _make(others)
        with portal(data=data) as server, bare_sockets() as bare:
            found = asyncio.run(measure(server, bare, made))
        base = [statistics.median(column) for column in zip(*found["bare echo"], strict=True)]
        for name, rounds in found.items():
            wall, cpu = (statistics.median(column) for column in zip(*rounds, strict=True))
            print(
                f"| {name} | {size} | {wall:.2f} | {wall / base[0]:.1f}× "
                f"| {cpu:.2f} | {cpu / base[1]:.1f}× |"
            )


if __name__ == "__main__":
    main()
