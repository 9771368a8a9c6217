"""A pet's photo: who may change it, and changing it."""

from uuid import UUID

from sqlmodel import Session

from models.pets import Pet
from services import audit, live, settings
from services.access import Actor, Permission, find, require
from services.audit import Event
from services.core.errors import Forbidden


def may_change_photo(db: Session, actor: Actor, pet_id: UUID) -> Pet:
    """Return the pet, if the actor may change its photo (PET-5).

    Raises:
        NotFound: No such pet, or not theirs.
        Forbidden: The clinic does not let customers, or this staff member, change photos.
    """
    require(actor, Permission.VIEW_RECORDS)
    pet = find(db, actor, Pet, pet_id)
    if actor.is_staff:
        require(actor, Permission.MANAGE_PETS)
    elif not settings.load(db).allow_customer_edit_pet_photo:
        raise Forbidden("Your clinic looks after the photos. Please send it to them.")
    return pet


def set_photo(db: Session, actor: Actor, pet_id: UUID, digest: str) -> None:
    """Show another photo of a pet.

    Args:
        digest: Of a file that services/pictures.py has written, and that is kept already.

    Raises:
        NotFound: No such pet, or not theirs.
        Forbidden: As for `may_change_photo`.
    """
    _change(db, actor, may_change_photo(db, actor, pet_id), digest)


def remove_photo(db: Session, actor: Actor, pet_id: UUID) -> None:
    """Show the drawing of its species again in place of a pet's photo.

    Raises:
        NotFound: No such pet, or not theirs.
        Forbidden: As for `may_change_photo`.
    """
    _change(db, actor, may_change_photo(db, actor, pet_id), "")


def _change(db: Session, actor: Actor, pet: Pet, digest: str) -> None:
    if pet.photo == digest:
        return
    pet.photo = digest
    audit.record(db, actor, Event.PET_PHOTO_CHANGED, pet, removed=not digest)
    live.publish(db, live.Changed(pet.customer_id))
