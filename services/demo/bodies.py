"""What the pets weigh, and how warm and how quick they are."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from models.measurements import Measurement, Quantity
from services.demo.book import Book, chance, stable
from services.demo.clinic import staff_name
from services.demo.people import Animal

_POUND = 453.59237  # grams


@dataclass(frozen=True)
class Nature:
    """What is usual for a species."""

    grown_after: float  # years
    temperature: float | None  # °C; None: as warm as its terrarium
    pulse: int  # beats a minute
    breaths: int  # a minute


NATURES = {
    "dog": Nature(1.0, 38.5, 96, 22),
    "cat": Nature(0.9, 38.6, 176, 28),
    "horse": Nature(3.0, 37.8, 36, 12),
    "bird": Nature(0.3, 41.2, 340, 60),
    "rabbit": Nature(0.6, 39.0, 210, 48),
    "reptile": Nature(4.0, None, 46, 14),
    "rodent": Nature(0.3, 38.3, 290, 80),
    "ferret": Nature(0.6, 38.7, 216, 34),
    "other": Nature(0.4, 35.2, 210, 34),
}
_TRENDS = {  # by story: how much heavier it was, for each year before today
    "diet": 0.075,
    "kidney": 0.045,
    "thyroid": 0.03,
    "old": 0.03,
    "heart": 0.015,
}


def weight(book: Book, animal: Animal, day: date) -> float:
    """Return what a pet weighed on a day, in kilograms, as one would have read it."""
    last = animal.died_on or book.today
    gain = _grown(animal, animal.age(day)) / _grown(animal, animal.age(last))
    years = (last - day).days / 365.25
    trend = sum(_TRENDS.get(story, 0.0) for story in animal.stories)
    wobble = 1 + chance("weight", animal.key, (last - day).days).uniform(-0.012, 0.012)
    return animal.kg * gain * (1 + trend * min(years, 3.0)) * wobble


def temperature(animal: Animal, day_of: str) -> float | None:
    """Return an ordinary temperature in degrees Celsius, or None for those that have no own."""
    usual = NATURES[animal.species].temperature
    return usual and round(usual + chance("warm", animal.key, day_of).uniform(-0.35, 0.35), 1)


def weigh(book: Book, animal: Animal, day: date, *, at_home: bool = False) -> float:
    """Note down a weight, and return it in kilograms."""
    kilograms = weight(book, animal, day)
    typed, unit, grams = _typed(kilograms, at_home=at_home)
    book.add(
        Measurement(
            id=stable("weight", animal.id, (book.today - day).days),
            created_at=book.moment(day, 40 if not at_home else 640),
            pet_id=animal.id,
            quantity=Quantity.WEIGHT,
            value=grams,
            typed=typed,
            typed_unit=unit,
            measured_at=book.moment(day, 35 if not at_home else 635),
            at_home=at_home,
            measured_by_id=animal.customer.id if at_home else None,
            author_name=animal.customer.name if at_home else staff_name("vera"),
            notes="Bathroom scales, carrier taken off" if at_home else "",
        )
    )
    return grams / 1000


def take_temperature(
    book: Book, animal: Animal, day: date, celsius: float, *, at_home: bool = False
) -> None:
    """Note down a temperature; at home it is read in degrees Fahrenheit."""
    fahrenheit = f"{celsius * 9 / 5 + 32:.1f}"
    book.add(
        Measurement(
            id=stable("temperature", animal.id, (book.today - day).days, at_home),
            created_at=book.moment(day, 41 if not at_home else 650),
            pet_id=animal.id,
            quantity=Quantity.TEMPERATURE,
            value=celsius,
            typed=fahrenheit if at_home else f"{celsius:.1f}",
            typed_unit="°F" if at_home else "°C",
            measured_at=book.moment(day, 36 if not at_home else 645),
            at_home=at_home,
            measured_by_id=animal.customer.id if at_home else None,
            author_name=animal.customer.name if at_home else staff_name("vera"),
        )
    )


def watch(book: Book, animal: Animal) -> None:
    """Note down what was measured between visits: growing, slimming and failing pets."""
    last = animal.died_on or book.today
    young = animal.age(last) < 2
    if not young and not {"diet", "kidney", "thyroid", "heart", "old"} & set(animal.stories):
        return
    first = max(animal.born_on + timedelta(weeks=8), last - timedelta(days=1000))
    step = 14 if animal.age(last) < 1 else 45
    for count in range(1, 24):
        day = last - timedelta(days=5 + step * count)
        if day > first and chance("watch", animal.key, count).random() < 0.85:
            weigh(book, animal, day, at_home=count % 3 != 0)


def _grown(animal: Animal, age: float) -> float:
    """Return what part of its adult weight a pet has reached (a Gompertz curve)."""
    return exp(-3.4 * exp(-4.6 * max(age, 0.04) / NATURES[animal.species].grown_after))


def _typed(kilograms: float, *, at_home: bool) -> tuple[str, str, float]:
    """Return a weight as somebody would type it, and the same in grams."""
    if kilograms < 2:
        return f"{kilograms * 1000:.0f}", "g", float(round(kilograms * 1000))
    if at_home:
        pounds = f"{kilograms * 1000 / _POUND:.1f}"
        return pounds, "lb", float(pounds) * _POUND
    kept = f"{kilograms:.1f}" if kilograms < 100 else f"{kilograms:.0f}"
    return kept, "kg", float(kept) * 1000
