"""From sending a message to seeing it, with many tabs open: `python -m benchmarks.messages`.

Each customer has two tabs with their thread open: one writes, one watches. One tab in ten is
an inbox of one of five staff members, with the latest message on top. Beside the portal a bare
socket server sends one frame to as many sockets, on the same machine in the same minutes.
"""

import asyncio
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pysqlite3 import dbapi2

from benchmarks.clients import ROOT, Tab
from benchmarks.messages_data import STAFF, make
from benchmarks.serving import Server, bare_sockets, portal

FEW, MANY = (20, 100), 250  # open tabs
SENDS = 40
RATE, SECONDS = 20, 60  # messages a second, for so long
_BARE_SECONDS = 10  # a bare server tells all sockets of each, which keeps this program busy
_PATIENCE = 600  # seconds until what was not seen counts as lost
_INBOX = "states___admin___messages____inbox_state"
_SEND = f"{ROOT}.states___base____portal_state.states___messaging___writing____writing_state.send"
_CHOOSE = f"{ROOT}.states___base____portal_state.states___base____staff_state.{_INBOX}.choose"
_MARK = re.compile(r"m(\d{6})e")


@dataclass
class Watcher(Tab):
    """A tab that notes when it first saw each message, and in which order."""

    url: str
    cookie: str
    address: str
    seen: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(self.url, self.cookie, self.address)

    async def choose(self, part: str) -> None:
        """Have an inbox show another part."""
        await self._send(_CHOOSE, "/admin/messages", {}, until="part_rx_state_", part=part)

    async def _hear(self, update) -> None:
        now, text = time.perf_counter(), repr(update.get("delta"))
        self.bytes += len(text)
        for number in map(int, _MARK.findall(text)):
            self.seen.setdefault(number, now)
        if self._waiting and self._waiting[0] in text:
            self._waiting[1].set()


@dataclass
class Crowd:
    """All tabs of one server: pairs of one that writes and one that watches, and the staff's."""

    pairs: list[tuple[Watcher, Watcher, str]]
    staff: list[Watcher]

    @property
    def tabs(self) -> list[Watcher]:
        """All of them."""
        return [tab for writes, watches, _ in self.pairs for tab in (writes, watches)] + self.staff


