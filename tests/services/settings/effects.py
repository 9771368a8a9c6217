"""What turning each setting changes for customers, at once. Add a proof for whatever is new."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from models.customers import Customer
from models.notices import OutboxEntry
from services import notices, settings
from services.core.db import run
from services.delivery import compose
from services.delivery.letter import Letter
from services.records import reading
from services.settings import ROWS


@dataclass
class Clinic:
    """Who is there, and how to turn a setting as an administrator does."""

    alice: Any
    vera: Any
    put: Callable[..., Any]
    write_record: Callable[..., Any]
    later: Callable[..., None]

    def turn(self, key: str, value: Any) -> None:
        tab = ROWS[key].tab
        version = run(settings.opened, self.vera.actor, tab).version
        run(settings.change, self.vera.actor, tab, {key: value}, version)

    def notes(self) -> list[reading.Entry]:
        return list(run(reading.listed, self.alice.actor, self.alice.pet_id, "note").rows)


Proof = Callable[[Clinic], None]
PROOFS: dict[str, Proof] = {}


def proof(*keys: str) -> Callable[[Proof], Proof]:
    def note(made: Proof) -> Proof:
        PROOFS.update(dict.fromkeys(keys, made))
        return made

    return note


def in_force() -> settings.Settings:
    return run(settings.load)


def letter(channel: str = "email") -> OutboxEntry:
    """Have a welcome written; return what is kept of it."""
    return _welcome(channel)[0]


def sent() -> Letter:
    """Have a welcome written; return what is handed over."""
    return _welcome("email")[1]


def _welcome(channel: str) -> tuple[OutboxEntry, Letter]:
    def write(db):
        alice = db.exec(select(Customer).where(Customer.first_name == "Alice")).one()
        entry = OutboxEntry(
            kind=notices.Kind.WELCOME,
            channel=channel,
            address=alice.email if channel == "email" else alice.phone,
            customer_id=alice.id,
        )
        return entry, compose.compose(db, entry)

    return run(write)
