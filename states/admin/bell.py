"""The bell on every page of the staff."""

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from services import bell
from services.access import Actor
from services.bell import News, Told
from services.core import clock
from services.core.i18n import plural
from services.core.i18n import translate as _
from states.base import StaffState, identifier


@dataclass(frozen=True)
class NewsRow:
    """One thing that happened, and where it can be seen."""

    id: str
    event: str
    text: str
    customer: str
    when: str
    moment: str
    unread: bool
    href: str


class BellState(StaffState):
    """What the staff member is told of and nobody has acted on."""

    news: list[NewsRow] = []
    unread: int = 0
    shown: str = ""  # the number, short
    said: str = ""  # and in words
    acted_on: str = ""  # what was taken off last, so that it can be brought back

    @rx.event
    async def load(self):
        """Show what there is, on a page that was just opened."""
        self.acted_on = ""
        await self.refresh()

    @rx.event
    async def refresh(self):
        """Show it again."""
        news, unread = await self._share(_heard)
        self._put(
            news=news,
            unread=unread,
            shown=str(unread) if unread < 100 else "99+",
            said=plural("{count} unread notification", "{count} unread notifications", unread),
        )

    @rx.event
    async def read(self, id: str):
        """Note that one was opened."""
        await self._write(bell.read, identifier(id))
        await self.refresh()

    @rx.event
    async def read_all(self):
        """Note that all that is there has been read."""
        await self._write(bell.read)
        await self.refresh()

    @rx.event
    async def act(self, id: str):
        """Take one off everybody's bell."""
        await self._write(bell.act, identifier(id))
        self.acted_on = str(identifier(id))
        await self.refresh()

    @rx.event
    async def bring_back(self, id: str):
        """Put back what was taken off."""
        await self._write(bell.bring_back, identifier(id))
        self.acted_on = ""
        await self.refresh()


def _heard(db: Session, actor: Actor) -> tuple[list[NewsRow], int]:
    found = bell.heard(db, actor)
    return [_row(one) for one in found.news], found.unread


def _row(one: News) -> NewsRow:
    return NewsRow(
        id=str(one.id),
        event=one.event.value,
        text=_text(one.event),
        customer=one.customer,
        when=clock.ago(one.happened_at),
        moment=clock.moment(one.happened_at),
        unread=one.unread,
        href=_place(one),
    )


def _text(event: Told) -> str:
    said = {
        Told.CUSTOMER_REGISTERED: _("New customer registered"),
        Told.CUSTOMER_CHANGED: _("Customer changed their data"),
        Told.DOCUMENT_UPLOADED: _("New Owner Uploaded File"),
        Told.MESSAGE_RECEIVED: _("New message"),
        Told.LEAD_RECEIVED: _("New lead"),
        Told.DELETION_ASKED: _("Deletion of the account asked for"),
        Told.DELIVERY_FAILED: _("A notice could not be delivered"),
    }
    return said[event]


def _place(one: News) -> str:
    """Say where one can act on it."""
    match one.event:
        case Told.MESSAGE_RECEIVED:
            return f"/admin/messages/{one.about_id}"
        case Told.DOCUMENT_UPLOADED:
            return f"/admin/documents/{one.about_id}"
        case Told.DELIVERY_FAILED:
            return "/admin/work/notices"
        case Told.CUSTOMER_CHANGED if one.about_id:
            return f"/admin/pets/{one.about_id}/overview"
        case _:
            return f"/admin/customers/{one.customer_id}" if one.customer_id else "/admin"
