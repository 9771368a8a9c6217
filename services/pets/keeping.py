"""What staff write about pets (PET-7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from models.customers import Customer
from models.pets import Alert, Pet, Sex
from services import audit, customers, editing, live
from services.access import Actor, Permission, find, require, visible
from services.audit import Event
from services.core import clock, marks
from services.core.errors import Invalid, NotFound
from services.core.typed import Typed, maybe_id
from services.pets import chips, offering

_TEXTS = {"breed": 60, "color": 120, "passport_number": 40}
_NOTES = 10_000  # characters
_NEUTERED = {"": None, "yes": True, "no": False}


@dataclass(frozen=True)
class Added:
    """A pet that was added, and the customer it was added for."""

    pet: Pet
    owner: Customer


def add(db: Session, actor: Actor, form: Mapping[str, object], *, key: str = "") -> Added:
    """Put a new pet on file, and its owner with it where they are new (ADMIN-5).

    Args:
        form: By column, as typed. `customer_id` names the owner; where it is empty, a customer
            is added from the same form, whose columns then begin with `owner_`.
        key: The same for one form however often it is sent; a pet is added once.

    Raises:
        Forbidden: The actor may not manage pets, or not customers.
        NotFound: There is no such customer.
        Invalid: A value is missing or cannot be; `field` names it.
    """
    require(actor, Permission.MANAGE_PETS)
    new_id = editing.id_of(actor, "pet", key)
    if again := db.exec(visible(actor, Pet).where(Pet.id == new_id)).first():
        return Added(again, customers.get(db, actor, again.customer_id))
    values = _read(db, actor, {"name": "", "species_id": ""} | dict(form))
    owner = _owner(db, actor, form, key)
    pet = Pet(id=new_id, customer_id=owner.id, **values)
    db.add(pet)
    db.flush()
    audit.record(db, actor, Event.PET_ADDED, pet)
    live.publish(db, live.Changed(owner.id))
    return Added(pet, owner)


def update(
    db: Session, actor: Actor, pet_id: UUID, version: int, form: Mapping[str, object]
) -> Pet:
    """Change what is known of a pet.

    Args:
        version: As it was when the form was opened.
        form: By column, as typed; what is left out stays.

    Raises:
        Forbidden: The actor may not manage pets.
        NotFound: There is no such pet.
        Invalid: A value is missing or cannot be; `field` names it.
        Stale: Somebody else has saved this pet meanwhile.
    """
    require(actor, Permission.MANAGE_PETS)
    pet = find(db, actor, Pet, pet_id)
    changed = editing.change(pet, actor, version, _read(db, actor, form, pet))
    if changed:
        db.flush()
        audit.record(db, actor, Event.PET_CHANGED, pet, fields=sorted(changed))
        live.publish(db, live.Changed(pet.customer_id))
    return pet


def warn(db: Session, actor: Actor, pet_id: UUID, form: Mapping[str, object]) -> Alert:
    """Add an alert or allergy to a pet; what stands there already is not added again.

    Args:
        form: `text`, and whether it is an `allergy` that the `customer_may_see`.

    Raises:
        Forbidden: The actor may not manage pets.
        NotFound: There is no such pet.
        Invalid: There is no text, or too much.
    """
    require(actor, Permission.MANAGE_PETS)
    pet, typed = find(db, actor, Pet, pet_id), Typed(form)
    text, allergy = typed.line("text", 200, needed=True), typed.yes("allergy")
    same = visible(actor, Alert).where(
        Alert.pet_id == pet.id, Alert.text == text, Alert.allergy == allergy
    )
    if again := db.exec(same).first():
        return again
    alert = Alert(
        pet_id=pet.id,
        text=text,
        allergy=allergy,
        customer_may_see=typed.yes("customer_may_see"),
    )
    db.add(alert)
    db.flush()
    audit.record(db, actor, Event.PET_CHANGED, pet, fields=["alerts"])
    live.publish(db, live.Changed(pet.customer_id))
    return alert


def show_warning(db: Session, actor: Actor, alert_id: UUID, *, customer_may_see: bool) -> None:
    """Let the customer see an alert, or no longer.

    Raises:
        Forbidden: The actor may not manage pets.
        NotFound: There is no such alert.
    """
    alert, pet = _alert(db, actor, alert_id)
    alert.customer_may_see = customer_may_see
    audit.record(db, actor, Event.PET_CHANGED, pet, fields=["alerts"])
    live.publish(db, live.Changed(pet.customer_id))


def unwarn(db: Session, actor: Actor, alert_id: UUID) -> None:
    """Take an alert away.

    Raises:
        Forbidden: The actor may not manage pets.
        NotFound: There is no such alert.
    """
    alert, pet = _alert(db, actor, alert_id)
    db.delete(alert)
    audit.record(db, actor, Event.PET_CHANGED, pet, fields=["alerts"])
    live.publish(db, live.Changed(pet.customer_id))


def breeds(db: Session, actor: Actor, species_id: str, text: str) -> Sequence[str]:
    """List the breeds of a species that hold a text, at most a few.

    Raises:
        NotFound: It is a customer who asks.
    """
    customers.require_staff(actor)
    species = maybe_id(species_id)
    return offering.breeds(db, species, text, 20) if species else []


def owners(refusal: Invalid) -> Invalid:
    """Return what is wrong with a customer, beside the field of a form that has a pet's, too."""
    return Invalid(refusal.message, f"owner_{refusal.field}", **refusal.values)


