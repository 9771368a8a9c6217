"""What handing in papers costs, beside a bare streaming route: `python -m benchmarks.uploads`.

A paper of 25 MB is a PDF that is mostly one large picture. The portal receives it, keeps its sum,
reads it apart in a child, draws its page and writes its copy; the bare route lays what comes in on
the same disk. Memory is that of the process that serves: its children are limited by themselves.
"""

import asyncio
import os
import random
import sqlite3
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import httpx

from benchmarks.clients import Tab
from benchmarks.pages import _make
from benchmarks.serving import Server, bare_uploads, portal
from services.core import tokens
from tests.papers import changed

SIZE = 25 * 2**20 - 20_000  # bytes
SMALL = 2**20
CUSTOMERS, ONE = 20, 5
ROUNDS = 3
_numbers = count()


def paper(size: int) -> bytes:
    """Write a PDF of about so many bytes, unlike every other one."""
    noise = random.Random(next(_numbers)).randbytes(size)
    return changed(lambda one: one.pages[0].obj.Resources.update({"/N": one.make_stream(noise)}))


def customers(data: Path, template: str, wanted: int) -> list[str]:
    """Sign in customers of their own beside those there are; return their cookies."""
    made = []
    with sqlite3.connect(data / "portal.db") as database:
        names = [row[1] for row in database.execute("PRAGMA table_info(authsession)")]
        like = database.execute(
            f"SELECT {', '.join(names)} FROM authsession WHERE token_hash = ?",
            [tokens.digest(template)],
        ).fetchone()
        people = database.execute("SELECT id FROM customer LIMIT ?", [wanted]).fetchall()
        until = (datetime.now(UTC) + timedelta(hours=9)).strftime("%Y-%m-%d %H:%M:%S.%f")
        for (customer,) in people:
            made.append(tokens.new())
            row = dict(zip(names, like, strict=True))
            row |= {"id": os.urandom(16).hex(), "token_hash": tokens.digest(made[-1])}
            row |= {"customer_id": customer, "expires_at": until}
            marks = ", ".join("?" * len(names))
            database.execute(f"INSERT INTO authsession VALUES ({marks})", list(row.values()))
    return made


async def hand_in(server: Server, cookie: str, content: bytes) -> None:
    """Hand in a paper."""
    headers = {"Cookie": f"portal_session={cookie}", "Origin": server.url, "X-File-Name": "a.pdf"}
    async with httpx.AsyncClient(timeout=600) as client:
        answer = await client.post(
            f"{server.url}/uploads/documents", content=content, headers=headers
        )
        assert answer.status_code == 200, answer.text


async def lay(server: Server, content: bytes) -> None:
    """Send something to the bare route."""
    async with httpx.AsyncClient(timeout=600) as client:
        (await client.post(server.url, content=content)).raise_for_status()


async def timed(*deeds: Awaitable[None]) -> float:
    """Return the seconds until all of them are done."""
    began = time.perf_counter()
    await asyncio.gather(*deeds)
    return time.perf_counter() - began


async def risen(server: Server, deed: Callable[[], Awaitable[None]]) -> float:
    """Return the MB by which the server's memory rises at most while something is done."""
    before, most, over = server.resident_kib(), 0, asyncio.Event()

    async def look() -> None:
        nonlocal most
        while not over.is_set():
            most = max(most, server.resident_kib())
            await asyncio.sleep(0.01)

    looking = asyncio.create_task(look())
    await deed()
    over.set()
    await looking
    return (most - before) / 1024


async def reactions(tab: Tab, pet: str, until: asyncio.Event) -> list[float]:
    """Go to a page again and again; return the milliseconds of each time."""
    found, path = [], f"/pets/{pet}/notes"
    while not until.is_set() or len(found) < 10:
        found.append(await tab.visit(path, {"pet_id": pet, "tab": "notes"}, "records_state"))
        await asyncio.sleep(0.1)
        if len(found) >= 200:
            break
    return found


async def while_uploading(server: Server, tab: Tab, pet: str, cookie: str) -> tuple[float, float]:
    """Return the median reaction of another tab, before and while papers are handed in."""
    at_once = asyncio.Event()
    at_once.set()
    quiet = [time for _ in range(3) for time in await reactions(tab, pet, at_once)]
    over = asyncio.Event()
    watching = asyncio.create_task(reactions(tab, pet, over))
    for _ in range(ROUNDS):
        await hand_in(server, cookie, paper(SIZE))
    over.set()
    return statistics.median(quiet), statistics.median(await watching)


async def measure(server: Server, bare: Server, made: dict, data: Path) -> list[tuple[str, str]]:
    """Return what was found, as (what, how much)."""
    cookies = customers(data, made["cookies"]["5"], CUSTOMERS)
    first, found = cookies[0], []
    tab = await Tab(server.url, made["cookies"]["5"], "198.51.100.7").open()
    await tab.hydrate()
    await hand_in(server, first, paper(SMALL))  # what is done for the first time only
    rises = []
    for _ in range(ROUNDS):
        content = paper(SIZE)
        rises.append(await risen(server, lambda content=content: hand_in(server, first, content)))
    found.append(("memory of the server, one of 25 MB", f"+{max(rises):.1f} MB"))
    before, during = await while_uploading(server, tab, made["pet"], first)
    said = f"{before:.0f} ms, meanwhile {during:.0f} ms ({during / before:.2f}×)"
    found.append(("another tab's reaction", said))
    for name, who, size in (
        ("one of 25 MB", [first], SIZE),
        (f"{ONE} of 25 MB at once from one customer", [cookies[1]] * ONE, SIZE),
        (f"{len(cookies)} of 1 MB at once from {len(cookies)} customers", cookies, SMALL),
    ):
        papers = [paper(size) for _ in who]
        ours = await timed(*[hand_in(server, *one) for one in zip(who, papers, strict=True)])
        theirs = await timed(*[lay(bare, content) for content in papers])
        share, all_mb = theirs / ours, sum(map(len, papers)) / 2**20
        said = f"{all_mb / ours:.1f} MB/s, bare {all_mb / theirs:.1f} MB/s ({share:.2f}×)"
        found.append((name, said))
    await tab.close()
    return found


def main() -> None:
    """Print what handing in papers costs."""
    data, made = _make(200)
    with portal(data=data) as server, bare_uploads(data) as bare:
        load = os.getloadavg()[0]
        found = asyncio.run(measure(server, bare, made, data))
    print(f"Load average {load:.1f} at the start.\n")
    print("| what | found |")
    print("| --- | --- |")
    for what, said in found:
        print(f"| {what} | {said} |")


if __name__ == "__main__":
    main()
