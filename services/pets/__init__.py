"""Pets: the species there are, a customer's list, and the head of a pet's file."""

from services.pets.profiles import (
    PAGE,
    TABS,
    Card,
    Caution,
    Header,
    has_documents,
    header,
    listed,
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
    "Header",
    "drawing",
    "has_documents",
    "header",
    "listed",
    "photo",
    "seed_species",
    "tabs",
]
