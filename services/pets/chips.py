"""Microchip numbers: what can be one, and whose it is already."""

import re
from uuid import UUID

from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from models.pets import Pet
from services.access import Actor, Permission, visible
from services.core.errors import Invalid

_PORTAL = Actor(UUID(int=0), UUID(int=0), "Portal", frozenset(Permission))  # sees every pet's
_DIGITS = 15
_COUNTRIES = range(4, 895)  # the numeric codes of ISO 3166-1
_MAKERS = range(900, 999)  # given to manufacturers; 999 is for trying out only
_LARGEST = 2**38 - 1  # the number itself has 38 bits


def read(typed: str, stored: str | None = None) -> str:
    """Return the 15 digits of a microchip, however they were grouped; empty if there are none.

    Args:
        stored: What the pet has already. It stays as it is, for chips from before the standard
            carry other numbers, and imports bring them.

    Raises:
        Invalid: No transponder for animals can carry this.

    Source: ISO 11784, 4 (code structure); ICAR, list of manufacturer codes.
    """
    number = re.sub(r"[\s.\-]", "", typed)
    if not number or number == stored:
        return number
    if len(number) != _DIGITS or not (number.isascii() and number.isdecimal()):
        raise Invalid("A microchip has 15 digits. Please check it.", "microchip")
    issuer = int(number[:3])
    if issuer not in _COUNTRIES and issuer not in _MAKERS:
        raise Invalid("No microchip begins with these three digits. Please check it.", "microchip")
    if int(number[3:]) > _LARGEST:
        raise Invalid("No microchip has this number. Please check it.", "microchip")
    return number


def columns(
    db: Session, actor: Actor, number: str, pet: Pet | None = None
) -> dict[str, str | None]:
    """Return how a number that a customer has typed is kept.

    Nobody can be told from the answer whether it belongs to somebody else's pet: the customer sees
    the number with their pet in any case, and only staff see that another pet has it, too.

    Raises:
        Invalid: Another pet of the same customer has it.
    """
    other = db.exec(_with(number)).first() if number else None
    if other is None or (pet and other.id == pet.id):
        return {"microchip": number or None, "disputed_microchip": ""}
    if other.customer_id == actor.customer_id:
        raise Invalid("{pet} has this microchip already.", "microchip", pet=other.name)
    return {"microchip": None, "disputed_microchip": number}


def _with(number: str) -> SelectOfScalar[Pet]:
    return visible(_PORTAL, Pet).where(Pet.microchip == number)