async def crowd(server: Server, made: dict, tabs: int, begin: int = 0) -> Crowd:
    """Open so many tabs on their pages."""
    staff, customers = tabs // 10, made["customers"][begin:]
    opened = Crowd([], [])
    for number in range((tabs - staff) // 2):
        cookie, thread = customers[number]
        own = []
        for side in range(2):
            address = f"198.{18 + side}.{(begin + number) // 200}.{(begin + number) % 200 + 1}"
            tab = await Watcher(server.url, cookie, address).open()
            await tab.hydrate()
            await tab.visit(f"/messages/{thread}", {"thread_id": thread}, "messaging_state")
            own.append(tab)
        opened.pairs.append((own[0], own[1], thread))
    for number in range(staff):
        address = f"198.20.{begin % 200}.{number + 1}"
        tab = await Watcher(server.url, made["staff"][number % STAFF], address).open()
        await tab.hydrate("/admin/messages")
        await tab.visit("/admin/messages", {}, "inbox_state")
        await tab.choose("all")
        opened.staff.append(tab)
    return opened


async def bare_crowd(bare: Server, tabs: int) -> list[Watcher]:
    """Open so many bare sockets."""
    return [await Watcher(bare.url, "", f"198.51.100.{n % 200}").open() for n in range(tabs)]


async def send(tab: Watcher, thread: str, number: int) -> float:
    """Send a message; return when."""
    typed = {"thread": thread, "body": f"m{number:06d}e", "key": f"k{number}"}
    router = {"pathname": f"/messages/{thread}", "asPath": f"/messages/{thread}", "query": {}}
    began = time.perf_counter()
    event = {"name": _SEND, "payload": {"typed": typed}, "router_data": router}
    await tab.client.emit("event", event, namespace="/_event")
    return began


async def shout(tab: Watcher, number: int) -> float:
    """Have a bare server tell everybody; return when."""
    began = time.perf_counter()
    event = {"name": "broadcast", "payload": f"m{number:06d}e"}
    await tab.client.emit("event", event, namespace="/_event")
    return began


async def one_by_one(
    sends: Callable[[int], Awaitable[float]], sees: Callable[[int], list[Watcher]], first: int
) -> list[float]:
    """Send one after the other; return the ms until the last of those who should has seen each."""
    waits = []
    for number in range(first, first + SENDS):
        began, watching = await sends(number), sees(number)
        waits.append((await _all_saw(watching, number) - began) * 1000)
        await asyncio.sleep(0.1)
    return waits


async def _all_saw(watching: list[Watcher], number: int) -> float:
    until = time.perf_counter() + _PATIENCE
    while time.perf_counter() < until:
        if all(number in tab.seen for tab in watching):
            return max(tab.seen[number] for tab in watching)
        await asyncio.sleep(0.001)
    raise RuntimeError(f"message {number} was not seen")


async def steadily(
    sends: Callable[[int], Awaitable[float]], first: int, seconds: int
) -> dict[int, float]:
    """Send so many a second, whatever becomes of them; return when each was sent."""
    began, sent = time.perf_counter(), {}
    for turn in range(RATE * seconds):
        await asyncio.sleep(max(0.0, began + turn / RATE - time.perf_counter()))
        sent[first + turn] = await sends(first + turn)
    return sent


def told(name: str, waits: list[float], base: list[float] | None = None) -> str:
    """Write a line of a table."""
    middle, most = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
    ratios = ("1.0×", "1.0×")
    if base:
        ratios = (
            f"{middle / statistics.median(base):.1f}×",
            f"{most / statistics.quantiles(base, n=20)[-1]:.1f}×",
        )
    return f"| {name} | {middle:.0f} | {ratios[0]} | {most:.0f} | {ratios[1]} |"


async def grow(server: Server, bare: Server, made: dict, here: Crowd, there: list, to: int) -> None:
    """Open more tabs and bare sockets, until there are so many."""
    now = len(there)
    more = await crowd(server, made, to - now, begin=len(here.pairs))
    here.pairs += more.pairs
    here.staff += more.staff
    there += await bare_crowd(bare, to - now)


async def few(server: Server, here: Crowd, there: list[Watcher]) -> None:
    """Measure single messages, in turns with the bare server."""
    tabs = len(there)
    chance, first = random.Random(tabs), 1000 * tabs
    order = {n: chance.choice(here.pairs) for n in range(first, first + 3 * SENDS)}
    base = await one_by_one(lambda n: shout(there[0], n), lambda _n: there, first)
    spent = server.cpu_ms()
    tab = await one_by_one(
        lambda n: send(order[n][0], order[n][2], n), lambda n: [order[n][1]], first + SENDS
    )
    spent = (server.cpu_ms() - spent) / SENDS
    staff = await one_by_one(
        lambda n: send(order[n][0], order[n][2], n), lambda _n: here.staff, first + 2 * SENDS
    )
    print(f"\n{tabs} tabs, load average {os.getloadavg()[0]:.1f}:\n")
    print("| from sending until | p50, ms | to bare | p95, ms | to bare |")
    print("| --- | --- | --- | --- | --- |")
    print(told("bare: all sockets have it", base))
    print(told("the customer's other tab shows it", tab, base))
    print(told(f"the last of {len(here.staff)} inboxes shows it", staff, base))
    print(f"\nServer CPU for a message: {spent:.0f} ms.\n", flush=True)


async def many(server: Server, bare: Server, made: dict) -> None:
    """Measure a minute of many messages among MANY tabs."""
    here, there = Crowd([], []), []
    for tabs in FEW:
        await grow(server, bare, made, here, there, tabs)
        await few(server, here, there)
    memory, more = (server.memory_kib(), bare.memory_kib()), MANY - len(there)
    await grow(server, bare, made, here, there, MANY)
    each = [
        (server.memory_kib() - memory[0]) / more,
        (bare.memory_kib() - memory[1]) / more,
    ]
    print(f"Memory of a further tab: {each[0]:.0f} KiB, bare {each[1]:.0f} KiB.\n", flush=True)
    first = 1000 * MANY
    shouted = await steadily(lambda n: shout(there[0], n), first, _BARE_SECONDS)
    base = [(await _all_saw(there, n) - began) * 1000 for n, began in shouted.items()]
    first, pairs = 2000 * MANY, here.pairs
    spent = server.cpu_ms()
    sent = await steadily(
        lambda n: send(pairs[n % len(pairs)][0], pairs[n % len(pairs)][2], n), first, SECONDS
    )
    waits = [
        (await _all_saw([pairs[n % len(pairs)][1]], n) - began) * 1000 for n, began in sent.items()
    ]
    staff = [(await _all_saw(here.staff, max(sent)) - sent[max(sent)]) * 1000]
    spent = (server.cpu_ms() - spent) / len(sent)
    print(f"{MANY} tabs, {RATE} messages a second, {SECONDS} s, ", end="")
    print(f"load average {os.getloadavg()[0]:.1f}:\n")
    print("| from sending until | p50, ms | to bare | p95, ms | to bare |")
    print("| --- | --- | --- | --- | --- |")
    print(told("bare: all sockets have it", base))
    print(told("the customer's other tab shows it", waits, base))
    print(f"\nThe last inbox shows the last message {staff[0]:.0f} ms after it was sent.")
    print(f"Server CPU for a message: {spent:.0f} ms.")
    print(_kept(server.data, sent))
    for tab in [*here.tabs, *there]:
        await tab.close()


def _kept(data: Path, sent: dict[int, float]) -> str:
    """Compare what was sent with what is kept, and with the order in each thread."""
    with dbapi2.connect(data / "portal.db") as database:
        rows = database.execute("SELECT thread_id, body FROM message ORDER BY thread_id, position")
        found = [(thread, int(mark[1])) for thread, body in rows if (mark := _MARK.search(body))]
    kept = [number for _thread, number in found if number in sent]
    wrong = sum(one[0] == other[0] and one[1] > other[1] for one, other in pairwise(found))
    lost, twice = len(set(sent) - set(kept)), len(kept) - len(set(kept))
    return f"Of {len(sent)} messages {lost} lost, {twice} twice, {wrong} out of order."


def main() -> None:
    """Print all figures."""
    data, made = make(MANY)
    with portal(data=data) as server, bare_sockets() as bare:
        asyncio.run(many(server, bare, made))


if __name__ == "__main__":
    sys.exit(main())
