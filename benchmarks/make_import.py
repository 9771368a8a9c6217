"""Write a folder for `portal import`, of any size and the same for the same seed.

python -m benchmarks.make_import DIR --pets 10000 --records 200000
"""

import argparse
import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

_FIRST_NAMES = ("Ann", "Ben", "Clara", "David", "Erin", "Finn", "Grace", "Hugo", "Iris", "Jörg")
_LAST_NAMES = ("Baker", "Carter", "Dürr", "Ellis", "Fox", "Grant", "Hill", "Irwin", "Jansen")
_PETS = ("Rex", "Luna", "Milo", "Nala", "Oskar", "Pepper", "Rocky", "Simba", "Tilly", "Wanda")
_SPECIES = ("dog", "cat", "rabbit", "Feline", "canine", "horse")
_NOTE = "Bright and alert, eats and drinks well. Heart and lungs clear on listening; gums pink. "
_DAY = date(2015, 1, 1)


def make(folder: Path, *, pets: int, records: int, seed: int = 7) -> None:
    """Fill a folder: half as many customers as pets, and three doses and weights for each pet."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    customers = max(1, pets // 2)
    _write(
        folder / "customers.csv",
        ("customer_id", "first_name", "last_name", "email", "phone", "city"),
        (_customer(number, chance) for number in range(customers)),
    )
    _write(
        folder / "pets.csv",
        ("pet_id", "customer_id", "name", "species", "sex", "neutered", "born_on", "microchip"),
        (_pet(number, customers, chance) for number in range(pets)),
    )
    columns = ("record_id", "pet_id", "kind", "date", "title", "status", "notes", "author")
    details = ("details.subjective", "details.plan", "details.treatment_type", "details.dose")
    _write(
        folder / "records.csv",
        (*columns, *details),
        (_record(number, pets, chance) for number in range(records)),
    )
    _write(
        folder / "doses.csv",
        ("dose_id", "pet_id", "vaccine", "given_on", "batch"),
        (
            (f"D{number}", f"P{number % pets}", "Rabies", _past(chance), f"B{number % 97}")
            for number in range(pets * 3)
        ),
    )
    _write(
        folder / "weights.csv",
        ("weight_id", "pet_id", "date", "weight", "unit"),
        (
            (f"W{number}", f"P{number % pets}", _past(chance), chance.randint(2, 60), "kg")
            for number in range(pets * 3)
        ),
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _customer(number: int, chance: random.Random) -> tuple[str, ...]:
    return (
        f"C{number}",
        chance.choice(_FIRST_NAMES),
        chance.choice(_LAST_NAMES),
        f"customer{number}@mail.test",
        f"+1202{5_560_000 + number if number < 9_000 else 2_000_000 + number}",
        "Springfield",
    )


def _pet(number: int, customers: int, chance: random.Random) -> tuple[object, ...]:
    return (
        f"P{number}",
        f"C{number % customers}",
        chance.choice(_PETS),
        chance.choice(_SPECIES),
        chance.choice(("male", "female")),
        chance.choice(("yes", "no", "")),
        _past(chance),
        f"276{number:012}" if number % 2 else "",
    )


def _record(number: int, pets: int, chance: random.Random) -> tuple[object, ...]:
    kind = ("note", "treatment", "diagnosis", "note")[number % 4]
    note, treatment = kind == "note", kind == "treatment"
    return (
        f"R{number}",
        f"P{number % pets}",
        kind,
        _past(chance),
        f"Visit {number}",
        chance.choice(("published", "draft", "published")),
        _NOTE * chance.randint(1, 4),
        "Dr Vera Voss",
        "Owner reports nothing unusual." if note else "",
        "See again in a year." if note else "",
        "medication" if treatment else "",
        "2.5" if treatment else "",
    )


def _past(chance: random.Random) -> date:
    return _DAY + timedelta(days=chance.randrange(4_000))


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--pets", type=int, default=10_000)
    reader.add_argument("--records", type=int, default=200_000)
    given = reader.parse_args()
    make(given.folder, pets=given.pets, records=given.records)
