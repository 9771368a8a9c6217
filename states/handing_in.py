"""Handing in papers: where they go, what became of them, and what their customer says of them."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

import reflex as rx
from sqlmodel import Session, col

from models.documents import Document
from models.pets import Pet
from services import documents, settings
from services.access import Actor, find, visible
from services.core.i18n import translate as _
from services.core.typed import maybe_id
from services.documents import examining, intake
from services.mailbox import trying
from states import forms
from states.base import PortalState, identifier
from states.documents import DocumentRow, document_row

_ADDRESS = "/uploads/documents"


@dataclass(frozen=True)
class KindRow:
    """A vaccine that a document may prove, and the names of its fields."""

    id: str
    name: str
    proves: str
    until: str


class HandingInState(PortalState):
    """The page on which customers hand in papers."""

    status: str = "loading"  # loading, ready
    takes: bool = False  # the clinic takes documents here
    address: str = ""  # of the route that takes them
    mail: str = ""  # a link that begins an e-mail to the clinic; empty: it wants none
    mail_to: str = ""  # its address
    mail_filed: bool = False  # what comes there from a customer's own address, by itself
    most_mb: int = 25  # of one file
    accept: str = ""  # what the browser's picker offers
    types: str = ""  # the same for people
    about: str = ""  # the pet that they are for; empty: none in particular
    stored: list[str] = []  # the names of those that were stored since the page was opened
    rows: list[DocumentRow] = []
    more: bool = False
    form: forms.Form = forms.Form()  # what is said of one of them
    telling: bool = False
    pets: list[tuple[str, str]] = []
    kinds: list[KindRow] = []

    _pages: int = 1
    _pet: UUID | None = None

    @rx.event
    async def load(self):
        """Show where to hand in, and what has been handed in."""
        asked = self.router.url.query_parameters.get("pet", "")
        self._screen, self._pages, self._pet = "handing in", 1, maybe_id(asked)
        self.stored, self.telling, self.form = [], False, forms.Form()
        await self.refresh()
        self.status = "ready"

    @rx.event
    async def refresh(self):
        """Show it again."""
        found = await self._read(offered, self._pet, self._pages)
        self.takes, self.about = found.takes, found.about
        self.mail, self.mail_to = found.mail, found.mail_to
        self.mail_filed = trying.files_by_itself()
        self.most_mb, self.accept, self.types = found.most_mb, found.accept, found.types
        self.address = f"{_ADDRESS}?pet={self._pet}" if self.about else _ADDRESS
        if found.rows != self.get_value("rows"):
            self.rows = found.rows
        self.more = found.more

    @rx.event
    async def show_more(self):
        """Show older ones, too."""
        if self.more:
            self._pages += 1
            await self.refresh()

    @rx.event
    async def note_stored(self, document: str):
        """Say that one has been stored; only the portal's own answer leads here."""
        row = await self._read(_own, identifier(document))
        self.stored = [*self.stored, row.name][-10:]
        await self.refresh()

    @rx.event
    async def tell(self, document: str):
        """Ask what a document is about."""
        row, self.pets, self.kinds = await self._read(_told, identifier(document))
        values: dict[str, Any] = {"pet_id": row.pet_id or ""}
        for kind in self.get_value("kinds"):
            values[kind.proves] = kind.id in row.proposed
            values[kind.until] = row.proposed.get(kind.id, "")
        self.form, self.telling = forms.opened(row.id, values), True

    @rx.event
    async def close(self, shown: bool = False):
        """Put the question away; what was typed stays in the tab until it is asked again."""
        self.telling = shown

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Keep what is said of a document."""
        with forms.Answering(self, "form", typed) as answer:
            pet, proves = forms.text(typed, "pet_id", 40), {}
            for kind in self.get_value("kinds"):
                until = forms.day(typed, kind.until)
                if until or forms.flag(typed, kind.proves):
                    proves[identifier(kind.id)] = until
            told = identifier(pet) if pet else None
            await self._write(intake.propose, identifier(self.form.of), told, proves)
            answer.saved(dict(self.form.values))
        if self.form.outcome == "saved":
            await self.refresh()
            return HandingInState.close
        return None


@dataclass(frozen=True)
class Offered:
    """What stands on the page."""

    takes: bool
    most_mb: int
    accept: str
    types: str
    mail: str
    mail_to: str
    about: str
    rows: list[DocumentRow]
    more: bool


def offered(db: Session, actor: Actor, pet_id: UUID | None = None, pages: int = 1) -> Offered:
    """Return what the page offers a customer, and lists of theirs."""
    rules, listing = settings.load(db), documents.own(db, actor, pages=pages)
    theirs, taken = _names(db, actor), intake.allowed(db, actor)
    about = theirs.get(pet_id, "") if pet_id else ""
    subject = _("Records of {pet}", pet=about) if about else _("Records of my pet")
    rows = [
        replace(
            document_row(one, staff=False), pet=theirs.get(one.pet_id, "") if one.pet_id else ""
        )
        for one in listing.documents
    ]
    to = rules.documents_email
    return Offered(
        takes=rules.allow_document_upload,
        most_mb=taken.most_bytes >> 20,
        accept=",".join(sorted(taken.types)),
        types=", ".join(sorted(examining.named(one) for one in taken.types)),
        mail=f"mailto:{to}?subject={quote(subject)}" if to else "",
        mail_to=to,
        about=about,
        rows=rows,
        more=listing.more,
    )


def _names(db: Session, actor: Actor) -> dict[UUID, str]:
    return {pet.id: pet.name for pet in db.exec(visible(actor, Pet).order_by(col(Pet.name)))}


def _own(db: Session, actor: Actor, document_id: UUID) -> Document:
    return find(db, actor, Document, document_id)


def _told(
    db: Session, actor: Actor, document_id: UUID
) -> tuple[Document, list[tuple[str, str]], list[KindRow]]:
    row = _own(db, actor, document_id)
    pets = [("", _("None in particular"))]
    pets += [(str(pet_id), name) for pet_id, name in _names(db, actor).items()]
    kinds = [
        KindRow(str(kind.id), _(kind.name), f"{kind.id}.proves", f"{kind.id}.until")
        for kind in intake.provable(db, actor)
    ]
    return row, pets, kinds
