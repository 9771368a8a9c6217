"""Which tabs are open, and telling them that something changed. Knows nothing of Reflex.

A service publishes a signal with its transaction; after the commit the signal reaches the pump
(portal_app/pump.py), which runs a handler in every tab of the audience. Signals carry no data:
each tab reads again what its own session may see.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from services.access import Actor
from services.core import db as database


@dataclass(frozen=True)
class Changed:
    """Something that this customer may see has changed: a message, a record, a pet."""

    customer_id: UUID

    def concerns(self, actor: Actor) -> bool:
        """Tell the customer's own tabs and those of the staff."""
        return actor.is_staff or actor.customer_id == self.customer_id


@dataclass(frozen=True)
class WorkChanged:
    """Something waits for the staff, or waits no longer, of which no customer knows."""

    def concerns(self, actor: Actor) -> bool:
        """Tell the staff."""
        return actor.is_staff


@dataclass(frozen=True)
class Presence:
    """Who looks at the same thread as these staff members has changed."""

    staff_ids: frozenset[UUID]

    def concerns(self, actor: Actor) -> bool:
        """Tell those who look at it."""
        return actor.is_staff and actor.id in self.staff_ids


@dataclass(frozen=True)
class SettingsChanged:
    """The clinic has changed a setting: every open tab may look different."""

    def concerns(self, _actor: Actor) -> bool:
        """Tell everybody."""
        return True


@dataclass(frozen=True)
class SessionEnded:
    """Nobody is signed in with this session any more."""

    session_id: UUID

    def concerns(self, actor: Actor) -> bool:
        """Tell every tab of that browser."""
        return actor.session_id == self.session_id


@dataclass(frozen=True)
class RightsTaken:
    """These staff members may do less than a moment ago."""

    staff_ids: frozenset[UUID]

    def concerns(self, actor: Actor) -> bool:
        """Tell their tabs, whichever pages those show."""
        return actor.id in self.staff_ids or actor.viewer_id in self.staff_ids


Signal = Changed | WorkChanged | Presence | SettingsChanged | SessionEnded | RightsTaken


class Hub:
    """The open tabs of this process, and the signals on their way to them."""

    def __init__(self) -> None:
        """Start with nobody looking."""
        self._tabs: dict[str, Actor] = {}
        self._signals: asyncio.Queue[Signal] = asyncio.Queue()
        self._loop: asyncio.AbstractEventLoop | None = None

    def bind(self, tab: str, actor: Actor) -> None:
        """Note who looks through this tab."""
        self._tabs[tab] = actor

    def unbind(self, tab: str) -> None:
        """Forget a tab that was closed or signed out."""
        self._tabs.pop(tab, None)

    def tabs(self) -> list[str]:
        """List the tabs that somebody is signed in on."""
        return list(self._tabs)

    def audience(self, signal: Signal) -> list[str]:
        """List the tabs that a signal concerns, customers' first: of them there are few."""
        found = [(tab, actor) for tab, actor in self._tabs.items() if signal.concerns(actor)]
        return [tab for tab, _ in sorted(found, key=lambda one: one[1].is_staff)]

    def send(self, signal: Signal) -> None:
        """Queue a signal, from whatever thread. Without a pump nobody is looking: drop it."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._signals.put_nowait, signal)

    async def signals(self) -> AsyncIterator[Signal]:
        """Yield each signal in order, for ever."""
        self._loop, self._signals = asyncio.get_running_loop(), asyncio.Queue()
        while True:
            yield await self._signals.get()


hub = Hub()


def publish(db: Session, signal: Signal) -> None:
    """Send a signal once the transaction has been committed."""
    database.after_commit(db, lambda: hub.send(signal))
