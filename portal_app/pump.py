"""From a committed change to the tabs it concerns. The only place that runs a handler in a tab."""

import asyncio
import logging
from collections.abc import Coroutine
from time import monotonic

import reflex as rx

from portal_app import tabs
from services.live import RightsTaken, SessionEnded, SettingsChanged, Signal, hub
from states.auth import SignInState
from states.live import LiveState

logger = logging.getLogger(__name__)

_REST = 3.0  # times as long as a refresh has taken
_LONGEST_REST = 0.5  # seconds; whatever happens is to be seen within one


async def pump(app: rx.App) -> None:
    """Pass on signals for as long as the portal runs."""
    refreshing = Refreshing(app)
    async for signal in hub.signals():
        try:
            await _pass_on(app, signal, refreshing)
        except Exception:
            logger.exception("a signal was lost")


async def _pass_on(app: rx.App, signal: Signal, refreshing: "Refreshing") -> None:
    open_tabs = tabs.connected(app)
    if isinstance(signal, SettingsChanged):
        for tab in set(open_tabs).difference(hub.tabs()):
            refreshing.begin(tabs.run_in(app, tab, LiveState.dress))
    for tab in hub.audience(signal):
        if tab not in open_tabs:
            hub.unbind(tab)
        elif isinstance(signal, SessionEnded):
            refreshing.begin(tabs.run_in(app, tab, SignInState.leave))
        elif isinstance(signal, RightsTaken):
            refreshing.begin(tabs.run_in(app, tab, SignInState.start_over))
        else:
            refreshing.ask(tab)


class Refreshing:
    """Refreshes tabs: however many signals come meanwhile, each tab has one more refresh to do.

    After each it rests for longer than that took, so that while signals are many and the machine
    is busy, those who write come before those who watch.
    """

    def __init__(self, app: rx.App) -> None:
        self.app = app
        self._busy: set[str] = set()
        self._asked: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def ask(self, tab: str) -> None:
        """Have a tab look again, now or right after it has finished looking."""
        self._asked.add(tab)
        if tab not in self._busy:
            self._busy.add(tab)
            self.begin(self._refresh(tab))

    def begin(self, work: Coroutine[None, None, None]) -> None:
        """Start something without waiting for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _refresh(self, tab: str) -> None:
        while tab in self._asked:
            self._asked.discard(tab)
            began = monotonic()
            try:
                await tabs.run_in(self.app, tab, LiveState.refresh)
            except Exception:
                logger.exception("a tab was not refreshed")
            await asyncio.sleep(min(_REST * (monotonic() - began), _LONGEST_REST))
        self._busy.discard(tab)
