"""Whose pet is to be added: somebody the clinic knows, or somebody new."""

import reflex as rx
from sqlmodel import Session

from models.customers import Customer
from services import customers
from services.access import Actor, Permission, require
from states import forms
from states.admin.customers import phone_of
from states.base import StaffState, identifier

_OFFERED = 8


class PetOwnerState(StaffState):
    """The customers found for what is being typed."""

    found: forms.Found = forms.Found()

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
        """Go on to the form, for this customer."""
        owner = await self._read(_owner, id)
        return rx.redirect(f"/admin/customers/new?customer={owner.id}")


def _offered(db: Session, actor: Actor, text: str) -> list[Customer]:
    require(actor, Permission.MANAGE_PETS)
    wanted = customers.Wanted(text, state="active")
    return list(customers.listed(db, actor, wanted, _OFFERED).rows)


def _owner(db: Session, actor: Actor, id: str) -> Customer:
    require(actor, Permission.MANAGE_PETS)
    return customers.get(db, actor, identifier(id))
