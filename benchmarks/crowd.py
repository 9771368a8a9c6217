"""A clinic of any size, put straight into the tables: the same one for the same seed."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from benchmarks.bulk import put, unindexed
from models.auth import AuthSession
from models.base import Status
from models.customers import Customer
from models.documents import Document
from models.mails import ReceivedMail, Trouble
from models.messaging import Message, Thread
from models.notices import OutboxEntry
from models.pets import Pet, Sex, Species
from models.records import MedicalRecord
from models.staff import Group, GroupMembership, Location, StaffMember
from models.vaccinations import Dose, VaccineType
from services import search
from services.access import Permission, system
from services.core import clock, tokens
from services.pets import seed_species
from services.vaccinations import seed

_EMAIL = "vera@bench.test"
_FIRST = "Anna Ben Carla David Emma Felix Greta Hugo Ida Jonas Klara Leo Mia Noah Olga Paul"
_LAST = "Adler Bauer Conrad Dietz Engel Fischer Graf Huber Issel Jung Krause Lang Meyer Neumann"
_PETS = "Balu Bella Charly Emma Felix Filou Gina Kira Lilly Luna Max Mia Minka Nala Rex Sam Simba"
_SOUNDS = "ba be bi bo da de di do fa fe ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ro"


def fill(db: Session, pets: int, records: int, seed_of: int = 7) -> None:
    """Make customers with two pets each, all that is theirs, and somebody of the staff."""
    chance = random.Random(seed_of)
    seed_species(db)
    seed(db)
    place = Location(name="Bench")
    db.add(place)
    db.flush()
    with unindexed(db):
        _fill(db, pets, records, chance, place.id)
    search.rebuild(db)
    _staff(db)


def _fill(db: Session, pets: int, records: int, chance: random.Random, place: UUID) -> None:
    species = [row.id for row in db.exec(system(Species))]
    owners = [_id(chance) for _ in range(pets // 2)]
    animals = [_id(chance) for _ in range(pets)]
    customers, owner_of = len(owners), lambda number: owners[number // 2]
    put(db, Customer, customers, lambda n: _customer(chance, owners[n], n, place))
    put(db, Pet, pets, lambda n: _pet(chance, animals[n], owner_of(n), chance.choice(species)))
    put(db, MedicalRecord, records, lambda n: _record(chance, animals[n % pets], n))
    kinds = [row.id for row in db.exec(system(VaccineType))][:2]
    put(db, Dose, 2 * pets, lambda n: _dose(chance, animals[n % pets], kinds[n % len(kinds)]))
    put(db, Document, pets // 5, lambda n: _document(chance, owner_of(n), animals[n], n))
    put(db, ReceivedMail, pets // 10, lambda n: _mail(chance, owner_of(n), n))
    put(db, OutboxEntry, pets, lambda n: _notice(chance, owner_of(n), n))
    threads = [_id(chance) for _ in range(pets // 5)]
    put(db, Thread, len(threads), lambda n: _thread(threads[n], owner_of(n), animals[n], n))
    put(db, Message, len(threads), lambda n: _message(chance, threads[n], owner_of(n), n))


def sign_in(db: Session) -> UUID:
    """Return a new session of the staff member, who may do everything."""
    member = db.exec(system(StaffMember).where(col(StaffMember.email) == _EMAIL)).one()
    made = AuthSession(
        token_hash=tokens.digest(tokens.new()),
        staff_member_id=member.id,
        seen_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )
    db.add(made)
    return made.id


def _staff(db: Session) -> None:
    group = Group(name="Bench", permissions=[one.value for one in Permission])
    member = StaffMember(name="Vera Voss", email=_EMAIL)
    db.add_all([group, member])
    db.flush()
    db.add(GroupMembership(staff_member_id=member.id, group_id=group.id))


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _customer(chance: random.Random, id: UUID, number: int, place: UUID) -> dict[str, Any]:
    first, last = chance.choice(_FIRST.split()), chance.choice(_LAST.split()) + _word(chance, 2)
    return {
        "id": id,
        "first_name": first,
        "last_name": last,
        "email": f"{first}.{last}{number}@mail.test".lower(),
        "phone": f"+49151{number:08d}",
        "home_location_id": place,
        "disabled_at": clock.now() if number % 200 == 0 else None,
    }


def _pet(chance: random.Random, id: UUID, owner: UUID, species: UUID) -> dict[str, Any]:
    common = chance.random() < 0.5
    name = chance.choice(_PETS.split()) if common else _word(chance, 3).capitalize()
    return {
        "id": id,
        "customer_id": owner,
        "name": name,
        "species_id": species,
        "sex": Sex.FEMALE,
        "born_on": clock.today() - timedelta(days=chance.randrange(100, 5_000)),
        "microchip": f"276{id.int % 10**12:012d}",
        "deceased_on": clock.today() if chance.random() < 0.1 else None,
    }


def _record(chance: random.Random, pet: UUID, number: int) -> dict[str, Any]:
    return {
        "id": _id(chance),
        "created_at": clock.now() - timedelta(minutes=number % 500_000),
        "pet_id": pet,
        "kind": ("note", "diagnosis", "treatment")[number % 3],
        "status": Status.DRAFT if number % 1_000 == 0 else Status.PUBLISHED,
        "title": _word(chance, 6).capitalize(),
        "happened_on": clock.today() - timedelta(days=number % 3_000),
        "author_name": "Dr. Bench",
        "details": {},
    }


def _dose(chance: random.Random, pet: UUID, kind: UUID) -> dict[str, Any]:
    given = clock.today() - timedelta(days=chance.randrange(0, 500))
    return {
        "id": _id(chance),
        "pet_id": pet,
        "vaccine_type_id": kind,
        "given_on": given,
        "valid_until": given + timedelta(days=365),
    }


def _document(chance: random.Random, owner: UUID, pet: UUID, number: int) -> dict[str, Any]:
    return {
        "id": _id(chance),
        "customer_id": owner,
        "pet_id": pet,
        "file": "0" * 64,
        "name": f"{_word(chance, 4)}.pdf",
        "media_type": "application/pdf",
        "size_bytes": 1,
        "state": "received" if number % 20 == 0 else "accepted",
    }


def _mail(chance: random.Random, owner: UUID, number: int) -> dict[str, Any]:
    waits = number % 20 == 0
    return {
        "id": _id(chance),
        "key": f"{number:064}",
        "sender": "a@mail.test",
        "trouble": Trouble.UNPROVEN if waits else Trouble.NONE,
        "customer_id": owner,
        "settled_at": None if waits else clock.now() - timedelta(minutes=number),
    }


def _notice(chance: random.Random, owner: UUID, number: int) -> dict[str, Any]:
    return {
        "id": _id(chance),
        "kind": "record_published",
        "channel": "email",
        "address": "a@mail.test",
        "customer_id": owner,
        "state": "failed" if number % 200 == 0 else "sent",
        "settled_at": clock.now() - timedelta(minutes=number),
    }


def _thread(id: UUID, owner: UUID, pet: UUID, number: int) -> dict[str, Any]:
    asked = clock.now() - timedelta(minutes=number) if number % 20 == 0 else None
    return {
        "id": id,
        "customer_id": owner,
        "pet_id": pet,
        "topic": "A question",
        "last_position": 1,
        "asked_at": asked,
    }


def _message(chance: random.Random, thread: UUID, owner: UUID, number: int) -> dict[str, Any]:
    return {
        "id": _id(chance),
        "customer_id": owner,
        "thread_id": thread,
        "position": 1,
        "author_id": owner,
        "author_name": "Somebody",
        "from_clinic": number % 20 != 0,
        "body": "Hello",
        "client_key": str(number),
    }


def _word(chance: random.Random, sounds: int) -> str:
    return "".join(chance.choices(_SOUNDS.split(), k=sounds))
