"""The cast: Alice and Bob are customers with a pet each, Vera is a vet, Rita may only read.

Alice must never see what is Bob's. Every test starts with these people and nothing else.
"""

import math
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).parent.parent
os.chdir(ROOT)
for name in [name for name in os.environ if name.startswith("PORTAL_")]:
    del os.environ[name]
os.environ["PORTAL_DATA_DIR"] = tempfile.mkdtemp(prefix="pawgate-")
os.environ["PORTAL_PUBLIC_URL"] = "http://localhost:8000"

import hypothesis  # noqa: E402
import pytest  # noqa: E402
import time_machine  # noqa: E402
from sqlalchemy import Connection  # noqa: E402
from sqlmodel import Session, SQLModel  # noqa: E402
from xdist.scheduler import LoadScopeScheduling  # noqa: E402

import models  # noqa: E402, F401
from models.auth import AuthSession  # noqa: E402
from models.customers import Customer  # noqa: E402
from models.pets import Pet, Sex, Species  # noqa: E402
from models.records import MedicalRecord  # noqa: E402
from models.staff import Group, GroupMembership, Location, StaffMember  # noqa: E402
from services import settings  # noqa: E402
from services.access import CUSTOMERS_MAY, Actor, Permission  # noqa: E402
from services.core import clock, i18n, tokens  # noqa: E402
from services.core.config import config  # noqa: E402
from services.core.db import engine, run  # noqa: E402
from tests.tabs import open_tab  # noqa: E402, F401

_FRESH = 60.0  # seconds
_BROWSER = "tests/browser/"  # whose tests share a portal

hypothesis.settings.register_profile("any machine", deadline=None)  # a slow one is no fault
hypothesis.settings.load_profile("any machine")


@dataclass(frozen=True)
class Person:
    """Somebody with a browser: who they are, and the token in its cookie."""

    actor: Actor
    token: str
    pet_id: UUID | None = None


