"""Made-up customers, pets and records, put straight into the database.

Run as a program with the environment of a portal; prints the cookies of its customers as JSON.
"""

import json
import random
import sys
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from models.auth import AuthSession
from models.base import Status
from models.customers import Customer
from models.measurements import Measurement, Quantity
from models.pets import Pet, Sex, Species
from models.records import MedicalRecord
from models.staff import Location
from portal_app.commands.migrate import upgrade
from services.core import clock, tokens
from services.core.db import run
from services.pets import seed_species

_BATCH = 5_000
_WORDS = ("appetite", "coat", "ear", "teeth", "lung", "heart", "gait", "skin", "weight", "eye")
_KINDS = {
    "note": {"subjective": "", "objective": "", "assessment": "", "plan": ""},
    "diagnosis": {"status": "final"},
    "treatment": {"treatment_type": "procedure"},
}


def main() -> None:
    """Make customers with 5 and 50 pets, a pet with 2,000 records, and a clinic around them."""
    others = int(sys.argv[1])
    upgrade()
    print(json.dumps(run(_fill, others)))


def _fill(db: Session, others: int) -> dict[str, object]:
    chance = random.Random(7)
    seed_species(db)
    location = Location(name="Bench")
    db.add(location)
    db.flush()
    species = db.connection().execute(Species.__table__.select()).first().id
    five, fifty = _customer(db, location.id), _customer(db, location.id)
    pets = _pets(db, five.id, species, 5) + _pets(db, fifty.id, species, 50)
    _records(db, chance, pets[:1], 2_000)
    _records(db, chance, pets[1:], 20)
    _weights(db, chance, pets[:1], 200)
    crowd = [_customer(db, location.id, keep=False) for _ in range(others // 2)]
    _insert(db, Customer, [_row(customer) for customer in crowd])
    many = [_pet(customer.id, species) for customer in crowd for _ in range(2)]
    _insert(db, Pet, [_row(pet) for pet in many])
    _records(db, chance, [pet.id for pet in many], 4)
    cookies = {name: _sign_in(db, customer.id) for name, customer in (("5", five), ("50", fifty))}
    return {"cookies": cookies, "pet": str(pets[0])}


def _customer(db: Session, location: UUID, *, keep: bool = True) -> Customer:
    made = Customer(
        first_name="Bench", email=f"{uuid4().hex}@bench.test", home_location_id=location
    )
    if keep:
        db.add(made)
        db.flush()
    return made


def _pets(db: Session, customer_id: UUID, species: UUID, count: int) -> list[UUID]:
    made = [_pet(customer_id, species) for _ in range(count)]
    _insert(db, Pet, [_row(pet) for pet in made])
    return [pet.id for pet in made]


def _pet(customer_id: UUID, species: UUID) -> Pet:
    name = f"Pet {uuid4().hex[:6]}"
    return Pet(customer_id=customer_id, name=name, species_id=species, sex=Sex.FEMALE)


def _records(db: Session, chance: random.Random, pets: list[UUID], each: int) -> None:
    today, rows = clock.today(), []
    for pet_id in pets:
        for number in range(each):
            kind = "note" if each > 100 else chance.choice(list(_KINDS))
            details = {name: value or _sentence(chance) for name, value in _KINDS[kind].items()}
            record = MedicalRecord(
                pet_id=pet_id,
                kind=kind,
                title=_sentence(chance)[:60],
                happened_on=today - timedelta(days=number),
                author_name="Dr. Bench",
                details=details,
                status=Status.PUBLISHED,
            )
            rows.append(_row(record))
            if len(rows) == _BATCH:
                _insert(db, MedicalRecord, rows)
                rows = []
    _insert(db, MedicalRecord, rows)


def _weights(db: Session, chance: random.Random, pets: list[UUID], each: int) -> None:
    rows = [
        Measurement(
            pet_id=pet_id,
            quantity=Quantity.WEIGHT,
            value=20_000 + chance.random() * 3_000,
            typed="20",
            typed_unit="kg",
            measured_at=clock.now() - timedelta(days=7 * number),
        )
        for pet_id in pets
        for number in range(each)
    ]
    _insert(db, Measurement, [_row(row) for row in rows])


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=14)).capitalize() + "."


def _sign_in(db: Session, customer_id: UUID) -> str:
    token = tokens.new()
    db.add(
        AuthSession(
            token_hash=tokens.digest(token),
            customer_id=customer_id,
            seen_at=clock.now(),
            expires_at=clock.now() + timedelta(hours=12),
        )
    )
    return token


def _row(made: SQLModel) -> dict[str, object]:
    return {name: getattr(made, name) for name in type(made).model_fields}


def _insert(db: Session, model: type[SQLModel], rows: list[dict[str, object]]) -> None:
    if rows:
        db.connection().execute(insert(model), rows)


if __name__ == "__main__":
    main()
