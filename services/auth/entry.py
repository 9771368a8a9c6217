"""Coming in: from a right code or PIN to a session, in one transaction."""

from dataclasses import dataclass

from sqlmodel import Session

from models.auth import Device
from models.customers import Customer
from services import notices
from services.auth import codes, devices, people, pins, sessions


@dataclass(frozen=True)
class Visitor:
    """What a browser that wants to come in has shown: its cookies and its name."""

    browser: str = ""  # the secret that binds a code to it
    session: str | None = None
    device: str | None = None
    name: str = ""  # such as Firefox, Android


@dataclass(frozen=True)
class Entered:
    """The tokens for a browser's cookies, and where the person wanted to go."""

    session: str
    device: str | None = None  # a new one, if this device was remembered just now
    next_path: str = "/"


def by_code(db: Session, visitor: Visitor, code: object, *, remember: bool) -> Entered | None:
    """Sign a customer in by code; None if it is wrong.

    Args:
        remember: Whether this device is to be remembered.
    """
    redeemed = codes.redeem(db, visitor.browser, code)
    if redeemed is None:
        return None
    customer, token = redeemed.customer, None
    known = devices.find(db, visitor.device)
    pins.trust_again(db, customer.id)
    if remember:
        if known:
            sessions.end_on(db, known)
            devices.forget(known)
        else:
            people.tell(db, customer, notices.Kind.NEW_DEVICE)
        known, token = devices.remember(db, customer, visitor.name)
    return Entered(_start(db, visitor, customer, known), token, redeemed.next_path)


def by_pin(db: Session, visitor: Visitor, attempt: pins.Try, *, right: bool) -> Entered | None:
    """Sign a customer in by a PIN that was evaluated meanwhile; None if it is not taken."""
    taken = pins.settle(db, attempt, right=right)
    customer, device = people.by_id(db, attempt.customer_id), devices.find(db, visitor.device)
    if not taken or customer is None or device is None or device.id != attempt.device_id:
        return None
    return Entered(_start(db, visitor, customer, device))


def _start(db: Session, visitor: Visitor, customer: Customer, device: Device | None) -> str:
    """Begin a session under a new token; the one this browser had before ends."""
    sessions.end(db, visitor.session)
    theirs = device if device and device.customer_id == customer.id else None
    return sessions.start(db, customer, browser=visitor.name, device=theirs)
