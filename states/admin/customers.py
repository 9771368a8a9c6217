"""The list of the clinic's customers, narrowed down as one types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import reflex as rx

from models.customers import Customer
from services import customers
from services.core import contacts
from services.core.i18n import plural
from services.core.i18n import translate as _
from services.customers import Page, Place, Wanted
from states.base import StaffState

_PETS = 5  # named on a line; further ones are counted
STATES = ("active", "disabled", "without_pets")


@dataclass(frozen=True)
class NameRow:
    """A pet, by its name."""

    id: str
    name: str


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


class CustomersState(StaffState):
    """One page of the list."""

    status: str = "loading"  # loading, ready
    text: str = ""
    state: str = ""
    rows: list[CustomerRow] = []
    narrowed: bool = False
    has_next: bool = False
    has_previous: bool = False
    position: str = ""

    _trail: list[Place | None] = [None]  # where each page up to this one begins
    _next: Place | None = None

    @rx.event
    async def load(self):
        """Show the list from its beginning."""
        self._screen = "customers"
        self.text = str(self.router.url.query_parameters.get("q") or "")[:100]
        self.state = ""
        await self._begin()

    @rx.event
    async def refresh(self):
        """Show the same page again."""
        await self._look()

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

    @rx.event
    async def go_on(self):
        """Show the next page."""
        if self._next:
            self._trail = [*self.get_value("_trail"), self._next]
            await self._look()

    @rx.event
    async def go_back(self):
        """Show the page before."""
        if len(self._trail) > 1:
            self._trail = self.get_value("_trail")[:-1]
            await self._look()

    async def _begin(self) -> None:
        self._trail = [None]
        await self._look()

    async def _look(self) -> None:
        trail: list[Place | None] = self.get_value("_trail")
        wanted = Wanted(self.text, self.state, after=trail[-1])
        page = await self._read(customers.listed, wanted)
        self.rows = _rows(page)
        self._next = page.next
        self.has_next, self.has_previous = page.next is not None, len(trail) > 1
        self.position = _("Page {number}", number=len(trail))
        self.narrowed = bool(self.text.strip() or self.state)
        self.status = "ready"


def phone_of(customer: Customer) -> str:
    """Write a customer's number as people do."""
    return contacts.written(customer.phone) if customer.phone else ""


def _rows(page: Page) -> list[CustomerRow]:
    return [_row(customer, page.pets) for customer in page.rows]


def _row(customer: Customer, pets: Mapping[UUID, list[tuple[UUID, str]]]) -> CustomerRow:
    theirs = pets.get(customer.id, [])
    further = len(theirs) - _PETS
    return CustomerRow(
        id=str(customer.id),
        name=customer.name,
        email=customer.email or "",
        phone=phone_of(customer),
        disabled=customer.disabled_at is not None,
        more=plural("and {count} more", "and {count} more", further) if further > 0 else "",
        pets=[NameRow(str(pet_id), name) for pet_id, name in theirs[:_PETS]],
    )
