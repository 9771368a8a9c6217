"""The document that staff review: its pages, whose it is, and what becomes of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session, col

from models.customers import Customer
from models.documents import WAITING, Document
from models.pets import Pet, Species
from models.vaccinations import VaccineType
from services import documents
from services.access import Actor, system, visible
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.documents import handling, suggesting
from services.mailbox import unmatched
from states import forms
from states.admin.mails import MailRow, mail_row
from states.admin.suggestions import FindingsRow, findings
from states.base import StaffState, identifier
from states.documents import DocumentRow, document_row
from states.feedback import FeedbackState

_ZOOMS = (100, 150, 200, 300)  # percent of the room there is


@dataclass(frozen=True)
class PageRow:
    """A page as it is shown."""

    number: int
    address: str
    ratio: str  # of its sides, as CSS
    lying: str  # how wide it is when turned on its side, of the room there is, as CSS


@dataclass(frozen=True)
class PaperRow:
    """What stands beside a document's pages."""

    customer: str = ""
    customer_id: str = ""
    pet_id: str = ""
    pets: list[tuple[str, str]] = field(default_factory=list)  # of its customer
    pages: list[PageRow] = field(default_factory=list)
    proves: list[str] = field(default_factory=list)  # as its customer says
    waits: bool = False  # for somebody to accept it or send it back
    from_clinic: bool = False
    seen: bool = False  # by its customer
    active: bool = False  # it would act where it is opened


_NONE = DocumentRow("", "", "", "", "", "", "", "", "")


class ReviewState(StaffState):
    """One document, and what can be done with it."""

    status: str = "loading"  # loading, ready, missing
    document: DocumentRow = _NONE
    paper: PaperRow = PaperRow()
    mail: MailRow = MailRow()  # that it came with
    form: forms.Form = forms.Form()  # why it is sent back
    returning: bool = False
    findings: FindingsRow = FindingsRow()
    zoom: int = _ZOOMS[0]
    turn: int = 0  # degrees

    _document: UUID | None = None
    _dismissed: list[str] = []  # the numbers of findings

    @rx.event
    async def open(self):
        """Show the document in the address; its customer reads that it is in review."""
        self.status, self.document, self.paper = "loading", _NONE, PaperRow()
        self.findings, self._dismissed = FindingsRow(), []
        self.mail = MailRow()
        self.zoom, self.turn, self.returning, self.form = _ZOOMS[0], 0, False, forms.Form()
        try:
            self._document = identifier(self._in_address("document_id"))
            await self._write(handling.begin, self._document)
            await self._show()
        except NotFound:
            self._document, self._screen, self.status = None, "", "missing"
            return None
        self._screen = "review"
        if self.paper.pet_id != self._in_address("pet_id"):
            return rx.redirect(_place(self._document, self.paper.pet_id))
        return None

    @rx.event
    async def refresh(self):
        """Show it again; what somebody has deleted is missing."""
        try:
            await self._show()
        except NotFound:
            self.status, self.document = "missing", _NONE

    @rx.event
    async def assign(self, pet: str):
        """Say which pet it is about, and go on there."""
        pet_id = identifier(pet) if pet else None
        await self._write(handling.change, self._mine(), pet_id=pet_id, seen=self.paper.seen)
        return rx.redirect(_place(self._mine(), pet))

    @rx.event
    async def show_to_customer(self, seen: bool):
        """Let the customer see it, or not."""
        about = self.paper.pet_id
        pet_id = identifier(about) if about else None
        await self._write(handling.change, self._mine(), pet_id=pet_id, seen=seen)
        await self._show()

    @rx.event
    async def accept(self):
        """Take it as it is."""
        await self._write(handling.accept, self._mine())
        await self._show()
        return FeedbackState.show(_("Accepted"))

    @rx.event
    async def ask_why(self):
        """Ask for what its customer is told."""
        self.form, self.returning = forms.opened(self._mine(), {"reason": ""}), True

    @rx.event
    async def close(self, shown: bool = False):
        """Put the question away."""
        self.returning = shown

    @rx.event
    async def send_back(self, typed: dict[str, Any]):
        """Send it back to its customer."""
        with forms.Answering(self, "form", typed) as answer:
            reason = forms.text(typed, "reason")
            await self._write(handling.send_back, self._mine(), reason)
            answer.saved({"reason": reason})
        if self.form.outcome != "saved":
            return None
        await self._show()
        return [FeedbackState.show(_("Sent back")), ReviewState.close]

    @rx.event
    async def remove(self):
        """Delete it, and go back to its customer."""
        await self._write(handling.remove, self._mine())
        return [
            FeedbackState.show(_("Deleted")),
            rx.redirect(f"/admin/customers/{self.paper.customer_id}"),
        ]

    @rx.event
    async def enlarge(self, by: int):
        """Show the pages larger or smaller by so many steps."""
        step = _ZOOMS.index(self.zoom) + max(-1, min(1, by))
        self.zoom = _ZOOMS[max(0, min(len(_ZOOMS) - 1, step))]

    @rx.event
    async def rotate(self):
        """Turn the pages by a quarter."""
        self.turn = (self.turn + 90) % 360

    @rx.event
    async def dismiss(self, number: str):
        """Show something that was found no more, in this tab."""
        if number in [row.id for row in self.findings.rows]:
            self._dismissed = [*self._dismissed, number]
            await self._show()

    def _mine(self) -> UUID:
        if self._document is None:
            raise NotFound
        return self._document

    async def _show(self) -> None:
        self.document, self.paper = await self._read(_shown, self._mine())
        wanted = self.paper.waits or self.paper.from_clinic
        kept = frozenset(self._dismissed)
        self.findings = await self._read(_found, self._mine(), kept) if wanted else FindingsRow()
        self.mail = await self._read(_came_with, self._mine())
        self.status = "ready"


