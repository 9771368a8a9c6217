"""PINs: a quicker way in, on a remembered device only (AUTH-5).

A try is counted before it is evaluated, and evaluated outside any transaction, because hashing
is slow on purpose.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from passlib.hash import argon2  # pyright: ignore (it has no types)
from sqlalchemy import update
from sqlmodel import Session, col

from models.auth import Pin
from models.pets import Pet
from services import audit, notices, settings
from services.access import Actor, system, visible
from services.audit import Event
from services.auth import devices, people, weak_pins
from services.core import slowly
from services.core.errors import Forbidden, Invalid

MOST_WRONG = 10  # in a row; then the PIN is deleted
_COST = {"type": "ID", "memory_cost": 19456, "rounds": 2, "parallelism": 1}  # 19 MiB
_HASHED: Any = argon2.using(**_COST)  # pyright: ignore (it has no types)


@dataclass(frozen=True)
class Try:
    """One counted try at a PIN, still to be evaluated."""

    pin_id: UUID
    customer_id: UUID
    device_id: UUID
    pin_hash: str


async def hashed(pin: str) -> str:
    """Hash a PIN for the database."""
    return await slowly.run(_HASHED.hash, pin)


async def matches(typed: object, attempt: Try) -> bool:
    """Tell whether what was typed is the PIN."""
    pin = typed.strip()[:32] if isinstance(typed, str) else ""
    return await slowly.run(_HASHED.verify, pin, attempt.pin_hash)


def check(db: Session, actor: Actor, typed: object) -> str:
    """Return a PIN that may be set by this customer on this device.

    Raises:
        Forbidden: The device is not remembered, or the clinic takes no PINs.
        Invalid: It is too short, too long, or too easy to guess.
    """
    customer = people.by_id(db, actor.id)
    if customer is None or not may_set(db, actor):
        raise Forbidden("You can set a PIN only on a device that you chose to be remembered on.")
    pin = typed.strip() if isinstance(typed, str) else ""
    least = settings.load(db).pin_digits
    if not weak_pins.shaped(pin, least):
        raise _too_short(least)
    born = [pet.born_on for pet in db.exec(visible(actor, Pet)) if pet.born_on]
    if weak_pins.guessable(pin, born, customer.phone or ""):
        raise Invalid(
            "This PIN is too easy to guess. Please avoid dates, telephone numbers, runs and "
            "repeated digits.",
            "pin",
        )
    return pin


def _too_short(least: int) -> Invalid:
    most = weak_pins.LONGEST
    if least == most:
        return Invalid("Please choose {most} digits.", "pin", most=most)
    return Invalid("Please choose {least} to {most} digits.", "pin", least=least, most=most)


def may_set(db: Session, actor: Actor) -> bool:
    """Tell whether a PIN can be set here: on a device remembered from a code sign-in."""
    if actor.device_id is None or not settings.load(db).allow_pin:
        return False
    return any(device.id == actor.device_id for device in devices.of(db, actor.id))


def keep(db: Session, actor: Actor, pin_hash: str) -> None:
    """Set or change the customer's PIN.

    Raises:
        Forbidden: The device is no longer remembered.
    """
    if not may_set(db, actor):
        raise Forbidden("You can set a PIN only on a device that you chose to be remembered on.")
    pin = _pin(db, actor.id) or Pin(customer_id=actor.id, pin_hash="")
    pin.pin_hash, pin.wrong_tries, pin.wrong_since_code = pin_hash, 0, 0
    db.add(pin)
    audit.record(db, actor, Event.PIN_CHANGED, people.by_id(db, actor.id))


def remove(db: Session, actor: Actor) -> None:
    """Delete the customer's PIN, if there is one."""
    pin = _pin(db, actor.id)
    if pin:
        db.delete(pin)
        audit.record(db, actor, Event.PIN_REMOVED, people.by_id(db, actor.id))


def is_set(db: Session, customer_id: UUID) -> bool:
    """Tell whether a customer has a PIN."""
    return _pin(db, customer_id) is not None


def attempt(db: Session, device_token: str | None) -> Try | None:
    """Count one try on the device with this cookie; None if no PIN is taken there now."""
    device, rules = devices.find(db, device_token), settings.load(db)
    pin = _pin(db, device.customer_id) if device and rules.allow_pin else None
    if device is None or pin is None or people.by_id(db, device.customer_id) is None:
        return None
    counted = _change(
        db,
        pin.id,
        col(Pin.wrong_tries) < MOST_WRONG,
        col(Pin.wrong_since_code) < rules.code_tries,
        wrong_tries=col(Pin.wrong_tries) + 1,
        wrong_since_code=col(Pin.wrong_since_code) + 1,
    )
    return Try(pin.id, device.customer_id, device.id, pin.pin_hash) if counted else None


def settle(db: Session, attempt: Try, *, right: bool) -> bool:
    """Note how a try ended: the right PIN clears the count, one wrong try too many the PIN.

    Returns:
        Whether the person may come in: not if the PIN was changed or deleted meanwhile.
    """
    same = col(Pin.pin_hash) == attempt.pin_hash
    if right:
        return _change(db, attempt.pin_id, same, wrong_tries=0, wrong_since_code=0)
    pin = db.exec(system(Pin).where(Pin.id == attempt.pin_id)).first()
    customer = people.by_id(db, attempt.customer_id)
    if pin and customer and pin.wrong_tries >= MOST_WRONG:
        db.delete(pin)
        audit.record(db, None, Event.PIN_REMOVED, customer, wrong_tries=pin.wrong_tries)
        people.tell(db, customer, notices.Kind.PIN_DELETED)
    return False


def trust_again(db: Session, customer_id: UUID) -> None:
    """Take the PIN again after a sign-in by code; the tries in a row go on counting."""
    pin = _pin(db, customer_id)
    if pin:
        pin.wrong_since_code = 0


def _pin(db: Session, customer_id: UUID) -> Pin | None:
    return db.exec(system(Pin).where(Pin.customer_id == customer_id)).first()


def _change(db: Session, id: UUID, *conditions: Any, **change: Any) -> bool:
    """Change a PIN's row if it is still as expected; the count of rows tells who came first."""
    statement = update(Pin).where(col(Pin.id) == id, *conditions).values(**change)
    statement = statement.execution_options(synchronize_session=False)
    return db.connection().execute(statement).rowcount == 1
