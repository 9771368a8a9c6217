"""A browser tab without a browser: it speaks to the portal's socket as the pages do."""

import asyncio
import time
from uuid import uuid4

import socketio

ROOT = "reflex___state____state"
_LOAD = f"{ROOT}.reflex___state____on_load_internal_state.on_load_internal"


class Tab:
    """One open tab."""

    def __init__(self, url: str, cookie: str, address: str) -> None:
        self.url, self.cookie, self.address = url, cookie, address
        self.client = socketio.AsyncClient(reconnection=False)
        self.client.on("event", self._hear, namespace="/_event")
        self.bytes = 0
        self._waiting: tuple[str, asyncio.Event] | None = None

    async def open(self) -> "Tab":
        """Connect and have the tab's state sent, as the first page does."""
        headers = {"X-Forwarded-For": self.address, "Origin": self.url}
        if self.cookie:
            headers["Cookie"] = f"portal_session={self.cookie}"
        await self.client.connect(
            f"{self.url}?token={uuid4()}",
            headers=headers,
            socketio_path="/_event",
            namespaces=["/_event"],
            transports=["websocket"],
        )
        return self

    async def close(self) -> None:
        """Close the tab."""
        await self.client.disconnect()

    async def hydrate(self, path: str = "/") -> float:
        """Have everything sent, as after opening a page."""
        return await self._send(f"{ROOT}.hydrate_and_load", path, {}, until="is_hydrated")

    async def visit(self, path: str, query: dict[str, str], until: str) -> float:
        """Go to a page; return the milliseconds until what it shows has come."""
        return await self._send(_LOAD, path, query, until)

    async def echo(self) -> float:
        """Send something to a bare server and wait for it."""
        return await self._send("echo", "/", {}, until="echo")

    async def _send(
        self, name: str, path: str, query: dict[str, str], until: str, **payload: str
    ) -> float:
        heard = asyncio.Event()
        self._waiting = (until, heard)
        router_data = {"pathname": path, "asPath": path, "query": query}
        event = {"name": name, "payload": payload, "router_data": router_data}
        started = time.perf_counter()
        await self.client.emit("event", event, namespace="/_event")
        await asyncio.wait_for(heard.wait(), 30)
        return (time.perf_counter() - started) * 1000

    async def _hear(self, update) -> None:
        text = repr(update.get("delta"))
        self.bytes += len(text)
        if self._waiting and self._waiting[0] in text:
            self._waiting[1].set()