def _came_with(db: Session, actor: Actor, document_id: UUID) -> MailRow:
    row = handling.opened(db, actor, document_id)
    mail = unmatched.came_with(db, actor, row)
    return mail_row(mail) if mail else MailRow()


def _place(document_id: UUID, pet_id: str) -> str:
    tail = f"documents/{document_id}"
    return f"/admin/pets/{pet_id}/{tail}" if pet_id else f"/admin/{tail}"


def _shown(db: Session, actor: Actor, document_id: UUID) -> tuple[DocumentRow, PaperRow]:
    row = handling.opened(db, actor, document_id)
    customer = db.exec(system(Customer).where(col(Customer.id) == row.customer_id)).one()
    theirs = visible(actor, Pet).where(col(Pet.customer_id) == row.customer_id)
    pets = [(str(pet.id), pet.name) for pet in db.exec(theirs.order_by(col(Pet.name)))]
    pages = documents.sheets(db, actor, row.id)
    return document_row(row, staff=True), PaperRow(
        customer=customer.name,
        customer_id=str(customer.id),
        pet_id=str(row.pet_id or ""),
        pets=[("", _("None in particular")), *pets],
        pages=[
            PageRow(
                page.number,
                f"/files/documents/{row.id}/pages/{page.number}",
                f"{page.width} / {page.height}",
                f"{100 * min(1.0, page.width / page.height):.2f}%",
            )
            for page in pages
        ],
        proves=_proves(db, row),
        waits=row.state in WAITING and not row.from_clinic,
        from_clinic=row.from_clinic,
        seen=row.customer_may_see,
        active=row.active,
    )


def _found(db: Session, actor: Actor, document_id: UUID, dismissed: frozenset[str]) -> FindingsRow:
    offered = suggesting.of(db, actor, document_id)
    row = handling.opened(db, actor, document_id)
    theirs = visible(actor, Pet).where(col(Pet.id) == row.pet_id)
    of_pet = system(Species).where(col(Species.id).in_([pet.species_id for pet in db.exec(theirs)]))
    species = {one.key for one in db.exec(of_pet)}
    names = {
        str(kind.id): _(kind.name)
        for kind in db.exec(system(VaccineType))
        if not species or species & set(kind.species)
    }
    return findings(offered.state, offered.suggestions, names, dismissed)


def _proves(db: Session, row: Document) -> list[str]:
    kinds = {str(kind.id): kind.name for kind in db.exec(system(VaccineType))}
    said = []
    for kind, until in row.proposed.items():
        if kind not in kinds:
            continue
        name = _(kinds[kind])
        day = clock.short_date(date.fromisoformat(until)) if until else ""
        said.append(_("{vaccine}, until {date}", vaccine=name, date=day) if day else name)
    return said
