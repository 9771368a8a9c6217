"""The threads of this tab's reader: the badge, the lists, and the one that is open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.messaging import Message
from services import messaging
from services.access import Actor
from services.core import clock, links
from services.core.errors import NotFound
from services.core.i18n import translate as _
from states.base import Audience, PortalState, identifier

_PREVIEW = 120  # characters


@dataclass(frozen=True)
class ThreadRow:
    """One line of a list."""

    id: str
    topic: str
    about: str  # the pet, or "General"
    author: str  # of the last message
    preview: str
    when: str
    unread: int
    href: str


@dataclass(frozen=True)
class MessageRow:
    """One message as the page shows it."""

    id: str
    position: int
    author: str
    pieces: list[links.Piece]  # the text, cut where links begin and end
    day: str
    opens_day: bool
    time: str
    mine: bool  # from the reader's own side


@dataclass(frozen=True)
class Look:
    """What a tab asks for: a list of threads, one thread, or neither: just the badge."""

    thread_id: UUID | None = None
    before: int | None = None  # only messages before this position
    pages: int = 0  # of the list; 0: no list
    pet_id: UUID | None = None  # only threads about this pet


@dataclass(frozen=True)
class Seen:
    """What there was, read in one transaction."""

    enabled: bool
    unread: int
    listing: messaging.Listing | None
    reading: messaging.Reading | None


class MessagingState(PortalState):
    """What this tab shows of the reader's threads."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    enabled: bool = True  # whether the clinic uses messages
    unread: int = 0

    status: str = "loading"  # of the list or the thread: loading, ready, missing
    threads: list[ThreadRow] = []
    more: bool = False  # further threads, or earlier messages

    thread_shown: str = ""
    topic: str = ""
    about: str = ""
    older: list[MessageRow] = []  # what was asked for by scrolling up; it does not change
    latest: list[MessageRow] = []  # the last ones; read again with every change
    first_position: int = 0
    last_position: int = 0
    seen_to: int = 0  # how far the other side has read

    _look: Look = Look()

    @rx.event
    async def load_badge(self):
        """Count what is unread, on a page that shows nothing else of it."""
        self._badge(await self._read(_see, Look()))

    @rx.event
    async def load_threads(self):
        """Show the threads about any pet or none."""
        await self._open(Look(pages=1))

    @rx.event
    async def load_pet(self):
        """Show the threads about the pet in the address."""
        pet_id = self._id_in_address("pet_id")
        await self._open(Look(pages=1, pet_id=pet_id) if pet_id else Look())

    @rx.event
    async def load_thread(self):
        """Open the thread in the address, at its end."""
        await self._open(Look(thread_id=self._id_in_address("thread_id")))

    @rx.event
    async def refresh(self):
        """Show again what is on screen."""
        if self._screen == "messaging":
            await self._show()
        else:
            await self.load_badge()

    @rx.event
    async def show_more(self):
        """Go further back: more threads, or 50 earlier messages."""
        if not self.more:
            return
        look: Look = self.get_value("_look")
        if look.thread_id:
            await self._show_earlier(replace(look, before=self.first_position))
        else:
            self._look = replace(look, pages=look.pages + 1)
            await self._show()

    @rx.event
    async def mark_read(self, thread: str, position: int):
        """Note that the reader has seen a thread up to a position; not whoever looks as them."""
        if self.viewing:
            return
        await self._write(messaging.mark_read, identifier(thread), position)

    def _id_in_address(self, part: str) -> UUID | None:
        try:
            return identifier(self._in_address(part))
        except NotFound:
            return None

    async def _open(self, look: Look) -> None:
        """Show something else; what was on screen before must not be taken for it."""
        if look != self.get_value("_look"):
            self._put(status="loading", threads=[], thread_shown="", older=[], latest=[])
        self._look, self._screen = look, "messaging"
        await self._show()

    async def _show(self) -> None:
        look: Look = self.get_value("_look")
        seen = await self._read(_see, look)
        self._badge(seen)
        if seen.listing:
            rows = [thread_row(entry, staff=self.is_staff) for entry in seen.listing.entries]
            self._put(status="ready", threads=rows, more=seen.listing.more)
        elif seen.reading:
            self._show_thread(seen.reading)
        else:
            self._put(status="missing", threads=[], older=[], latest=[], more=False)

    def _badge(self, seen: Seen) -> None:
        self._put(enabled=seen.enabled, unread=seen.unread)

    def _show_thread(self, reading: messaging.Reading) -> None:
        """Show the end of a thread, after what was already shown of it."""
        rows = _message_rows(reading.messages, staff=self.is_staff)
        older: list[MessageRow] = self.get_value("older")
        before: list[MessageRow] = self.get_value("latest")
        more = self.more
        if before and rows and rows[0].position <= before[-1].position + 1:
            older = older + [row for row in before if row.position < rows[0].position]
        else:  # the first look, or more has come than one step: begin anew
            older, more = [], reading.more
        self._put(
            status="ready",
            thread_shown=str(reading.thread.id),
            topic=reading.thread.topic,
            about=reading.pet_name or _("General"),
            last_position=reading.thread.last_position,
            seen_to=reading.seen_to,
        )
        self._put_messages(older, rows, more=more)

    async def _show_earlier(self, look: Look) -> None:
        seen = await self._read(_see, look)
        self._badge(seen)
        if seen.reading:
            rows = _message_rows(seen.reading.messages, staff=self.is_staff)
            older: list[MessageRow] = self.get_value("older")
            latest: list[MessageRow] = self.get_value("latest")
            self._put_messages(rows + older, latest, more=seen.reading.more)

    def _put_messages(
        self, older: list[MessageRow], latest: list[MessageRow], *, more: bool
    ) -> None:
        days = _with_days(older + latest)
        self._put(
            older=days[: len(older)],
            latest=days[len(older) :],
            first_position=days[0].position if days else 0,
            more=more,
        )

    def _put(self, **shown: Any) -> None:
        """Change only what differs, so that a refresh sends nothing that the tab has."""
        for name, value in shown.items():
            if self.get_value(name) != value:
                setattr(self, name, value)


