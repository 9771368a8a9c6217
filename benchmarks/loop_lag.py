"""How long the event loop is held at a time: `python -m benchmarks.loop_lag`.

The portal runs with every callback of its loop timed, by the processor time of the loop's thread
alone: what other threads and other programs do meanwhile does not count. The baseline is one
check of a password, which would hold the loop if it were done on it.
"""

import asyncio
import json
import os
import secrets
import signal
import sys
import time
from asyncio.events import Handle
from collections.abc import Awaitable, Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import httpx
from PIL import Image

from benchmarks.clients import Tab
from benchmarks.pages import _make, visits
from benchmarks.serving import Server, portal
from services.core import passwords
from tests.signing_in import solve

TIMES = 4
_FIGURES = "PAWGATE_BENCH_FIGURES"
_held: list[float] = []  # milliseconds
_run = Handle._run


def serve() -> None:
    """Serve the portal; at SIGUSR1 write down what was noted since the last one, and forget it."""
    from portal_app.commands.serve import serve  # only this process needs it

    Handle._run = _timed
    signal.signal(signal.SIGUSR1, _tell)
    serve()


def _timed(self: Handle) -> None:
    began = time.thread_time()
    _run(self)
    _held.append((time.thread_time() - began) * 1000)


def _tell(*_: object) -> None:
    place = Path(os.environ[_FIGURES])
    part = place.with_suffix(".part")
    part.write_text(json.dumps(sorted(_held)))
    part.rename(place)
    _held.clear()


async def held(server: Server, place: Path, work: Callable[[], Awaitable[None]]) -> list[float]:
    """Return how long each callback held the loop while something was done."""
    await _figures(server, place)
    await work()
    return await _figures(server, place)


async def _figures(server: Server, place: Path) -> list[float]:
    place.unlink(missing_ok=True)
    server.process.send_signal(signal.SIGUSR1)
    while not place.exists():
        await asyncio.sleep(0.05)
    return json.loads(place.read_text())


async def measure(server: Server, place: Path, made: dict) -> dict[str, list[float]]:
    """Return what held the loop, by what was done."""
    tab = await Tab(server.url, made["cookies"]["5"], "198.51.100.7").open()
    await tab.hydrate()
    shown = [one for one in visits(made["pet"]) if one.cookie == "5"]
    photo = BytesIO()
    Image.effect_noise((3000, 2000), 60).save(photo, "JPEG")

    async def pages() -> None:
        for visit in shown * 3:
            await tab.visit(visit.path, visit.query, visit.until)
            await asyncio.sleep(0.11)

    async def paper() -> None:
        answer = await client.get(f"/print/pets/{made['pet']}/notes.pdf")
        assert answer.content.startswith(b"%PDF"), answer.text

    async def picture() -> None:
        address = f"/uploads/pets/{made['pet']}/photo"
        answer = await client.post(address, content=photo.getvalue())
        assert answer.status_code == 200, answer.text

    async def password() -> None:
        form = {"email": "nobody@bench.test", "password": "not this"}
        form["proof"] = solve((await client.get("/auth/challenge")).text)
        await client.post("/auth/staff/sign-in", data=form)

    cookies = {"portal_session": made["cookies"]["5"]}
    async with httpx.AsyncClient(
        base_url=server.url, cookies=cookies, headers={"Origin": server.url}, timeout=600
    ) as client:
        await pages()  # what is done for the first time only
        found = {
            "going through pages": await held(server, place, pages),
            "printing notes as PDF": await held(server, place, partial(_again, paper)),
            "photos of 6 megapixels": await held(server, place, partial(_again, picture)),
            "staff's passwords": await held(server, place, partial(_again, password)),
        }
    await tab.close()
    return found


async def _again(work: Callable[[], Awaitable[None]]) -> None:
    for _ in range(TIMES):
        await work()


def _one_check() -> float:
    kept = passwords.kept(secrets.token_hex())
    began = time.thread_time()
    passwords.matches("another", kept)
    return (time.thread_time() - began) * 1000


def main() -> None:
    """Print how long the loop was held at most, and usually."""
    data, made = _make(0)
    place = data / "held.json"
    os.environ[_FIGURES] = str(place)
    with portal(data=data, program=("benchmarks.loop_lag", "serve")) as server:
        found = asyncio.run(measure(server, place, made))
    check = sorted(_one_check() for _ in range(7))[3]
    print(f"Load average: {os.getloadavg()[0]:.1f}; a check of a password takes {check:.0f} ms.\n")
    print("| while | callbacks | 99 of 100 hold the loop, ms | the longest, ms | to a check |")
    print("| --- | --- | --- | --- | --- |")
    for name, times in found.items():
        most = times[-1]
        usual = times[int(len(times) * 0.99)]
        print(f"| {name} | {len(times)} | {usual:.1f} | {most:.1f} | {most / check:.2f}× |")


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
