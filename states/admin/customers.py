"""The list of the clinic's customers, narrowed down as one types."""

from dataclasses import dataclass, field, replace

import reflex as rx
from sqlmodel import Session

from models.customers import Customer
from services import customers, vaccinations
from services.access import Actor
from services.core import contacts
from services.core.i18n import plural
from services.customers import Place, Wanted
from states.admin.stepping import Service, SteppedState
from states.base import StaffState
from states.shields import ShieldRow, shield_row

_PETS = 5  # named on a line; further ones are counted
STATES = ("active", "disabled", "without_pets")


@dataclass(frozen=True)
class NameRow:
    """A pet, by its name."""

    id: str
    name: str
    shield: ShieldRow = field(default_factory=ShieldRow)


@dataclass(frozen=True)
class CustomerRow:
    """One customer of the list."""

    id: str
    name: str
    email: str
    phone: str
    disabled: bool
    more: str  # how many further pets there are
    pets: list[NameRow] = field(default_factory=list)


class CustomersState(SteppedState, StaffState):
    """One page of the list."""

    status: str = "loading"  # loading, ready
    text: str = ""
    state: str = ""
    rows: list[CustomerRow] = []
    narrowed: bool = False

    @rx.event
    async def load(self):
        """Show the list from its beginning."""
        self._screen = "customers"
        self.text = str(self.router.url.query_parameters.get("q") or "")[:100]
        self.state = ""
        await self._begin()

    @rx.event
    async def search(self, text: str):
        """Show only those who hold what was typed."""
        self.text = str(text)[:100]
        await self._begin()

    @rx.event
    async def narrow(self, state: str):
        """Show only those in one state."""
        self.state = state if state in STATES else ""
        await self._begin()

    @rx.event
    async def clear(self):
        """Show everybody again."""
        self.text = self.state = ""
        await self._begin()

    def _service(self) -> Service:
        wanted = Wanted(self.text, self.state)
        return lambda db, actor, after: _listed(db, actor, replace(wanted, after=after))

    def _fill(self, seen: tuple[list[CustomerRow], Place | None]) -> Place | None:
        self.rows, further = seen
        self.narrowed = bool(self.text.strip() or self.state)
        self.status = "ready"
        return further


def phone_of(customer: Customer) -> str:
    """Write a customer's number as people do."""
    return contacts.written(customer.phone) if customer.phone else ""


def _listed(db: Session, actor: Actor, wanted: Wanted) -> tuple[list[CustomerRow], Place | None]:
    page = customers.listed(db, actor, wanted)
    named = {owner: theirs[:_PETS] for owner, theirs in page.pets.items()}
    shields = vaccinations.shields(
        db, actor, [pet_id for theirs in named.values() for pet_id, _name in theirs]
    )
    rows = [
        _row(
            customer,
            [
                NameRow(str(pet_id), name, shield_row(shields, pet_id))
                for pet_id, name in named.get(customer.id, [])
            ],
            len(page.pets.get(customer.id, [])),
        )
        for customer in page.rows
    ]
    return rows, page.next


def _row(customer: Customer, pets: list[NameRow], count: int) -> CustomerRow:
    further = count - len(pets)
    return CustomerRow(
        id=str(customer.id),
        name=customer.name,
        email=customer.email or "",
        phone=phone_of(customer),
        disabled=customer.disabled_at is not None,
        more=plural("and {count} more", "and {count} more", further) if further > 0 else "",
        pets=pets,
    )
