"""Memory of an open tab, beside a bare connection: `python -m benchmarks.memory`."""

import asyncio
import os

from benchmarks.clients import Tab
from benchmarks.pages import _make
from benchmarks.serving import Server, bare_sockets, portal

TABS = 200
_SETTLE = 3  # seconds


async def per_tab(server: Server, cookie: str, path: str) -> float:
    """Return the KiB that each further open tab takes."""
    warm = [await _open(server, cookie, path, number) for number in range(20)]
    await asyncio.sleep(_SETTLE)
    before = server.memory_kib()
    opened = [await _open(server, cookie, path, 20 + number) for number in range(TABS)]
    await asyncio.sleep(_SETTLE)
    taken = (server.memory_kib() - before) / TABS
    for tab in [*warm, *opened]:
        await tab.close()
    return taken


async def _open(server: Server, cookie: str, path: str, number: int) -> Tab:
    tab = await Tab(server.url, cookie, f"198.51.{number // 200}.{number % 200 + 1}").open()
    if cookie:
        await tab.hydrate(path)
    else:
        await tab.echo()
    return tab


def main() -> None:
    """Print the figures and their ratio."""
    data, made = _make(0)
    with portal(data=data) as server, bare_sockets() as bare:
        floor = asyncio.run(per_tab(bare, "", "/"))
        ours = asyncio.run(per_tab(server, made["cookies"]["5"], "/"))
    print(f"Load average: {os.getloadavg()[0]:.1f}; {TABS} tabs.\n")
    print("| connection | KiB each | to bare |")
    print("| --- | --- | --- |")
    print(f"| bare socket.io | {floor:.0f} | 1.0× |")
    print(f"| tab with a dashboard of 5 pets | {ours:.0f} | {ours / floor:.1f}× |")


if __name__ == "__main__":
    main()
