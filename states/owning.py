"""What customers write about their own pets: a new one, its data, no photo any more."""

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from models.pets import Pet
from services import pets
from services.access import Actor
from services.core.i18n import translate as _
from services.pets import offering, owning
from states import forms
from states.base import PortalState, identifier
from states.feedback import FeedbackState
from states.pets import PetState

_NEUTERED = {None: "", True: "yes", False: "no"}


class OwnPetState(PortalState):
    """The forms of one's own pets."""

    form: forms.Form = forms.Form()  # of the pet that is shown, or of a new one
    editing: bool = False
    adds: bool = False
    kinds: list[tuple[str, str]] = []  # species: id and name
    breeds: list[str] = []

    @rx.event
    async def load_new(self):
        """Open the form for a new pet."""
        self._screen, self.editing = "new pet", False
        self.adds, self.kinds = await self._read(_kinds)
        empty = dict.fromkeys(
            ("name", "species_id", "breed", "sex", "neutered", "color", "born_on", "microchip"), ""
        )
        self.form = forms.opened("new", {**empty, "born_estimated": False})

    @rx.event
    async def refresh(self):
        """Follow the settings."""
        self.adds, self.kinds = await self._read(_kinds)

    @rx.event
    async def offer_breeds(self, species: str):
        """Offer the breeds of a species."""
        self.breeds = await self._read(_breeds, identifier(species)) if species else []

    @rx.event
    async def add(self, typed: dict[str, Any]):
        """Add the pet, and go to its file."""
        pet = None
        with forms.Answering(self, "form", typed) as answer:
            pet = await self._write(owning.add, typed, key=forms.key(typed))
            answer.saved(_values(pet), pet.version)
        return rx.redirect(f"/pets/{pet.id}/overview") if pet else None

    @rx.event
    async def edit(self):
        """Open the form for the pet that is shown."""
        pet, self.breeds = await self._read(_pet, await self._shown())
        self.form, self.editing = forms.opened(pet.id, _values(pet), pet.version), True

    @rx.event
    async def close(self, opened: bool = False):
        """Close the form; what was typed stays in the tab."""
        self.editing = opened
        await self._read(_nothing)

    @rx.event
    async def save(self, typed: dict[str, Any]):
        """Change the pet."""
        with forms.Answering(self, "form", typed, _difference) as answer:
            pet_id = identifier(self.form.of)
            pet = await self._write(owning.update, pet_id, forms.version(typed), typed)
            answer.saved(_values(pet), pet.version)
            self.editing = False
            await (await self.get_state(PetState)).refresh()

    @rx.event
    async def remove_photo(self):
        """Show the drawing again."""
        await self._write(pets.remove_photo, await self._shown())
        await (await self.get_state(PetState)).refresh()
        return FeedbackState.show(_("The photo is removed."))

    async def _shown(self) -> UUID:
        return identifier((await self.get_state(PetState)).pet_shown)


def _nothing(_db: Session, _actor: Actor) -> None:
    """Prove the session, and ask for nothing."""


def _kinds(db: Session, actor: Actor) -> tuple[bool, list[tuple[str, str]]]:
    found = [(str(one.id), _(one.name)) for one in offering.species(db)]
    return owning.may_add(db, actor), found


def _breeds(db: Session, _actor: Actor, species_id: UUID) -> list[str]:
    return list(offering.breeds(db, species_id))


def _pet(db: Session, actor: Actor, pet_id: UUID) -> tuple[Pet, list[str]]:
    pet = owning.own(db, actor, pet_id)
    return pet, _breeds(db, actor, pet.species_id)


def _values(pet: Pet) -> dict[str, Any]:
    return {
        "breed": pet.breed,
        "neutered": _NEUTERED[pet.neutered],
        "color": pet.color,
        "born_on": pet.born_on,
        "born_estimated": pet.born_estimated,
        "microchip": pet.microchip or pet.disputed_microchip,
    }


def _difference(found: Any) -> tuple[str, Any, Any]:
    """Say a difference as the form shows it; a disputed number is a microchip all the same."""
    if found.field == "disputed_microchip":
        return "microchip", found.theirs, found.yours
    if found.field == "neutered":
        return found.field, _NEUTERED[found.theirs], _NEUTERED[found.yours]
    return found.field, found.theirs, found.yours
