"""Two customers who are one person: choosing the other, seeing what will be, and doing it."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.customers import Customer
from services import customers
from services.access import Actor
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.customers import Wanted
from states import forms
from states.admin.customers import phone_of
from states.base import StaffState, identifier
from states.feedback import FeedbackState


class MergeState(StaffState):
    """The customer in the address, and the other one."""

    form: forms.Form = forms.Form()  # of the picker
    title: str = ""
    found: forms.Found = forms.Found()
    goes: str = ""  # the other one's name, once chosen
    taken: list[str] = []  # what this customer takes over
    left: list[str] = []  # what is only noted

    _other: UUID | None = None

    @rx.event
    async def load(self):
        """Begin with the customer in the address, and without another one."""
        self._screen, self.form = "form", forms.Form()
        self._forget()
        shown = identifier(self._in_address("customer_id"))
        self.title = (await self._read(customers.get, shown)).name
        self.form = forms.opened(shown, {"other": []})

    @rx.event
    async def find(self, text: str):
        """Offer customers."""
        shown = self.get_value("form").of
        rows = await self._read(sought, str(text)[:100])
        options = [row for row in rows if row.value != shown]
        self.found = forms.found(str(text)[:100], options)

    @rx.event
    async def choose(self, other: str):
        """Say what merging with this one would do."""
        self._forget()
        try:
            chosen = identifier(other)
        except NotFound:
            return
        shown = identifier(self._in_address("customer_id"))
        plan = await self._read(customers.outlook, shown, chosen)
        self._other, self.goes = chosen, plan.other.name
        self.taken, self.left = _told(plan.other, plan.taken), _told(plan.other, plan.left)

    @rx.event
    async def merge(self):
        """Merge the two, and go to the one that is left."""
        shown = identifier(self._in_address("customer_id"))
        other = self._other or shown  # nobody chosen: refused as one and the same
        await self._write(customers.merge, shown, other)
        self._forget()
        return [
            FeedbackState.show(_("The customers are one now.")),
            rx.redirect(f"/admin/customers/{shown}"),
        ]

    def _forget(self) -> None:
        self._other, self.goes, self.taken, self.left = None, "", [], []


def sought(db: Session, actor: Actor, text: str) -> list[forms.OptionRow]:
    """Offer customers who hold a text, each with what tells them from their like."""
    page = customers.listed(db, actor, Wanted(text), 20)
    return [forms.OptionRow(str(row.id), row.name, row.email or phone_of(row)) for row in page.rows]


def _told(other: Customer, columns: list[str]) -> list[str]:
    """Name the values, not the columns; ids of other programs say nothing to anybody."""
    return [str(getattr(other, name)) for name in columns if name != "external_id"]
