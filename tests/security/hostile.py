"""A hand-written client: it sends what no page would send, and keeps whatever comes back."""

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

import httpx
import socketio

from portal_app.guard import ROOT
from tests.browser.serving import Portal
from tests.signing_in import solve

HYDRATE = f"{ROOT}.hydrate"
_NAMESPACE = "/_event"


class Visitor(httpx.Client):
    """A browser without pages: it keeps cookies and follows no redirects."""

    def __init__(self, portal: Portal, **options: Any) -> None:
        limits = httpx.Limits(max_keepalive_connections=0)  # so that none is left to be closed
        super().__init__(base_url=portal.url, timeout=60, limits=limits, **options)
        self.portal = portal

    def ask(self, contact: str, **form: str) -> httpx.Response:
        """Ask for a code, with the work done."""
        proof = solve(self.get("/auth/challenge").text)
        return self.post("/auth/code", data={"contact": contact, "proof": proof, **form})

    def sign_in(self, contact: str, **form: str) -> httpx.Response:
        """Sign in by code."""
        before = len(self.portal.codes(contact))
        self.ask(contact, **form)
        code = self.portal.new_code(contact, after=before)
        return self.post("/auth/sign-in", data={"code": code})

    @property
    def cookie(self) -> str:
        """All cookies, as a header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


class Socket:
    """One open tab, spoken to by hand."""

    def __init__(self, portal: Portal, cookie: str = "", *, tab: str = "", **headers: str) -> None:
        self.portal, self.tab = portal, tab or str(uuid4())
        self.headers = {**({"Cookie": cookie} if cookie else {}), **headers}
        self.frames: list[Any] = []
        self.client = socketio.AsyncClient(reconnection=False, json=json)
        self.client.on("event", self.frames.append, namespace=_NAMESPACE)

    async def __aenter__(self) -> "Socket":
        await self.client.connect(
            f"{self.portal.url}?token={self.tab}",
            headers=self.headers,
            socketio_path=_NAMESPACE,
            namespaces=[_NAMESPACE],
            transports=["websocket"],
            wait_timeout=20,
        )
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.client.disconnect()

    @property
    def heard(self) -> str:
        """All that has come back."""
        return json.dumps(self.frames, ensure_ascii=False)

    @property
    def open(self) -> bool:
        """Whether the server has not hung up."""
        return self.client.connected

    async def emit(self, name: Any, payload: Any = None, **more: Any) -> None:
        """Send an event; no answer is waited for."""
        router = {"pathname": "/", "asPath": "/", "query": {}, **more.pop("router", {})}
        event = {"name": name, "payload": {} if payload is None else payload, **more}
        await self.raw({"router_data": router, **event})

    async def raw(self, anything: Any) -> None:
        """Send what need not even be an event."""
        await self.client.emit("event", anything, namespace=_NAMESPACE)

    async def call(self, name: str, payload: Any = None, **more: Any) -> None:
        """Send an event and wait until what it does is done."""
        await self.emit(name, payload, **more)
        await self.settle()

    async def settle(self, quiet: float = 0.25, longest: float = 20.0) -> None:
        """Wait until nothing has come for a moment.

        Every event is answered by at least one frame, so the first one is waited for.
        """
        asked, before = time.monotonic(), len(self.frames)
        while self.open and len(self.frames) == before and time.monotonic() - asked < longest:
            await asyncio.sleep(0.02)
        seen = -1
        while self.open and seen != len(self.frames):
            seen = len(self.frames)
            await asyncio.sleep(quiet)

    async def visit(self, path: str, on_load: str, **query: str) -> None:
        """Do what a page does when it is opened."""
        await self.call(HYDRATE)
        await self.call(on_load, router={"pathname": path, "asPath": path, "query": query})
