"""What sends the clinic's notices, and trying it out."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from services import delivery
from services.core.i18n import translate as _
from services.delivery import Way
from services.mailbox import polling, trying
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


@dataclass(frozen=True)
class IntakeRow:
    """By which ways papers come by e-mail."""

    mailbox: bool = False
    posted: bool = False
    unbelieved: bool = False  # nobody who writes to the mailbox can be proven
    address: str = ""  # that customers are offered


class DeliveryState(StaffState):
    """What stands beside the settings of delivery."""

    intake: IntakeRow = IntakeRow()
    tried: str = ""  # what the mailbox answered last
    tried_well: bool = False
    ways: list[WayRow] = []
    answer: str = ""  # to the last test
    answered_well: bool = False

    @rx.event
    async def load(self):
        """Show what is configured."""
        self.answer, self.answered_well = "", False
        self.tried, self.tried_well = "", False
        await self.refresh()

    @rx.event
    async def refresh(self):
        """Show again what is configured, and what is used."""
        self.ways = [_way(one) for one in await self._read(delivery.ways)]
        found = await self._read(trying.intake)
        unbelieved = found.mailbox and not found.believed
        self.intake = IntakeRow(found.mailbox, found.posted, unbelieved, found.address)

    @rx.event
    async def send_test(self):
        """Send a letter to whoever asks, and show what the provider answered."""
        letter = await self._write(delivery.letter_to_oneself)
        way, outcome = await asyncio.to_thread(delivery.hand_over, letter)
        self.answered_well = outcome.verdict is Verdict.SENT
        self.answer = _said(way, letter.address, outcome)

    @rx.event
    async def try_mailbox(self):
        """Sign in to the mailbox for documents, and show what came of it."""
        await self._read(trying.intake)  # whoever may not change settings is told so here
        trouble = await polling.check()
        self.tried_well = not trouble
        self.tried = _tried(trouble)


def _tried(trouble: str) -> str:
    if not trouble:
        return _("The mailbox can be read.")
    return _("The mailbox cannot be read: {reason}.", reason=_trouble(trouble))


def _trouble(said: str) -> str:
    """Say in the reader's language what services/mailbox/imap.py says in the log."""
    known = {
        "the mail server refused user or password": _("the server refused user or password"),
        "the mailbox has no such folder": _("the mailbox has no such folder"),
        "the mail server hung up": _("the server hung up"),
        "the mail server cannot be reached": _("the server cannot be reached"),
        "the mail server takes too long to answer": _("the server takes too long to answer"),
        "the mail server's certificate cannot be trusted": _(
            "the server's certificate cannot be trusted"
        ),
    }
    return known.get(said, said)


def _way(found: Way) -> WayRow:
    channel = _("E-mail") if found.channel == "email" else _("SMS")
    return WayRow(found.name, channel, found.variable, found.configured, found.in_use)


def _said(way: str, address: str, outcome: Outcome) -> str:
    name = _("The terminal") if way == "console" else way
    if outcome.verdict is Verdict.SENT:
        return _("{provider} has taken the letter to {address}.", provider=name, address=address)
    return _("{provider} did not take it: {reason}.", provider=name, reason=outcome.reason)
