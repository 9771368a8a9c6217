"""Where somebody is signed in, to be ended by themselves: customers' and staff's alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.auth import AuthSession
from services.access import Actor
from services.core import clock
from services.core.i18n import translate as _
from states.base import PortalState, identifier
from states.feedback import FeedbackState

EndOne = Callable[[Session, Actor, UUID], None]
EndOthers = Callable[[Session, Actor], None]


@dataclass(frozen=True)
class SessionRow:
    """One browser that is signed in."""

    id: str
    browser: str
    seen: str
    here: bool


class SessionsState(PortalState, mixin=True):
    """The sessions of whoever is signed in."""

    sessions: list[SessionRow] = []
    elsewhere: bool = False  # there are others than this one

    @rx.event
    async def end_session(self, id: str):
        """Sign another browser out."""
        end_one, _end_others = self._endings()
        await self._write(end_one, identifier(id))
        await self._show()

    @rx.event
    async def end_others(self):
        """Sign all other browsers out."""
        _end_one, end_others = self._endings()
        await self._write(end_others)
        await self._show()
        return FeedbackState.show(_("You are signed out everywhere else."))

    def _list(self, rows: Sequence[AuthSession], here: UUID) -> None:
        """Show sessions.

        Args:
            here: The id of the one that asks.
        """
        self.sessions = [
            SessionRow(str(row.id), named(row.browser), seen(row.seen_at), row.id == here)
            for row in rows
        ]
        self.elsewhere = len(rows) > 1

    def _endings(self) -> tuple[EndOne, EndOthers]:
        """Return what ends one session, and what ends all others."""
        raise NotImplementedError

    async def _show(self) -> None:
        """Show the account."""
        raise NotImplementedError


def named(browser: str) -> str:
    """Name a browser."""
    return browser or _("Unknown browser")


def seen(moment: datetime) -> str:
    """Say when a browser was seen last."""
    return _("Last seen: {moment}", moment=clock.moment(moment))
