"""Vaccinations: what a pet was given, what is due, and whether it is covered."""

from services.vaccinations.catalogue import months_after, seed, valid_until
from services.vaccinations.coverage import Color, Standing
from services.vaccinations.due import Due, due, due_of
from services.vaccinations.listing import Given, listed, types
from services.vaccinations.requirements import Need, Shield, covered, needs, shields
from services.vaccinations.status import State

__all__ = [
    "Color",
    "Due",
    "Given",
    "Need",
    "Shield",
    "Standing",
    "State",
    "covered",
    "due",
    "due_of",
    "listed",
    "months_after",
    "needs",
    "seed",
    "shields",
    "types",
    "valid_until",
]
