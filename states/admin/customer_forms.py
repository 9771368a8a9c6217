"""The form of a customer, and the quick one that adds a customer with a pet."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.customers import Customer
from services import customers, pushing
from services.access import Actor, Permission, require
from services.core import marks
from services.core.errors import Invalid
from services.core.i18n import LANGUAGES
from services.core.i18n import translate as _
from services.customers import wishes
from services.pets import keeping, offering
from states import forms
from states.admin.customers import NameRow, phone_of
from states.admin.offers import BreedsState, IconsState, Options
from states.base import StaffState, identifier
from states.feedback import FeedbackState

_FIELDS = (
    "first_name",
    "last_name",
    "email",
    "street",
    "postal_code",
    "city",
    "language",
    "home_location_id",
    "notes",
    "declines_email",
    "declines_sms",
)


def values_of(customer: Customer) -> dict[str, Any]:
    """Fill the form of a customer."""
    chosen = [(mark.key, mark.label) for mark in marks.chosen(customer.icons)]
    kept = {name: getattr(customer, name) for name in _FIELDS}
    wanted = wishes.fields(customer)
    del wanted["wants_email"], wanted["wants_sms"]  # asked the other way round here
    return kept | wanted | {"phone": phone_of(customer), "icons": forms.picked(*chosen)}


class CustomerFormState(IconsState, StaffState):
    """What is known of one customer, to be changed."""

    form: forms.Form = forms.Form()
    title: str = ""
    locations: Options = []
    languages: Options = []
    devices: bool = False  # whether customers can be told on their devices

    @rx.event
    async def load(self):
        """Fill the form for the customer in the address."""
        self._screen, self.form = "customer form", forms.Form()
        asked = identifier(self._in_address("customer_id"))
        customer, self.locations = await self._read(_one, asked)
        self.languages, self.title = languages(), customer.name
        self.devices = await self._read(pushing.offer) != ""
        self.form = forms.opened(customer.id, values_of(customer), customer.version)

    @rx.event
    async def refresh(self):
        """Offer what there is to choose from now; what is typed stays."""
        if self.form.of:
            shown = identifier(self._in_address("customer_id"))
            _customer, self.locations = await self._read(_one, shown)

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Keep what was typed, and go back to the customer's page."""
        shown = identifier(self._in_address("customer_id"))
        with forms.Answering(self, "form", typed) as answer:
            customer = await self._write(customers.update, shown, forms.version(typed), typed)
            answer.saved(values_of(customer), customer.version)
            return [
                FeedbackState.show(_("The customer is saved.")),
                rx.redirect(f"/admin/customers/{shown}"),
            ]
        if self.form.outcome == "stale":
            now, _places = await self._read(_one, shown)
            self.form = forms.met(self.get_value("form"), typed, (values_of(now), now.version))
        return None


class NewcomerState(BreedsState, StaffState):
    """The quick form: a customer, and with them a pet."""

    form: forms.Form = forms.Form()
    owner: str = ""  # who the pet is for; empty: somebody new
    owner_id: str = ""
    locations: Options = []
    alike: list[NameRow] = []  # who may be the same

    _typed: dict[str, str] = {}

    @rx.event
    async def load(self):
        """Show an empty form; for another pet of the customer that the address names, if any."""
        self._screen, self.alike, self._typed = "newcomer form", [], {}
        for_whom = str(self.router.url.query_parameters.get("customer") or "")
        owner_id = identifier(for_whom) if for_whom else None
        seen = await self._read(_lists, owner_id)
        self.owner, self.locations, self.species = seen
        self.owner_id = str(owner_id) if owner_id else ""
        first = self.species[0][0] if self.species else ""
        self._species = first
        place = self.locations[0][0] if self.locations else ""
        self.form = forms.opened(
            f"new {self.owner_id}",
            {"owner_home_location_id": place, "species_id": first, "sex": "unknown"},
        )

    @rx.event
    async def refresh(self):
        """Offer what there is to choose from now; what is typed stays."""
        if self.form.of:
            _owner, self.locations, self.species = await self._read(_lists, None)

    @rx.event
    async def check(self, name: str, text: str):
        """Warn of customers who may be the same as the one being typed."""
        if name in ("first_name", "last_name", "email", "phone"):
            self._typed = {**self.get_value("_typed"), name: str(text)[:254]}
            found = await self._read(customers.duplicates, self.get_value("_typed"))
            self.alike = [
                NameRow(str(one.id), f"{one.name} · {one.contact}" if one.contact else one.name)
                for one in found
            ]

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Keep what was typed, and go on where the next thing is done."""
        with forms.Answering(self, "form", typed) as answer:
            given = typed | {"breed": forms.one(typed, "breed"), "customer_id": self.owner_id}
            path = await self._write(_added, given, forms.key(typed))
            answer.saved({})
            return [FeedbackState.show(_("Saved.")), rx.redirect(path)]


def languages() -> Options:
    """List the languages that a customer can be written to in."""
    return [("", _("The clinic's")), *LANGUAGES.items()]


def _one(db: Session, actor: Actor, id: UUID) -> tuple[Customer, Options]:
    require(actor, Permission.MANAGE_CUSTOMERS)
    return customers.get(db, actor, id), _places(db)


def _lists(db: Session, actor: Actor, owner_id: UUID | None) -> tuple[str, Options, Options]:
    customers.require_staff(actor)
    owner = customers.get(db, actor, owner_id).name if owner_id else ""
    return owner, _places(db), [(str(one.id), _(one.name)) for one in offering.species(db)]


def _places(db: Session) -> Options:
    return [(str(place.id), place.name) for place in customers.locations(db)]


def _added(db: Session, actor: Actor, typed: dict[str, Any], key: str) -> str:
    """Add what was typed; without a pet's name, the customer alone. Return where one goes on."""
    if forms.text(typed, "name") or typed["customer_id"]:
        made = keeping.add(db, actor, typed, key=key)
        return f"/admin/pets/{made.pet.id}/overview"
    owner = {name.removeprefix("owner_"): typed[name] for name in typed if "owner_" in name}
    try:
        return f"/admin/customers/{customers.add(db, actor, owner, key=key).id}"
    except Invalid as refusal:
        raise keeping.owners(refusal) from None
