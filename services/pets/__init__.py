"""Pets: the species there are, a customer's list, and the head of a pet's file."""

from services.pets import browsing, keeping, moving
from services.pets.files import File, Warned, alerts, file, opened
from services.pets.photos import may_change_photo, remove_photo, set_photo
from services.pets.profiles import (
    PAGE,
    TABS,
    Card,
    Caution,
    Header,
    has_documents,
    header,
    listed,
    of,
    photo,
    tabs,
)
from services.pets.species import SPECIES, drawing, seed_species

__all__ = [
    "PAGE",
    "SPECIES",
    "TABS",
    "Card",
    "Caution",
    "File",
    "Header",
    "Warned",
    "alerts",
    "browsing",
    "drawing",
    "file",
    "has_documents",
    "header",
    "keeping",
    "listed",
    "may_change_photo",
    "moving",
    "of",
    "opened",
    "photo",
    "remove_photo",
    "seed_species",
    "set_photo",
    "tabs",
]
