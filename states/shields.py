"""The shield that stands beside a pet's name wherever staff see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.vaccinations import Color, Shield

_COLORS = {Color.GREEN: "green", Color.YELLOW: "yellow", Color.RED: "red"}


@dataclass(frozen=True)
class ShieldRow:
    """A pet's colour and why."""

    color: str = ""  # green, yellow, red; empty: there is none
    words: str = ""
    href: str = ""  # the pet's immunizations


def shield_row(found: Mapping[UUID, Shield], pet_id: UUID) -> ShieldRow:
    """Write a pet's shield as pages show it.

    Args:
        found: What `vaccinations.shields` told about the pets of the page.
    """
    shield = found.get(pet_id)
    if shield is None:
        return ShieldRow()
    return ShieldRow(_COLORS[shield.color], shield.words, f"/admin/pets/{pet_id}/immunizations")