def _alert(db: Session, actor: Actor, alert_id: UUID) -> tuple[Alert, Pet]:
    require(actor, Permission.MANAGE_PETS)
    alert = find(db, actor, Alert, alert_id)
    return alert, find(db, actor, Pet, alert.pet_id)


def _owner(db: Session, actor: Actor, form: Mapping[str, object], key: str) -> Customer:
    said = Typed(form).text("customer_id", 40)
    if not said:
        return _new_owner(db, actor, form, key)
    try:
        return customers.get(db, actor, UUID(said))
    except ValueError:
        raise NotFound from None


def _new_owner(db: Session, actor: Actor, form: Mapping[str, object], key: str) -> Customer:
    given = {
        name.removeprefix("owner_"): value
        for name, value in form.items()
        if name.startswith("owner_")
    }
    try:
        return customers.add(db, actor, given, key=key)
    except Invalid as refusal:
        raise owners(refusal) from None


def _read(
    db: Session, actor: Actor, form: Mapping[str, object], pet: Pet | None = None
) -> dict[str, Any]:
    typed = Typed(form)
    values: dict[str, Any] = {
        name: typed.line(name, limit) for name, limit in _TEXTS.items() if typed.has(name)
    }
    if typed.has("name"):
        values["name"] = typed.line("name", 60, needed=True)
    if typed.has("species_id"):
        values["species_id"] = _species(db, typed, pet)
    if typed.has("sex"):
        values["sex"] = Sex(typed.one_of("sex", ("", *Sex)) or Sex.UNKNOWN)
    if typed.has("neutered"):
        values["neutered"] = _NEUTERED[typed.one_of("neutered", _NEUTERED)]
    if typed.has("microchip"):
        values |= _chip(db, actor, typed, pet)
    if typed.has("notes"):
        values["notes"] = typed.text("notes", _NOTES)
    if typed.has("icons"):
        values["icons"] = [key for key in typed.lines("icons", 40) if key in marks.KEYS]
    return values | _days(typed, pet)


def _days(typed: Typed, pet: Pet | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: _past(typed, name) for name in ("born_on", "deceased_on") if typed.has(name)
    }
    if typed.has("born_on"):
        values["born_estimated"] = bool(values["born_on"]) and typed.yes("born_estimated")
    born = values.get("born_on", pet.born_on if pet else None)
    died = values.get("deceased_on", pet.deceased_on if pet else None)
    if born and died and died < born:
        raise Invalid("This lies before the pet was born.", "deceased_on")
    return values


def _past(typed: Typed, name: str) -> date | None:
    day = typed.day(name)
    if day and day > clock.today():
        raise Invalid("This day is still to come.", name)
    return day


def _species(db: Session, typed: Typed, pet: Pet | None) -> UUID:
    said = typed.text("species_id", 40, needed=True)
    for one in offering.species(db, pet.species_id if pet else None):
        if said == str(one.id):
            return one.id
    raise Invalid("Please choose one of these.", "species_id")


def _chip(db: Session, actor: Actor, typed: Typed, pet: Pet | None) -> dict[str, str | None]:
    """Read a microchip's number; staff are told whose it is already.

    What the clinic has read settles what the customer had typed.
    """
    number = chips.read(typed.text("microchip", 40), pet.microchip if pet else None)
    if not number:
        return {"microchip": None}
    other = db.exec(visible(actor, Pet).where(Pet.microchip == number)).first()
    if other is None or (pet and other.id == pet.id):
        return {"microchip": number, "disputed_microchip": ""}
    owner = customers.get(db, actor, other.customer_id).name
    raise Invalid("This chip is that of {pet}, {owner}.", "microchip", pet=other.name, owner=owner)
