"""The threads of this tab's reader: the badge, the lists, and the one that is open."""

from dataclasses import replace
from typing import ClassVar
from uuid import UUID

import reflex as rx

from services import messaging
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.core.links import Piece
from states.base import Audience, PortalState, identifier
from states.messaging.rows import (
    Look,
    MessageRow,
    Seen,
    ThreadRow,
    expectation,
    see,
    thread_row,
    with_days,
)

_LONGEST = 100  # characters that are looked for
_FRESH = 10  # rows that are sent anew with each change, while none before them has changed


class MessagingState(PortalState):
    """What this tab shows of the reader's threads."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    enabled: bool = True  # whether the clinic uses messages
    writes: bool = True  # whether this reader may write; until it is known, what is typed is kept
    unread: int = 0
    of_pets: dict[str, int] = {}  # what is unread about each pet

    status: str = "loading"  # of the list or the thread: loading, ready, missing
    threads: list[ThreadRow] = []
    more: bool = False  # further threads, or earlier messages
    sought: str = ""  # what the list is narrowed down to

    thread_shown: str = ""
    topic: str = ""
    about: str = ""
    older: list[MessageRow] = []  # what was asked for by scrolling up; it does not change
    settled: list[MessageRow] = []  # what follows; sent again once `latest` has grown long
    latest: list[MessageRow] = []  # the last ones; sent again with every change
    first_position: int = 0
    last_position: int = 0
    seen_to: int = 0  # how far the other side has read

    answered: str = ""  # by when the clinic usually answers what is written now
    emergency: list[Piece] = []  # whom to call, while it is closed

    _look: Look = Look()

    @rx.event
    async def load_badge(self):
        """Count what is unread, on a page that shows nothing else of it."""
        self._badge(await self._share(see, Look()))

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
        if self._screen in ("messaging", "inbox thread"):
            await self._show()
        else:
            await self.load_badge()

    @rx.event
    async def pass_time(self):
        """Say anew by when the clinic answers: the page has stood open for a while."""
        answered, emergency = await self._read(expectation)
        self._put(answered=answered, emergency=emergency)

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
    async def find(self, text: str):
        """Narrow the list down to the threads in which a text stands."""
        look: Look = self.get_value("_look")
        if look.pages:
            self.sought = text[:_LONGEST]
            self._look = replace(look, pages=1, holding=self.sought)
            await self._show()

    @rx.event
    async def mark_read(self, thread: str, position: int):
        """Note that the reader has seen a thread up to a position; not whoever looks as them."""
        if self.viewing:
            return
        await self._write(messaging.mark_read, identifier(thread), position)

    @rx.event
    async def mark_unread(self, thread: str, position: int):
        """Make a message and those after it new again, and leave the thread for the list."""
        await self._write(messaging.mark_unread, identifier(thread), position)
        # The next page with a conversation would otherwise take this one for open, and read it.
        self._look, self._screen = Look(), ""
        self._put(thread_shown="", topic="", last_position=0)
        self._put(older=[], settled=[], latest=[])
        return rx.redirect("/admin/messages" if self.is_staff else "/messages")

    def _id_in_address(self, part: str) -> UUID | None:
        try:
            return identifier(self._in_address(part))
        except NotFound:
            return None

    async def _open(self, look: Look) -> None:
        """Show something else; what was on screen before must not be taken for it."""
        if look != self.get_value("_look"):
            self._put(status="loading", threads=[], sought="", thread_shown="")
            self._put(older=[], settled=[], latest=[])
        self._look, self._screen = look, "messaging"
        await self._show()

    async def _show(self) -> None:
        look: Look = self.get_value("_look")
        seen = await self._share(see, look)
        self._badge(seen)
        if seen.listing:
            rows = [thread_row(entry, staff=self.is_staff) for entry in seen.listing.entries]
            self._put(status="ready", threads=rows, more=seen.listing.more)
        elif seen.reading:
            self._show_thread(seen.reading, seen.messages)
        else:
            self._put(status="missing", threads=[], more=False)
            self._put(topic="", about="", thread_shown="", older=[], settled=[], latest=[])

    def _badge(self, seen: Seen) -> None:
        self._put(
            enabled=seen.enabled,
            writes=seen.writes,
            unread=seen.unread.total,
            answered=seen.answered,
            emergency=seen.emergency,
            of_pets={str(pet): count for pet, count in seen.unread.of_pets.items()},
        )

    def _show_thread(self, reading: messaging.Reading, rows: list[MessageRow]) -> None:
        """Show the end of a thread, after what was already shown of it."""
        older: list[MessageRow] = self.get_value("older")
        before: list[MessageRow] = self.get_value("settled") + self.get_value("latest")
        more = self.more
        if before and rows and rows[0].position <= before[-1].position + 1:
            rows = [row for row in before if row.position < rows[0].position] + rows
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
        seen = await self._share(see, look)
        self._badge(seen)
        if seen.reading:
            older: list[MessageRow] = self.get_value("older")
            shown: list[MessageRow] = self.get_value("settled") + self.get_value("latest")
            self._put_messages(seen.messages + older, shown, more=seen.reading.more)

    def _put_messages(self, older: list[MessageRow], rows: list[MessageRow], *, more: bool) -> None:
        """Show what was scrolled up to, and the rows after it; send the last of these alone.

        All go out once one before the last has changed, or the last have become too many.
        """
        days, settled = with_days(older + rows), self.get_value("settled")
        begin, end = len(older), len(older) + len(settled)
        if days[begin:end] != settled or len(days) > end + _FRESH:
            begin, end = max(begin, len(days) - messaging.STEP), len(days) - 1
        self._put(
            older=days[:begin],
            settled=days[begin:end],
            latest=days[end:],
            first_position=days[0].position if days else 0,
            more=more,
        )
