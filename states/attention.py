"""The notification centre: what the customer can act on now."""

from dataclasses import dataclass

import reflex as rx

from services import attention
from services.attention import Item, Kind
from services.core import contacts
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.vaccinations import Due
from states.base import PortalState

SHOWN = 8  # items before "show all"
_NAMED = 3  # vaccines of one pet


@dataclass(frozen=True)
class ItemRow:
    """One thing to see to."""

    id: str
    kind: str  # vaccination, contact, document, message
    title: str
    about: str  # the pet, where the title does not name it
    detail: str
    state: str  # in plain words
    tone: str
    href: str  # where it is settled; empty: nowhere in the portal


class AttentionState(PortalState):
    """What the dashboard shows above the pets."""

    items: list[ItemRow] = []
    more: bool = False

    _all: bool = False

    @rx.event
    async def load(self):
        """Show the most pressing items."""
        self._all = False
        await self._show()

    @rx.event
    async def refresh(self):
        """Show them again."""
        await self._show()

    @rx.event
    async def show_all(self):
        """Show the others, too."""
        self._all = True
        await self._show()

    async def _show(self) -> None:
        found = await self._read(attention.listed)
        rows = [_row(item) for item in (found if self._all else found[:SHOWN])]
        if rows != self.get_value("items"):
            self.items = rows
        self.more = len(found) > len(rows)


def _row(item: Item) -> ItemRow:
    write = {
        Kind.UNCONFIRMED: _contact_row,
        Kind.SENT_BACK: _document_row,
        Kind.UNREAD: _message_row,
    }
    return write.get(item.kind, _vaccination_row)(item)


def _contact_row(item: Item) -> ItemRow:
    phone = contacts.is_phone(item.title)
    shown = contacts.written(item.title) if phone else item.title
    title = _("Confirm your new mobile number") if phone else _("Confirm your new e-mail address")
    return ItemRow(
        id=str(item.id),
        kind="contact",
        title=title,
        about="",
        detail=_("Enter the code that we have sent to {contact}.", contact=shown),
        state=_("Not confirmed yet"),
        tone="warning",
        href="/account",
    )


def _vaccination_row(item: Item) -> ItemRow:
    state, tone = {
        Kind.OVERDUE: (_("Overdue"), "danger"),
        Kind.DUE_SOON: (_("Due soon"), "warning"),
    }[item.kind]
    count = len(item.due)
    return ItemRow(
        id=str(item.id),
        kind="vaccination",
        title=plural("Vaccination for {pet}", "Vaccinations for {pet}", count, pet=item.pet_name),
        about="",
        detail=_needed(item.due),
        state=state,
        tone=tone,
        href=f"/pets/{item.pet_id}/vaccinations",
    )


def _document_row(item: Item) -> ItemRow:
    return ItemRow(
        id=str(item.id),
        kind="document",
        title=item.title,
        about=item.pet_name,
        detail=item.reason,
        state=_("Sent back"),
        tone="danger",
        href=f"/pets/{item.pet_id}/documents" if item.pet_id else "",
    )


def _message_row(item: Item) -> ItemRow:
    return ItemRow(
        id=str(item.id),
        kind="message",
        title=item.title,
        about=item.pet_name or _("General"),
        detail="",
        state=plural("{count} new message", "{count} new messages", item.unread),
        tone="accent",
        href=f"/messages/{item.id}",
    )


def _needed(due: tuple[Due, ...]) -> str:
    named = [f"{_(one.type)}: {one.words}" for one in due[:_NAMED]]
    if others := len(due) - len(named):
        named.append(plural("{count} more", "{count} more", others))
    return " · ".join(named)
