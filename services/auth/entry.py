"""Coming in: from a right code or PIN to a session, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from models.auth import Device
from models.customers import Customer
from services import audit, notices, settings
from services.auth import codes, devices, people, pins, sessions, sign_up
from services.core.config import config

_FIRST_PET = "/pets/new"


@dataclass(frozen=True)
class Visitor:
    """What a browser that wants to come in has shown: its cookies and its name."""

    browser: str = ""  # the secret that binds a code to it
    session: str | None = None
    device: str | None = None
    name: str = ""  # such as Firefox, Android
    form: str = ""  # what was typed last, sealed by services/auth/forms.py
    known: str = ""  # that a staff member has signed in on it before (services/auth/waits.py)
    origin: str = ""  # the network address it asks from


@dataclass(frozen=True)
class Entered:
    """The tokens for a browser's cookies, and where the person wanted to go."""

    session: str
    device: str | None = None  # a new one, if this device was remembered just now
    next_path: str = "/"


@dataclass(frozen=True)
class Offer:
    """What the sign-in pages may show to a browser."""

    pending: codes.Pending | None
    recognised: devices.Recognised | None
    demo: bool  # the page says whom one can be
    registers: bool  # whoever is new here may sign up


def offer(db: Session, visitor: Visitor) -> Offer:
    """Return what a browser's cookies prove: a code it asked for, a device that is remembered."""
    return Offer(
        codes.pending(db, visitor.browser) if visitor.browser else None,
        devices.recognise(db, visitor.device) if visitor.device else None,
        config().demo,
        settings.load(db).allow_registration,
    )


def request_on_device(
    db: Session, visitor: Visitor, channel: str, *, origin: str, next_path: str
) -> bool:
    """Have a code sent to a contact on file of the customer whom this device remembers.

    Returns:
        Whether the device is remembered.

    Raises:
        TooMany: A limit has been reached.
    """
    known = devices.recognise(db, visitor.device) if visitor.device else None
    found = [way for way in known.ways if way.channel == channel] if known else []
    for way in found:
        codes.request(
            db,
            way.address,
            browser=visitor.browser,
            origin=origin,
            channel=channel,
            next_path=next_path,
        )
    return bool(found)


def register(
    db: Session, form: Mapping[str, object], *, browser: str, origin: str, language: str
) -> None:
    """Have a code sent to somebody who may be new here; it makes them a customer (AUTH-10).

    To a contact on file it is a code to sign in with; nothing in the answer tells which.

    Args:
        form: first_name, last_name and contact, as typed.
        language: That the form was shown in; they are written to in it from then on.

    Raises:
        Forbidden: The clinic takes nobody in this way.
        Invalid: A field is wrong.
        TooMany: A limit has been reached.
    """
    first_name, last_name = sign_up.check(db, form)
    code = codes.request(
        db, form.get("contact"), browser=browser, origin=origin, next_path=_FIRST_PET
    )
    code.first_name, code.last_name, code.language = first_name, last_name, language


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
        failed = audit.Event.SIGN_IN_FAILED
        audit.record(db, None, failed, customer, origin=visitor.origin, way="PIN")
        return None
    return Entered(_start(db, visitor, customer, device, "PIN"))


def _start(
    db: Session, visitor: Visitor, customer: Customer, device: Device | None, way: str = "code"
) -> str:
    """Begin a session under a new token; the one this browser had before ends."""
    sessions.end(db, visitor.session)
    theirs = device if device and device.customer_id == customer.id else None
    return sessions.start(
        db, customer, browser=visitor.name, origin=visitor.origin, device=theirs, way=way
    )