class Together(LoadScopeScheduling):
    """Where tests run in two processes, those of a file stay in one, and all the browser's."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return _BROWSER if file.startswith(_BROWSER) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def _tables():
    SQLModel.metadata.create_all(engine())


@pytest.fixture(autouse=True)
def cast(_stage):
    """Bring on the people, and nothing else."""
    settings.forget()
    i18n.use("en")
    yield _stage.set()
    settings.forget()
    shutil.rmtree(config().data_dir / "files", ignore_errors=True)


class _Stage:
    """The rows that every test finds, kept aside: putting them back is quicker than making them."""

    def __init__(self) -> None:
        self._kept: dict[str, list[tuple[Any, ...]]] = {}
        self._people: dict[str, Person] = {}
        self._made = -math.inf

    def set(self) -> dict[str, Person]:
        """Put the rows back; make them anew before the sessions among them grow old."""
        if time.monotonic() - self._made > _FRESH:
            self._make()
        with engine().begin() as connection:
            self._clear(connection)
            for name, rows in self._kept.items():
                marks = ", ".join("?" * len(rows[0]))
                connection.exec_driver_sql(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        return dict(self._people)

    def _make(self) -> None:
        with engine().begin() as connection:
            self._clear(connection)
        self._people, self._made = run(_make_cast), time.monotonic()
        with engine().begin() as connection:
            for name in _tables_in_order():
                found = connection.exec_driver_sql(f'SELECT * FROM "{name}"')
                self._kept[name] = [tuple(row) for row in found]
        self._kept = {name: rows for name, rows in self._kept.items() if rows}

    def _clear(self, connection: Connection) -> None:
        for name in reversed(_tables_in_order()):
            connection.exec_driver_sql(f'DELETE FROM "{name}"')


def _tables_in_order() -> list[str]:
    return [table.name for table in SQLModel.metadata.sorted_tables]


@pytest.fixture(scope="session")
def _stage(_tables) -> _Stage:
    return _Stage()


def _make_cast(db: Session) -> dict[str, Person]:
    settings.put(db, clinic_name="Willow Lane Vets", clinic_email="desk@mail.test")
    location = Location(name="Willow Lane")
    dog = Species(key="dog", name="Dog", color="#8a5a2b")
    cat = Species(key="cat", name="Cat", color="#5b6b7a", position=1)
    vets = Group(name="Veterinarians", permissions=list(Permission))
    readers = Group(name="Read only", permissions=[Permission.READ_MESSAGES])
    db.add_all([location, dog, cat, vets, readers])
    db.flush()
    alice = Customer(
        first_name="Alice",
        last_name="Archer",
        email="alice@mail.test",
        phone="+12025550143",
        home_location_id=location.id,
    )
    bob = Customer(first_name="Bob", email="bob@mail.test", home_location_id=location.id)
    vera = StaffMember(name="Vera Voss", email="vera@mail.test")
    rita = StaffMember(name="Rita Ray", email="rita@mail.test")
    db.add_all([alice, bob, vera, rita])
    db.flush()
    rex = Pet(customer_id=alice.id, name="Rex", species_id=dog.id, sex=Sex.MALE)
    miso = Pet(customer_id=bob.id, name="Miso", species_id=cat.id, sex=Sex.FEMALE)
    db.add_all([rex, miso])
    db.add_all(
        [
            GroupMembership(staff_member_id=vera.id, group_id=vets.id),
            GroupMembership(staff_member_id=rita.id, group_id=readers.id),
        ]
    )
    db.flush()
    return {
        "alice": _customer_signed_in(db, alice, rex.id),
        "bob": _customer_signed_in(db, bob, miso.id),
        "vera": _staff_signed_in(db, vera, vets),
        "rita": _staff_signed_in(db, rita, readers),
    }


def _session(db: Session, **whose: UUID) -> tuple[AuthSession, str]:
    token = tokens.new()
    row = AuthSession(
        token_hash=tokens.digest(token),
        seen_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=12),
        **whose,
    )
    db.add(row)
    return row, token


def _customer_signed_in(db: Session, customer: Customer, pet_id: UUID) -> Person:
    row, token = _session(db, customer_id=customer.id)
    return Person(
        Actor(row.id, customer.id, customer.name, CUSTOMERS_MAY, customer.id), token, pet_id
    )


def _staff_signed_in(db: Session, member: StaffMember, group: Group) -> Person:
    row, token = _session(db, staff_member_id=member.id)
    may = frozenset(Permission(word) for word in group.permissions)
    return Person(Actor(row.id, member.id, member.name, may), token)


@pytest.fixture
def later():
    """Let time pass."""
    with time_machine.travel(clock.now(), tick=False) as clock_hands:
        yield lambda **span: clock_hands.shift(timedelta(**span))


@pytest.fixture
def noon():
    """Stop the clock at noon of a Wednesday."""
    with time_machine.travel(datetime(2026, 3, 4, 17, tzinfo=UTC), tick=False) as clock_hands:
        yield clock_hands


@pytest.fixture
def alice(cast) -> Person:
    return cast["alice"]


@pytest.fixture
def bob(cast) -> Person:
    return cast["bob"]


@pytest.fixture
def vera(cast) -> Person:
    return cast["vera"]


@pytest.fixture
def rita(cast) -> Person:
    return cast["rita"]


@pytest.fixture
def write_record():
    """Put a record into a pet's file: `write_record(pet_id, kind="note", status="published")`."""

    def write(pet_id: UUID, **fields: Any) -> MedicalRecord:
        given = {"kind": "note", "title": "Check-up", "happened_on": date(2026, 1, 5), **fields}
        record = MedicalRecord(pet_id=pet_id, **given)
        run(lambda db: db.add(record))
        return record

    return write


@pytest.fixture
def put():
    """Store rows of any table and return them: `put(Alert(...), ...)`."""

    def store(*rows: SQLModel) -> SQLModel | tuple[SQLModel, ...]:
        run(lambda db: (db.add_all(rows), db.flush())[1])
        return rows[0] if len(rows) == 1 else rows

    return store
