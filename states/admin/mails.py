"""An e-mail that waits for the staff: what it says, what came with it, and whose it is."""

from dataclasses import dataclass, field
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.customers import Customer
from models.mails import ReceivedMail, Trouble
from services import customers
from services.access import Actor, Permission, require
from services.core import clock
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.documents import examining
from services.mailbox import filing, unmatched
from services.mailbox.unmatched import Paper, Waiting
from states import forms
from states.admin.customers import phone_of
from states.base import StaffState, identifier
from states.documents import size_said
from states.feedback import FeedbackState

_OFFERED = 8


@dataclass(frozen=True)
class MailRow:
    """What an e-mail says of itself, and what the portal says of it."""

    sender: str = ""
    subject: str = ""
    text: str = ""
    came: str = ""
    trouble: str = ""
    likely: str = ""  # the name of the customer who has its address
    likely_id: str = ""
    refused: list[tuple[str, str]] = field(default_factory=list)  # names of files, and why not


@dataclass(frozen=True)
class StrayRow:
    """A paper that came with it."""

    id: str
    name: str
    detail: str
    href: str
    pages: list[str]  # addresses
    active: bool  # it would act where it is opened


class MailState(StaffState):
    """The e-mail in the address."""

    status: str = "loading"  # loading, ready, missing
    mail: MailRow = MailRow()
    papers: list[StrayRow] = []
    found: forms.Found = forms.Found()
    chosen: str = ""  # the customer whom it shall be filed under
    chosen_name: str = ""

    _mail: UUID | None = None

    @rx.event
    async def load(self):
        """Show the e-mail."""
        self.status, self.mail, self.papers = "loading", MailRow(), []
        self.found, self.chosen, self.chosen_name = forms.Found(), "", ""
        try:
            self._mail = identifier(self._in_address("mail_id"))
            await self._show()
        except NotFound:
            self._mail, self._screen, self.status = None, "", "missing"
            return
        self._screen = "mail"

    @rx.event
    async def refresh(self):
        """Show it again; what somebody has seen to is gone."""
        try:
            await self._show()
        except NotFound:
            self.status, self.mail, self.papers = "missing", MailRow(), []

    @rx.event
    async def find(self, text: str):
        """Offer customers who hold what was typed."""
        asked = text[:100]
        options = [
            forms.OptionRow(str(row.id), row.name, row.email or phone_of(row))
            for row in await self._read(_offered, asked)
        ]
        self.found = forms.found(asked, options)

    @rx.event
    async def choose(self, id: str):
        """Note whom it shall be filed under."""
        row = await self._read(_customer, identifier(id))
        self.chosen, self.chosen_name = str(row.id), row.name

    @rx.event
    async def assign(self, customer: str):
        """File what came with it under a customer, and go on to its review."""
        made = await self._write(unmatched.assign, self._mine(), identifier(customer))
        self._screen = ""
        place = f"documents/{made[0].id}" if len(made) == 1 else f"customers/{customer}"
        return [FeedbackState.show(_("Filed")), rx.redirect(f"/admin/{place}")]

    @rx.event
    async def dismiss(self):
        """Put it aside for good."""
        await self._write(unmatched.dismiss, self._mine())
        self._screen = ""
        return [FeedbackState.show(_("The e-mail is put aside.")), rx.redirect("/admin/work/mails")]

    def _mine(self) -> UUID:
        if self._mail is None:
            raise NotFound
        return self._mail

    async def _show(self) -> None:
        self.mail, self.papers = await self._read(_shown, self._mine())
        self.status = "ready"


def _offered(db: Session, actor: Actor, text: str) -> list[Customer]:
    require(actor, Permission.REVIEW_DOCUMENTS)
    wanted = customers.Wanted(text, state="active")
    return list(customers.listed(db, actor, wanted, _OFFERED).rows)


def _customer(db: Session, actor: Actor, id: UUID) -> Customer:
    require(actor, Permission.REVIEW_DOCUMENTS)
    return customers.get(db, actor, id)


def _shown(db: Session, actor: Actor, mail_id: UUID) -> tuple[MailRow, list[StrayRow]]:
    waiting = unmatched.opened(db, actor, mail_id)
    return mail_row(waiting.mail, waiting), [_paper(one) for one in waiting.papers]


def mail_row(mail: ReceivedMail, waiting: Waiting | None = None) -> MailRow:
    """Write an e-mail for the page."""
    likely = waiting.likely if waiting else None
    return MailRow(
        sender=mail.sender,
        subject=mail.subject,
        text=mail.text,
        came=clock.moment(mail.created_at),
        trouble=_trouble(mail.trouble),
        likely=likely.name if likely else "",
        likely_id=str(likely.id) if likely else "",
        refused=[(one["name"] or _("A file"), filing.said(one)) for one in mail.refused],
    )


def _trouble(kind: Trouble) -> str:
    return {
        Trouble.NONE: "",
        Trouble.STRANGER: _("No customer has this address."),
        Trouble.UNPROVEN: _(
            "Nothing proves that this comes from the address it names. Anybody can write any "
            "address on an e-mail: please ask the customer if in doubt."
        ),
        Trouble.NO_PAPERS: _("Nothing came with it that could be filed."),
        Trouble.TOO_LARGE: _("It is too large to be taken. It is still in the mailbox."),
        Trouble.UNREADABLE: _("It could not be read. If it came to a mailbox, it is still there."),
    }[kind]


def _paper(one: Paper) -> StrayRow:
    row = one.paper
    return StrayRow(
        id=str(row.id),
        name=row.name,
        detail=f"{examining.named(row.media_type)} · {size_said(row.size_bytes)}",
        href=f"/files/strays/{row.id}",
        pages=[f"/files/strays/{row.id}/pages/{page.number}" for page in one.pages],
        active=row.active,
    )
