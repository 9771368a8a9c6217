"""The customers of the demo clinic and their pets."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from models.customers import Customer
from models.pets import Pet, Sex
from services.demo.book import Book, chance, sheet, stable

_SEXES = {"m": Sex.MALE, "f": Sex.FEMALE}
_NEUTERED = {"y": True, "n": False}
_YOUNGEST = timedelta(weeks=8)
_CHIPPED = ("dog", "cat", "rabbit", "horse", "ferret")


@dataclass(frozen=True)
class Animal:
    """A pet as the demo's other chapters need to know it."""

    id: UUID
    key: str
    name: str
    species: str
    breed: str
    customer: Customer
    male: bool
    born_on: date
    died_on: date | None
    kg: float  # what it weighs, or weighed last
    stories: tuple[str, ...]

    def age(self, day: date) -> float:
        """Return how many years old it was on a day."""
        return (day - self.born_on).days / 365.25


def settle(book: Book) -> dict[str, Customer]:
    """Note down the customers."""
    return {line["key"]: book.add(_customer(book, line)) for line in sheet("customers")}


def keep_pets(
    book: Book, customers: dict[str, Customer], species: dict[str, UUID], photos: dict[str, str]
) -> list[Animal]:
    """Note down the pets.

    Args:
        species: The ids of the species, by key.
        photos: The files of those that have their portrait taken, by the pet's key.
    """
    animals: list[Animal] = []
    for line in sheet("pets"):
        animal = _animal(book, line, customers[line["owner"]])
        animals.append(animal)
        since = max(animal.customer.created_at, book.moment(animal.born_on, 0) + _YOUNGEST)
        pet = book.add(_pet(animal, line, species[animal.species], since))
        pet.photo = photos.get(animal.key, "")
    return animals


def _customer(book: Book, line: dict[str, str]) -> Customer:
    return Customer(
        id=stable("customer", line["key"]),
        created_at=book.moment(book.ago(float(line["years"])), 95),
        first_name=line["first_name"],
        last_name=line["last_name"],
        email=f"{line['key']}@demo.test",
        phone=line["phone"] or None,
        street=line["street"],
        postal_code=line["postal_code"],
        city=f"{line['city']}, NY",
        language=line["language"] if line["language"] != "en" else "",
        home_location_id=stable("location", line["location"]),
        notes=line["notes"],
        icons=line["icons"].split(),
    )


def _animal(book: Book, line: dict[str, str], customer: Customer) -> Animal:
    key = line["name"].lower().replace(" ", "-")
    return Animal(
        id=stable("pet", line["owner"], key),
        key=key,
        name=line["name"],
        species=line["species"],
        breed=line["breed"],
        customer=customer,
        male=line["sex"] == "m",
        born_on=book.today - timedelta(days=round(float(line["years"]) * 365.25)),
        died_on=book.ago(float(line["died"])) if line["died"] else None,
        kg=float(line["kg"]),
        stories=tuple(line["story"].split()),
    )


def _pet(animal: Animal, line: dict[str, str], species_id: UUID, since: datetime) -> Pet:
    luck = chance("pet", animal.key)
    chip = f"985{luck.randrange(10**12) % 2**38:012}"  # a transponder's number has 38 bits
    return Pet(
        id=animal.id,
        created_at=since,
        customer_id=animal.customer.id,
        name=animal.name,
        species_id=species_id,
        breed=line["breed"],
        sex=_SEXES[line["sex"]],
        neutered=_NEUTERED.get(line["neutered"]),
        born_on=animal.born_on,
        born_estimated=luck.random() < 0.2,
        color=line["color"],
        microchip=chip if animal.species in _CHIPPED else None,
        deceased_on=animal.died_on,
        notes=_NOTES.get(animal.key, ""),
        icons=_ICONS.get(animal.key, "").split(),
    )


_NOTES = {
    "rusty": "Nips when his back is touched. Muzzle is in the second drawer.",
    "pepper": "Hides in the carrier: take the lid off, do not tip her out.",
    "duke": "Treat him from behind the counter and he will follow anybody.",
    "athena": "Calm with Dr. Voss, barks at the clippers.",
    "inky": "Repeats what is said in the room. Mind your words.",
    "sarge": "Assistance dog, never separate from Mr. Mitchell.",
    "rex": "Book as the first of the day, he dislikes other males in the waiting room.",
}
_ICONS = {
    "rusty": "triangle-alert",
    "athena": "triangle-alert",
    "sarge": "shield",
    "inky": "volume-2",
    "rex": "clock",
    "bruno": "heart",
}
