"""What staff change of a pet: its fields, its alerts, whose it is."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.pets import Pet
from services import pets
from services.access import Actor, Permission, require
from services.core import marks
from services.core.errors import Invalid
from services.core.i18n import translate as _
from services.pets import keeping, moving, offering
from states import forms
from states.admin.merging import sought
from states.admin.offers import BreedsState, IconsState, Options
from states.admin.pets import AlertRow
from states.base import StaffState, identifier
from states.feedback import FeedbackState

_FIELDS = (
    "name",
    "species_id",
    "sex",
    "born_on",
    "born_estimated",
    "color",
    "microchip",
    "passport_number",
    "deceased_on",
    "notes",
)


class PetFormState(BreedsState, IconsState, StaffState):
    """The pet in the address, to be changed."""

    form: forms.Form = forms.Form()
    alert: forms.Form = forms.Form()
    transfer: forms.Form = forms.Form()
    merger: forms.Form = forms.Form()
    title: str = ""
    others: Options = []  # pets that may be the same
    alerts: list[AlertRow] = []
    owners: forms.Found = forms.Found()

    @rx.event
    async def load(self):
        """Fill the forms for the pet in the address."""
        self._screen, self.form = "pet form", forms.Form()
        asked = identifier(self._in_address("pet_id"))
        pet, self.species, self.others, self.alerts = await self._read(_seen, asked)
        self.title, self._species = pet.name, str(pet.species_id)
        self.form = forms.opened(pet.id, values_of(pet), pet.version)
        self.alert = forms.opened(f"alert {pet.id}", {"customer_may_see": False})
        self.transfer = forms.opened(f"transfer {pet.id}", {"owner": []})
        self.merger = forms.opened(f"merge {pet.id}", {"other": ""})

    @rx.event
    async def refresh(self):
        """Offer what there is to choose from now; what is typed stays."""
        await self._look()

    @rx.event
    async def find_owner(self, text: str):
        """Offer customers."""
        wanted = str(text)[:100]
        self.owners = forms.found(wanted, await self._read(sought, wanted))

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Keep what was typed, and go back to the file."""
        shown = self._shown()
        with forms.Answering(self, "form", typed) as answer:
            given = typed | {"breed": forms.one(typed, "breed")}
            pet = await self._write(keeping.update, shown, forms.version(typed), given)
            answer.saved(values_of(pet), pet.version)
            return [
                FeedbackState.show(_("The pet is saved.")),
                rx.redirect(f"/admin/pets/{shown}/overview"),
            ]
        if self.form.outcome == "stale":
            pet, *_rest = await self._read(_seen, shown)
            self.form = forms.met(self.get_value("form"), typed, (values_of(pet), pet.version))
        return None

    @rx.event
    async def warn(self, typed: dict[str, Any]):
        """Add an alert."""
        with forms.Answering(self, "alert", typed) as answer:
            await self._write(keeping.warn, self._shown(), typed)
            answer.saved({"text": "", "allergy": False, "customer_may_see": False})
        await self._look()

    @rx.event
    async def show_alert(self, id: str, seen: bool):
        """Let the customer see an alert, or no longer."""
        await self._write(keeping.show_warning, identifier(id), customer_may_see=bool(seen))
        await self._look()

    @rx.event
    async def remove_alert(self, id: str):
        """Take an alert away."""
        await self._write(keeping.unwarn, identifier(id))
        await self._look()

    @rx.event
    async def give(self, typed: dict[str, Any]):
        """Transfer the pet to the customer who was chosen."""
        shown = self._shown()
        with forms.Answering(self, "transfer", typed) as answer:
            if not (owner := forms.one(typed, "owner")):
                raise Invalid("Please choose whom.", "owner")
            await self._write(moving.transfer, shown, identifier(owner))
            answer.saved({"owner": []})
            return [
                FeedbackState.show(_("The pet belongs to the other customer now.")),
                rx.redirect(f"/admin/pets/{shown}/overview"),
            ]

    @rx.event
    async def merge(self, typed: dict[str, Any]):
        """Merge the other entry of the same pet into this one."""
        shown = self._shown()
        with forms.Answering(self, "merger", typed) as answer:
            if not (other := forms.text(typed, "other", 40)):
                raise Invalid("Please choose one of these.", "other")
            await self._write(moving.merge, shown, identifier(other))
            answer.saved({"other": ""})
            return [
                FeedbackState.show(_("The pets are one now.")),
                rx.redirect(f"/admin/pets/{shown}/overview"),
            ]

    def _shown(self) -> UUID:
        return identifier(self._in_address("pet_id"))

    async def _look(self) -> None:
        if not self.get_value("form").of:
            return
        _pet, self.species, self.others, self.alerts = await self._read(_seen, self._shown())


def values_of(pet: Pet) -> dict[str, Any]:
    """Fill the form of a pet."""
    neutered = {None: "", True: "yes", False: "no"}[pet.neutered]
    chosen = [(mark.key, mark.label) for mark in marks.chosen(pet.icons)]
    kept = {name: getattr(pet, name) for name in _FIELDS}
    breed = forms.picked((pet.breed, pet.breed))
    return kept | {"neutered": neutered, "breed": breed, "icons": forms.picked(*chosen)}


def _seen(db: Session, actor: Actor, pet_id: UUID) -> tuple[Pet, Options, Options, list[AlertRow]]:
    require(actor, Permission.MANAGE_PETS)
    found = pets.file(db, actor, pet_id)
    species = [(str(one.id), _(one.name)) for one in offering.species(db, found.pet.species_id)]
    alike = [(str(other.id), other.name) for other in moving.alike(db, actor, found.pet)]
    alerts = [
        AlertRow(str(one.id), one.text, one.allergy, one.customer_may_see) for one in found.alerts
    ]
    return found.pet, species, [("", "—"), *alike] if alike else [], alerts
