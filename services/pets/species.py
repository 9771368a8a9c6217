"""The species that ship, with their breeds, and how a clinic's list starts from them."""

from dataclasses import dataclass

from sqlmodel import Session

from models.pets import Breed, Species
from services import shipping
from services.access import system


@dataclass(frozen=True)
class Shipped:
    """A species as it ships: `key` names its drawing, `name` is translated by the catalogue."""

    key: str
    name: str
    color: str
    breeds: tuple[str, ...] = ()


SPECIES = (
    Shipped(
        "dog",
        "Dog",
        "#9a6233",
        (
            "Akita",
            "Australian Shepherd",
            "Basset Hound",
            "Beagle",
            "Belgian Malinois",
            "Bernese Mountain Dog",
            "Bichon Frise",
            "Border Collie",
            "Boston Terrier",
            "Boxer",
            "Cavalier King Charles Spaniel",
            "Chihuahua",
            "Cocker Spaniel",
            "Dachshund",
            "Dalmatian",
            "Doberman",
            "English Bulldog",
            "French Bulldog",
            "German Shepherd",
            "Golden Retriever",
            "Great Dane",
            "Havanese",
            "Husky",
            "Jack Russell Terrier",
            "Labrador Retriever",
            "Maltese",
            "Miniature Schnauzer",
            "Mixed breed",
            "Newfoundland",
            "Pomeranian",
            "Poodle",
            "Pug",
            "Rhodesian Ridgeback",
            "Rottweiler",
            "Samoyed",
            "Shetland Sheepdog",
            "Shiba Inu",
            "Shih Tzu",
            "Staffordshire Bull Terrier",
            "Vizsla",
            "Weimaraner",
            "Welsh Corgi",
            "West Highland White Terrier",
            "Whippet",
            "Yorkshire Terrier",
        ),
    ),
    Shipped(
        "cat",
        "Cat",
        "#56708a",
        (
            "Abyssinian",
            "Bengal",
            "Birman",
            "British Longhair",
            "British Shorthair",
            "Burmese",
            "Chartreux",
            "Cornish Rex",
            "Devon Rex",
            "Domestic longhair",
            "Domestic shorthair",
            "Exotic Shorthair",
            "Maine Coon",
            "Mixed breed",
            "Norwegian Forest Cat",
            "Oriental Shorthair",
            "Persian",
            "Ragdoll",
            "Russian Blue",
            "Savannah",
            "Scottish Fold",
            "Siamese",
            "Siberian",
            "Somali",
            "Sphynx",
            "Turkish Angora",
        ),
    ),
    Shipped("horse", "Horse", "#7a4b3a"),
    Shipped("bird", "Bird", "#3f7d55"),
    Shipped("rabbit", "Rabbit", "#8b6f8e"),
    Shipped("reptile", "Reptile", "#5d7a2e"),
    Shipped("rodent", "Rodent", "#a0673f"),
    Shipped("ferret", "Ferret", "#86654f"),
    Shipped("other", "Other", "#5f6b67"),
)
DRAWN = tuple(shipped.key for shipped in SPECIES)


def seed_species(db: Session) -> None:
    """Add the shipped species that the clinic's list lacks; what is there stays as it is.

    Breeds come with a new species only, so that one the clinic has removed does not return.
    """
    known = {species.key for species in db.exec(system(Species))}
    fresh = shipping.fresh(db, "species", [shipped.key for shipped in SPECIES])
    for position, shipped in enumerate(SPECIES):
        if shipped.key in known or shipped.key not in fresh:
            continue
        species = Species(
            key=shipped.key, name=shipped.name, color=shipped.color, position=position
        )
        db.add(species)
        db.flush()
        db.add_all([Breed(species_id=species.id, name=name) for name in shipped.breeds])


def drawing(key: str, chosen: str = "") -> str:
    """Return the drawing for a species: the chosen one, else the one called as its key."""
    return next((name for name in (chosen, key) if name in DRAWN), "other")