def _see(db: Session, actor: Actor, look: Look) -> Seen:
    listing = reading = None
    try:
        if look.thread_id:
            reading = messaging.read(db, actor, look.thread_id, before=look.before)
        elif look.pages:
            listing = messaging.threads(db, actor, look.pet_id, pages=look.pages)
    except NotFound:
        pass  # no such thread or pet, or no messages at all: the page says so
    return Seen(
        enabled=messaging.enabled(db),
        unread=sum(messaging.unread(db, actor).values()),
        listing=listing,
        reading=reading,
    )


def thread_row(entry: messaging.Entry, *, staff: bool) -> ThreadRow:
    """Write a thread as a line of a list."""
    last = entry.last
    today = clock.local(last.created_at).date() == clock.today()
    return ThreadRow(
        id=str(entry.thread.id),
        topic=entry.thread.topic,
        about=entry.pet_name or _("General"),
        author=last.author_name,
        preview=" ".join(last.body[: 2 * _PREVIEW].split())[:_PREVIEW],
        when=clock.time(last.created_at) if today else clock.day(last.created_at),
        unread=entry.unread,
        href=f"{'/admin' if staff else ''}/messages/{entry.thread.id}",
    )


def _message_rows(messages: Sequence[Message], *, staff: bool) -> list[MessageRow]:
    return [
        MessageRow(
            id=str(message.id),
            position=message.position,
            author=message.author_name,
            pieces=links.split(message.body),
            day=clock.day(message.created_at),
            opens_day=False,
            time=clock.time(message.created_at),
            mine=message.from_clinic == staff,
        )
        for message in messages
    ]


def _with_days(rows: list[MessageRow]) -> list[MessageRow]:
    """Note where a new day begins."""
    days = ["", *(row.day for row in rows)]
    return [
        replace(row, opens_day=row.day != before) if row.opens_day != (row.day != before) else row
        for row, before in zip(rows, days, strict=False)
    ]
