"""A portal without browsers in which what changes reaches every open tab by the real pump."""

import asyncio
from contextlib import AsyncExitStack, suppress
from types import SimpleNamespace
from typing import Any

from portal_app import pump
from portal_app.portal_app import app
from services import settings
from services.live import hub
from services.messaging import presence
from tests.tabs import Tab, running


class Portal:
    """Tabs of several people, all in one process; it can be cut off from them and restarted."""

    def __init__(self) -> None:
        self._loop = asyncio.Runner()
        self.tabs: dict[str, Tab] = {}
        self._loop.run(self._start())

    def run(self, work: Any) -> Any:
        """Do something on the portal's event loop."""
        return self._loop.run(work)

    def open(self, name: str, person: Any) -> None:
        """Open a tab, or open it again after its socket was cut."""
        self.tabs[name] = self._open(person, name)

    def cut(self, name: str) -> None:
        """Take a tab's socket away."""
        app.event_namespace._token_manager.token_to_socket.pop(name, None)

    def restart(self) -> None:
        """Forget all that is in memory only; every tab has to come back."""
        for name in self.tabs:
            self.cut(name)
        self._loop.run(self._stop())
        self._loop.run(self._start())

    def close(self) -> None:
        """Stop for good."""
        for name in self.tabs:
            self.cut(name)
        self._loop.run(self._stop())
        self._loop.close()

    async def _start(self) -> None:
        self._stack = AsyncExitStack()
        self._open, processor = await self._stack.enter_async_context(running())
        served = SimpleNamespace(
            event_namespace=app.event_namespace,
            event_processor=processor,
            set_contexts=app.set_contexts,
        )
        self._pump = asyncio.create_task(pump.pump(served))
        await asyncio.sleep(0)

    async def _stop(self) -> None:
        self._pump.cancel()
        with suppress(asyncio.CancelledError):
            await self._pump
        await self._stack.aclose()
        hub._loop = None
        presence._tabs.clear()
        settings.forget()
