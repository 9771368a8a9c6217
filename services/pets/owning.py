"""What customers write about their own pets (PET-6)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.pets import Pet, PetChange, Sex
from services import audit, bell, editing, live, settings
from services.access import Actor, Permission, find, require, visible
from services.audit import Event
from services.bell import Told
from services.core import clock
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.core.i18n import translate as _
from services.core.typed import Typed
from services.pets import chips, offering

MOST = 30  # pets that one customer adds without the clinic
_NEUTERED = {"": None, "yes": True, "no": False}
_TEXTS = {"breed": 60, "color": 120}


def may_add(db: Session, actor: Actor) -> bool:
    """Tell whether the actor may add a pet of their own."""
    return _own_business(actor) and settings.load(db).allow_customer_add_pet


def may_edit(db: Session, actor: Actor) -> bool:
    """Tell whether the actor may change what is written about their own pets."""
    return _own_business(actor) and settings.load(db).allow_customer_edit_pet


def may_change_photo(db: Session, actor: Actor) -> bool:
    """Tell whether the actor may change the photos of their own pets."""
    return _own_business(actor) and settings.load(db).allow_customer_edit_pet_photo


def _tell(db: Session, pet: Pet) -> None:
    """Have the customer's tabs and the staff know that the customer changed a pet."""
    bell.tell(db, Told.CUSTOMER_CHANGED, customer_id=pet.customer_id, about_id=pet.id)
    live.publish(db, live.Changed(pet.customer_id))


def _own_business(actor: Actor) -> bool:
    """Tell a customer from the staff, and from staff who look as the customer does."""
    return not actor.is_staff and actor.viewer_id is None


def own(db: Session, actor: Actor, pet_id: UUID) -> Pet:
    """Return one of the customer's own pets, to fill a form with.

    Raises:
        NotFound: No such pet, or not theirs.
        Forbidden: The clinic does not let customers change their pets.
    """
    require(actor, Permission.VIEW_RECORDS)
    if actor.is_staff:
        raise NotFound
    pet = find(db, actor, Pet, pet_id)
    if not may_edit(db, actor):
        raise Forbidden("Your clinic keeps this up to date. Please tell them what has changed.")
    return pet


def add(db: Session, actor: Actor, form: Mapping[str, object], *, key: str = "") -> Pet:
    """Add a pet of the customer who asks; the staff see that it was they.

    Args:
        form: By column, as typed; name and species_id are needed.
        key: The same for one form however often it is sent; a pet is added once.

    Raises:
        Forbidden: The clinic does not let customers add pets.
        Invalid: A value is missing or cannot be; `field` names it.
        Conflict: They have added more than anybody does.
    """
    require(actor, Permission.VIEW_RECORDS)
    if actor.customer_id is None or not may_add(db, actor):
        raise Forbidden("Your clinic adds the pets. Please tell them about yours.")
    pet_id = editing.id_of(actor, "pet", key)
    mine = db.exec(visible(actor, Pet).where(col(Pet.added_by_customer))).all()
    if again := next((pet for pet in mine if pet.id == pet_id), None):
        return again
    if len(mine) >= MOST:
        raise Conflict("You have added many pets. Please ask the clinic to add further ones.")
    typed = Typed(form)
    name = typed.line("name", 60, needed=True)
    values = _read(db, actor, typed, None)
    pet = Pet(
        id=pet_id,
        customer_id=actor.customer_id,
        name=name,
        species_id=_species(db, typed),
        sex=Sex(typed.one_of("sex", list(Sex)) if typed.text("sex", 10) else Sex.UNKNOWN),
        added_by_customer=True,
        changed_at=clock.now(),
        changed_by=actor.name,
        **values,
    )
    db.add(pet)
    db.flush()
    audit.record(db, actor, Event.PET_ADDED, pet)
    _tell(db, pet)
    return pet


def update(
    db: Session, actor: Actor, pet_id: UUID, version: int, form: Mapping[str, object]
) -> Pet:
    """Change what a customer may about their own pet; what was and what is stays for the staff.

    Args:
        version: Of the pet as it was when the form was opened.
        form: By column, as typed; what is left out stays.

    Raises:
        NotFound: No such pet, or not theirs.
        Forbidden: The clinic does not let customers change their pets.
        Invalid: A value cannot be; `field` names it.
        Stale: Somebody else has saved the same fields meanwhile.
    """
    pet = own(db, actor, pet_id)
    values = _read(db, actor, Typed(form), pet)
    try:
        changed = editing.change(pet, actor, version, values)
    except editing.Stale as stale:
        stale.by = stale.values["name"] = _("Your clinic")  # who of them is the clinic's affair
        raise
    if not changed:
        return pet
    for field, before, after in _told(changed):
        db.add(
            PetChange(pet_id=pet.id, field=field, before=before, after=after, changed_by=actor.name)
        )
    db.flush()
    audit.record(db, actor, Event.PET_CHANGED, pet, fields=sorted(changed))
    _tell(db, pet)
    return pet


def changes(db: Session, actor: Actor, pet_id: UUID, limit: int = 50) -> Sequence[PetChange]:
    """List what the customer has changed of a pet, newest first, for the staff.

    Raises:
        Forbidden: The actor may not view records.
        NotFound: No such pet, or it is a customer who asks.
    """
    require(actor, Permission.VIEW_RECORDS)
    if not actor.is_staff:
        raise NotFound
    pet = find(db, actor, Pet, pet_id)
    newest = col(PetChange.created_at).desc()
    return db.exec(
        visible(actor, PetChange).where(PetChange.pet_id == pet.id).order_by(newest).limit(limit)
    ).all()


def _read(db: Session, actor: Actor, typed: Typed, pet: Pet | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: typed.line(name, limit) for name, limit in _TEXTS.items() if typed.has(name)
    }
    if typed.has("neutered"):
        values["neutered"] = _NEUTERED[typed.one_of("neutered", _NEUTERED)]
    if typed.has("born_on"):
        values["born_on"] = _born(typed)
        values["born_estimated"] = bool(values["born_on"]) and typed.yes("born_estimated")
    if typed.has("microchip"):
        number = chips.read(typed.text("microchip", 40), pet.microchip if pet else None)
        values |= chips.columns(db, actor, number, pet)
    return values


def _born(typed: Typed) -> date | None:
    day = typed.day("born_on")
    if day and day > clock.today():
        raise Invalid("This day is still to come.", "born_on")
    return day


def _species(db: Session, typed: Typed) -> UUID:
    said = typed.text("species_id", 40, needed=True)
    for one in offering.species(db):
        if said == str(one.id):
            return one.id
    raise Invalid("Please choose one of these.", "species_id")


def _told(changed: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """Write what was and what is; the two columns of a microchip are one field."""
    both = {name: pair for name, pair in changed.items() if "microchip" not in name}
    chip = [changed.get(name, (None, None)) for name in ("microchip", "disputed_microchip")]
    before, after = ("".join(pair[side] or "" for pair in chip) for side in (0, 1))
    if before != after:
        both["microchip"] = before, after
    return [(name, _written(old), _written(new)) for name, (old, new) in both.items()]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)[:120]
