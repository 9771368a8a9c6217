"""What sends the clinic's notices, and trying it out."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from services import delivery
from services.core.i18n import translate as _
from services.delivery import Way
from services.notices import Outcome, Verdict
from states.base import StaffState


@dataclass(frozen=True)
class WayRow:
    """One way out of the portal."""

    name: str
    channel: str
    variable: str
    configured: bool
    in_use: bool


class DeliveryState(StaffState):
    """What stands beside the settings of delivery."""

    ways: list[WayRow] = []
    answer: str = ""  # to the last test
    answered_well: bool = False

    @rx.event
    async def load(self):
        """Show what is configured."""
        self.answer, self.answered_well = "", False
        await self.refresh()

    @rx.event
    async def refresh(self):
        """Show again what is configured, and what is used."""
        self.ways = [_way(one) for one in await self._read(delivery.ways)]

    @rx.event
    async def send_test(self):
        """Send a letter to whoever asks, and show what the provider answered."""
        letter = await self._write(delivery.letter_to_oneself)
        way, outcome = await asyncio.to_thread(delivery.hand_over, letter)
        self.answered_well = outcome.verdict is Verdict.SENT
        self.answer = _said(way, letter.address, outcome)


def _way(found: Way) -> WayRow:
    channel = _("E-mail") if found.channel == "email" else _("SMS")
    return WayRow(found.name, channel, found.variable, found.configured, found.in_use)


def _said(way: str, address: str, outcome: Outcome) -> str:
    name = _("The terminal") if way == "console" else way
    if outcome.verdict is Verdict.SENT:
        return _("{provider} has taken the letter to {address}.", provider=name, address=address)
    return _("{provider} did not take it: {reason}.", provider=name, reason=outcome.reason)
