"""A list that is gone through page by page, each beginning where the one before it ended."""

from collections.abc import Callable
from typing import Any

import reflex as rx
from sqlmodel import Session

from services.access import Actor
from services.core.i18n import translate as _
from states.base import PortalState

Service = Callable[[Session, Actor, Any], Any]  # the last: where the page begins


class SteppedState(PortalState, mixin=True):
    """One page of a list."""

    has_next: bool = False
    has_previous: bool = False
    position: str = ""

    _trail: list[Any] = [None]  # where each page up to this one begins
    _next: Any = None

    @rx.event
    async def refresh(self):
        """Show the same page again."""
        await self._look()

    @rx.event
    async def go_on(self):
        """Show the next page."""
        if self._next:
            self._trail = [*self.get_value("_trail"), self._next]
            await self._look()

    @rx.event
    async def go_back(self):
        """Show the page before."""
        if len(self._trail) > 1:
            self._trail = self.get_value("_trail")[:-1]
            await self._look()

    async def _begin(self) -> None:
        self._trail = [None]
        await self._look()

    async def _look(self) -> None:
        trail: list[Any] = self.get_value("_trail")
        self._next = self._fill(await self._read(self._service(), trail[-1]))
        self.has_next, self.has_previous = self._next is not None, len(trail) > 1
        self.position = _("Page {number}", number=len(trail))

    def _service(self) -> Service:
        """Return what reads the page that begins after a place."""
        raise NotImplementedError

    def _fill(self, seen: Any) -> Any:
        """Show what was read, and return where the next page begins."""
        raise NotImplementedError
