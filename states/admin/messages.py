"""The staff's inbox: the list, and what stands beside the thread that is open."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from services import pets, vaccinations
from services.access import Actor, Permission, require
from services.core import contacts
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.messaging import handling, inbox, presence, replies
from services.messaging.inbox import Part, Wanted
from states.base import StaffState, identifier
from states.messaging import ChannelRow, MessagingState, ThreadRow, channel_rows, thread_row
from states.pets import CardRow, card_row
from states.shields import ShieldRow, shield_row


@dataclass(frozen=True)
class InboxRow:
    """One line of the inbox."""

    thread: ThreadRow
    customer: str
    waits: bool
    closed: bool


@dataclass(frozen=True)
class BesidePetRow:
    """A pet of the customer, with its shield."""

    card: CardRow
    shield: ShieldRow


@dataclass(frozen=True)
class BesideRow:
    """What stands beside the thread."""

    thread: str = ""
    customer: str = ""
    customer_id: str = ""
    email: str = ""
    phone: str = ""
    assigned: str = ""  # an id, or empty
    mine: bool = False
    closed: bool = False


@dataclass(frozen=True)
class _Seen:
    rows: list[InboxRow]
    more: bool
    beside: BesideRow
    pets: list[BesidePetRow]
    colleagues: list[tuple[str, str]]
    replies: list[dict[str, str]]
    channels: list[ChannelRow]


class InboxState(StaffState):
    """The inbox in this tab."""

    status: str = "loading"  # loading, ready, missing
    part: str = Part.UNANSWERED.value
    text: str = ""
    rows: list[InboxRow] = []
    more: bool = False

    beside: BesideRow = BesideRow()
    pets: list[BesidePetRow] = []
    colleagues: list[tuple[str, str]] = []  # who can be handed the thread: id and name
    replies: list[dict[str, str]] = []  # saved ones, filled in for this thread
    channels: list[ChannelRow] = []  # how the customer can be told; ticked or not
    others: str = ""  # who else is here

    _pages: int = 1
    _thread: UUID | None = None

    @rx.event
    async def load(self):
        """Show the list, and the thread in the address if there is one."""
        asked = self._in_address("thread_id")
        self._thread = _id(asked)
        self.others = ""
        if str(self._thread) != self.beside.thread:
            self.beside, self.pets, self.replies, self.channels = BesideRow(), [], [], []
        shown = await self.get_state(MessagingState)
        await (shown.load_thread() if asked else shown.load_badge())
        self._screen = "inbox thread" if asked else "inbox"
        await self._show()

    @rx.event
    async def refresh(self):
        """Show the same again."""
        await self._show()

    @rx.event
    async def choose(self, part: str):
        """Show another part of the inbox."""
        self.part = part if part in list(Part) else Part.UNANSWERED.value
        self._pages = 1
        await self._show()

    @rx.event
    async def search(self, text: str):
        """Look for customers, pets and words."""
        self.text, self._pages = text[:100], 1
        await self._show()

    @rx.event
    async def show_more(self):
        """Show further threads, too."""
        if self.more:
            self._pages += 1
            await self._show()

    @rx.event
    async def assign(self, thread: str, to: str):
        """Hand a thread to a colleague, or to nobody."""
        await self._write(handling.assign, identifier(thread), identifier(to) if to else None)
        await self._show()

    @rx.event
    async def close_thread(self, thread: str):
        """Close a thread."""
        await self._write(handling.close, identifier(thread))
        await self._show()

    @rx.event
    async def reopen_thread(self, thread: str):
        """Open a thread again."""
        await self._write(handling.reopen, identifier(thread))
        await self._show()

    @rx.event
    async def stay(self, thread: str, typing: bool):
        """Note that this tab shows a thread, and whether somebody types into it."""
        tab = self.router.session.client_token
        actor = await self._read(_who)
        presence.note(tab, actor, _id(thread), typing=typing)
        self.others = _said(actor, _id(thread))

    async def _show(self) -> None:
        wanted = Wanted(Part(self.part), self.text, self._pages)
        try:
            seen = await self._share(_look, wanted, self._thread)
        except NotFound:
            self._put(status="missing", rows=[], beside=BesideRow())
            return
        self._put(status="ready", **vars(seen))
        if self._thread:
            self._put(others=_said(await self._share(_who), self._thread))


def _who(_db: Session, actor: Actor) -> Actor:
    require(actor, Permission.READ_MESSAGES)
    return actor


def _id(text: object) -> UUID | None:
    try:
        return identifier(text)
    except NotFound:
        return None


def _said(actor: Actor, thread_id: UUID | None) -> str:
    """Say who else is at the thread."""
    here = presence.others(actor, thread_id) if thread_id else []
    answering = ", ".join(other.name for other in here if other.typing)
    if answering:
        return _("{names} is answering", names=answering)
    return (
        _("{names} is looking at this, too", names=", ".join(o.name for o in here)) if here else ""
    )


def _look(db: Session, actor: Actor, wanted: Wanted, thread_id: UUID | None) -> _Seen:
    listing = inbox.listed(db, actor, wanted)
    seen = _Seen([], listing.more, BesideRow(), [], [], [], [])
    names = inbox.customers_of(db, [entry.thread for entry in listing.entries])
    rows = [
        InboxRow(
            thread=thread_row(entry, staff=True),
            customer=names.get(entry.thread.customer_id, ""),
            waits=entry.thread.asked_at is not None,
            closed=entry.thread.closed_at is not None,
        )
        for entry in listing.entries
    ]
    seen = replace(seen, rows=rows)
    if thread_id is None:
        return seen
    try:
        return replace(seen, **_beside(db, actor, thread_id))
    except NotFound:
        return seen


def _beside(db: Session, actor: Actor, thread_id: UUID) -> dict[str, Any]:
    found = handling.beside(db, actor, thread_id)
    thread, customer = found.thread, found.customer
    writes = Permission.ANSWER_MESSAGES in actor.permissions
    cards = pets.of(db, actor, customer.id) if Permission.VIEW_RECORDS in actor.permissions else []
    shields = vaccinations.shields(db, actor, [card.id for card in cards]) if cards else {}
    pet_name = next((card.name for card in cards if card.id == thread.pet_id), "")
    saved = replies.listed(db, actor) if writes else []
    return {
        "beside": BesideRow(
            thread=str(thread.id),
            customer=customer.name,
            customer_id=str(customer.id),
            email=customer.email or "",
            phone=contacts.written(customer.phone) if customer.phone else "",
            assigned=str(thread.assigned_to_id or ""),
            mine=thread.assigned_to_id == actor.id,
            closed=thread.closed_at is not None,
        ),
        "pets": [BesidePetRow(card_row(card), shield_row(shields, card.id)) for card in cards],
        "colleagues": [(str(one.id), one.name) for one in handling.colleagues(db, actor)],
        "replies": [
            {
                "id": str(row.id),
                "name": row.name,
                "body": replies.filled(db, actor, row.body, customer, pet_name),
            }
            for row in saved
        ],
        "channels": channel_rows(db, customer.id),
    }
