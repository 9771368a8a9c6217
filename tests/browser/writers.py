"""People who write over real sockets as fast as they are answered, whatever becomes of the server.

They do what the composer does (components/messaging/composer.jsx): a message has a key, and is sent
again under it until the key is confirmed.
"""

import asyncio
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

import socketio

from portal_app import cookies
from tests.browser.serving import Portal
from tests.security.hostile import HYDRATE, Socket
from tests.security.registry import registered

ANSWER = 10.0  # seconds that are waited for one
_PAUSE = 0.1  # seconds
_GIVES_UP = 5  # every so many messages one is sent but once
_SEND = registered()["writing_state.send"]
_CUT = (socketio.exceptions.SocketIOError, TimeoutError, OSError)


@dataclass
class Writer:
    """One tab that writes into one thread."""

    name: str
    portal: Portal
    token: str
    thread: str
    sent: list[str] = field(default_factory=list)  # keys, in order
    acknowledged: list[str] = field(default_factory=list)

    async def write(self, over: Event) -> None:
        """Write one message after the other until it is over; the last one arrives, too."""
        async with AsyncExitStack() as self._open:
            self._socket = None
            while not over.is_set():
                key = f"{self.name} {len(self.sent) + 1}"
                self.sent.append(key)
                if await self._deliver(key, insist=bool(len(self.sent) % _GIVES_UP)):
                    self.acknowledged.append(key)
                await asyncio.sleep(_PAUSE)

    async def _deliver(self, key: str, *, insist: bool) -> bool:
        while True:
            with suppress(*_CUT):
                if await self._try(key):
                    return True
            self._socket = None
            if not insist:
                return False
            await asyncio.sleep(0.5)

    async def _try(self, key: str) -> bool:
        if self._socket is None or not self._socket.open:
            await _answers(self.portal.url)
            cookie = f"{cookies.SESSION}={self.token}"
            self._socket = await self._open.enter_async_context(Socket(self.portal, cookie))
            await self._socket.emit(HYDRATE)
        typed = {"thread": self.thread, "body": key, "key": key}
        await self._socket.emit(_SEND, {"typed": typed})
        async with asyncio.timeout(ANSWER):
            while self._socket.open:
                if any(_confirms(frame, key) for frame in self._socket.frames):
                    self._socket.frames.clear()
                    return True
                await asyncio.sleep(0.01)
        return False


class Writers:
    """Several of them, in a thread of their own: a test's browser holds the event loop."""

    def __init__(self, writers: list[Writer]) -> None:
        self.writers, self._over = writers, Event()
        self._thread = Thread(target=asyncio.run, args=(self._write(),))

    def __enter__(self) -> list[Writer]:
        self._thread.start()
        return self.writers

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    async def _write(self) -> None:
        await asyncio.gather(*(writer.write(self._over) for writer in self.writers))


async def _answers(url: str) -> None:
    """Fail at once where nobody listens: a client that cannot connect would leave much behind."""
    port = int(url.rpartition(":")[2])
    _reader, writer = await asyncio.open_connection("localhost", port)
    writer.close()


def _confirms(frame: dict, key: str) -> bool:
    deltas = (frame.get("delta") or {}).values()
    return any(values.get("confirmed_rx_state_") == key for values in deltas)
