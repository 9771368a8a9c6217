"""The documents of the pet that this tab shows."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import reflex as rx
from babel.numbers import format_decimal
from sqlmodel import Session

from models.documents import WAITING, Document, DocumentState
from services import documents, settings
from services.access import Actor
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import locale
from services.core.i18n import translate as _
from services.settings import Settings
from states.base import Audience, PortalState, identifier


@dataclass(frozen=True)
class DocumentRow:
    """One document as the page shows it."""

    id: str
    name: str
    date: str
    size: str
    origin: str  # who handed it in
    state: str  # received, in_review, accepted, sent_back
    state_said: str  # the same in plain words
    reason: str  # why it was sent back, and what to do
    href: str
    pet: str = ""  # where documents of several stand together
    told: bool = False  # its customer can still say what it is about


class DocumentsState(PortalState):
    """What this tab shows of a pet's documents."""

    AUDIENCE: ClassVar[Audience] = Audience.SIGNED_IN

    status: str = "loading"  # loading, ready, missing
    documents: list[DocumentRow] = []
    more: bool = False
    takes: bool = False  # the clinic takes documents from customers

    _pet: UUID | None = None
    _pages: int = 1

    @rx.event
    async def load_pet(self):
        """Show the documents of the pet in the address."""
        if (address := self._in_address("pet_id")) != str(self._pet):
            self.status, self.documents = "loading", []
        try:
            self._pet, self._pages = identifier(address), 1
            self._screen = "documents"
            await self._show()
        except NotFound:
            self._pet, self._screen, self.status, self.documents = None, "", "missing", []

    @rx.event
    async def refresh(self):
        """Show them again."""
        await self._show()

    @rx.event
    async def show_more(self):
        """Show older ones, too."""
        if self.more:
            self._pages += 1
            await self._show()

    async def _show(self) -> None:
        if self._pet is None:
            return
        listing = await self._read(documents.listed, self._pet, pages=self._pages)
        self.takes = (await self._read(_rules)).allow_document_upload
        rows = [document_row(document, staff=self.is_staff) for document in listing.documents]
        if rows != self.get_value("documents"):
            self.documents = rows
        self.status, self.more = "ready", listing.more


def _rules(db: Session, _actor: Actor) -> Settings:
    return settings.load(db)


def document_row(document: Document, *, staff: bool) -> DocumentRow:
    """Write a document as a line of a list."""
    return DocumentRow(
        id=str(document.id),
        name=document.name,
        date=clock.short_date(clock.local(document.created_at).date()),
        size=size_said(document.size_bytes),
        origin=_origin(document, staff=staff),
        state=document.state.value,
        state_said=_said(document.state),
        reason=document.reason if document.state is DocumentState.SENT_BACK else "",
        href=f"/files/documents/{document.id}",
        told=not document.from_clinic and document.state in WAITING,
    )


def _origin(document: Document, *, staff: bool) -> str:
    if document.from_clinic:
        return _("From the clinic")
    if document.mail_id:
        return _("From the customer, by e-mail") if staff else _("From you, by e-mail")
    return _("From the customer") if staff else _("From you")


def _said(state: DocumentState) -> str:
    return {
        DocumentState.RECEIVED: _("Received"),
        DocumentState.IN_REVIEW: _("In review"),
        DocumentState.ACCEPTED: _("Accepted"),
        DocumentState.SENT_BACK: _("Sent back"),
    }[state]


def size_said(count: int) -> str:
    """Write a size, such as '1.4 MB'; a small one in kB, at least 1."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{format_decimal(round(count / 1_000_000, 1), locale=locale())} MB"
