"""Two customers who are one person: choosing the other, seeing what will be, and doing it."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.customers import Customer
from services import customers
from services.access import Actor
from services.core.errors import Invalid, NotFound
from services.core.i18n import translate as _
from services.customers import Wanted
from states import forms
from states.admin.customers import phone_of
from states.base import StaffState, identifier
from states.feedback import FeedbackState


class MergeState(StaffState):
    """The customer in the address, and the other one."""

    form: forms.Form = forms.Form()
    title: str = ""
    found: forms.Found = forms.Found()
    taken: list[str] = []  # what this customer takes over
    left: list[str] = []  # what is only noted

    @rx.event
    async def load(self):
        """Show the form for the customer in the address."""
        self._screen, self.form, self.taken, self.left = "form", forms.Form(), [], []
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
        self.taken, self.left = [], []
        try:
            chosen = identifier(other)
        except NotFound:
            return
        shown = identifier(self._in_address("customer_id"))
        self.taken, self.left = await self._read(_outlook, shown, chosen)

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Merge the two, and go to the one that is left."""
        shown = identifier(self._in_address("customer_id"))
        with forms.Answering(self, "form", typed) as answer:
            if not (other := forms.one(typed, "other")):
                raise Invalid("Please choose whom.", "other")
            await self._write(customers.merge, shown, identifier(other))
            answer.saved({"other": []})
            return [
                FeedbackState.show(_("The customers are one now.")),
                rx.redirect(f"/admin/customers/{shown}"),
            ]


def sought(db: Session, actor: Actor, text: str) -> list[forms.OptionRow]:
    """Offer customers who hold a text, each with what tells them from their like."""
    page = customers.listed(db, actor, Wanted(text), 20)
    return [forms.OptionRow(str(row.id), row.name, row.email or phone_of(row)) for row in page.rows]


def _outlook(db: Session, actor: Actor, shown: UUID, other: UUID) -> tuple[list[str], list[str]]:
    plan = customers.outlook(db, actor, shown, other)
    return _told(plan.other, plan.taken), _told(plan.other, plan.left)


def _told(other: Customer, columns: list[str]) -> list[str]:
    """Name the values, not the columns; ids of other programs say nothing to anybody."""
    return [str(getattr(other, name)) for name in columns if name != "external_id"]
