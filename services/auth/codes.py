"""Sign-in codes: asking for one, making it, redeeming it.

Asking never looks up whose contact it is: the answer cannot tell, by its words or by its time,
whether the clinic knows somebody. The worker looks that up when it sends the code.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.auth import SignInCode
from models.customers import Customer
from services import audit, notices, settings
from services.access import system
from services.auth import limits, people, sign_up
from services.core import clock, contacts, i18n, tokens
from services.notices import Channel
from services.settings import Settings


@dataclass(frozen=True)
class Made:
    """A code that is about to be sent: to whom, and how long it is good for."""

    code: str
    channel: Channel
    address: str
    language: str  # empty: not known
    minutes: int
    confirms: bool  # a new contact; it signs nobody in


@dataclass(frozen=True)
class Pending:
    """What the code step may say: nothing but what this browser itself has typed."""

    masked: str
    channel: str  # email, sms: how the code was asked for
    typed_channel: str  # the kind of contact that was typed
    other_channel: str  # what can be asked for instead; empty: nothing
    spent: bool  # too many wrong tries: only a new code helps
    registers: bool  # it is for somebody who may be new here


@dataclass(frozen=True)
class Redeemed:
    """Whose code it was, and where they wanted to go."""

    customer: Customer
    next_path: str


def request(
    db: Session,
    typed: object,
    *,
    browser: str,
    origin: str,
    channel: str = "",
    next_path: str = "/",
) -> SignInCode:
    """Have a code sent to a contact on file, if what was typed is somebody's.

    Args:
        browser: A secret that only the asking browser holds; only it can redeem the code.
        origin: The network address that asks.
        channel: `email` or `sms`, to the other contact on file; empty: to the one typed.
        next_path: Where to go on to once signed in.

    Raises:
        Invalid: It does not look like a contact.
        TooMany: A limit has been reached; it says how long to wait.
    """
    rules = settings.load(db)
    contact = contacts.parse(typed, rules.country)
    earlier = _earlier(db, contact, tokens.digest(browser))
    limits.hold(db, rules, contact, origin, earlier)
    code = SignInCode(
        contact=contact,
        channel=_channel(contact, channel, rules),
        origin=origin[:64],
        browser_hash=tokens.digest(browser),
        wrong_tries=carried(earlier, rules),
        expires_at=clock.now() + timedelta(minutes=rules.code_minutes),
        next_path=next_path,
    )
    queue(db, code)
    return code


def resend(db: Session, *, browser: str, origin: str, channel: str = "") -> bool:
    """Have another code sent to the contact that this browser asked for last.

    Returns:
        Whether this browser had asked for one.

    Raises:
        TooMany: As for `request`.
    """
    last = _last(db, browser)
    if last is None:
        return False
    code = request(
        db,
        last.contact,
        browser=browser,
        origin=origin,
        channel=channel or last.channel,
        next_path=last.next_path,
    )
    code.first_name, code.last_name, code.language = last.first_name, last.last_name, last.language
    return True


def pending(db: Session, browser: str) -> Pending | None:
    """Return what this browser has asked for and not used, while that is worth anything."""
    row = _last(db, browser)
    if row is None or row.used_at or row.expires_at <= clock.now():
        return None
    rules = settings.load(db)
    typed = people.SMS if contacts.is_phone(row.contact) else people.EMAIL
    other = people.EMAIL if row.channel == people.SMS else people.SMS
    return Pending(
        masked=contacts.masked(row.contact),
        channel=row.channel,
        typed_channel=typed,
        other_channel=other if _offers(row, other, rules) else "",
        spent=row.wrong_tries >= rules.code_tries,
        registers=bool(row.first_name),
    )


def make(db: Session, code_id: UUID) -> Made | None:
    """Make the code that is about to be sent; None if it is too late or nobody's contact."""
    row = db.exec(system(SignInCode).where(SignInCode.id == code_id)).first()
    if row is None or row.used_at or row.expires_at <= clock.now():
        return None
    rules = settings.load(db)
    way, language = _receiver(db, row, rules)
    if way is None:
        return None
    if row.send_to != way.address and limits.reached(db, rules, way.address):
        return None
    code = tokens.new_code()
    row.code_hash = hashed(row, code)
    row.send_to = way.address
    minutes = ceil((row.expires_at - clock.now()) / timedelta(minutes=1))
    return Made(code, way.channel, way.address, language, minutes, row.customer_id is not None)


def redeem(db: Session, browser: str, typed: object) -> Redeemed | None:
    """Use up a code: return who it was sent to, and where they wanted to go.

    Somebody who registers becomes a customer by it.

    Returns:
        None for every kind of wrong code alike. It is a result and not an error because an
        error would undo the transaction, and with it the count of wrong tries.
    """
    row = _last(db, browser)
    right = use(db, row, typed)
    if row is None or right is None:
        return None
    customer = people.by_contact(db, row.contact)
    if not right:
        failed = audit.Event.SIGN_IN_FAILED
        audit.record(db, None, failed, customer, origin=row.origin, way="code")
        return None
    if customer and row.first_name:  # somebody known has signed up once more
        return Redeemed(customer, "/")
    customer = customer or sign_up.register(db, row)
    return Redeemed(customer, row.next_path) if customer else None


def use(db: Session, row: SignInCode | None, typed: object) -> bool | None:
    """Tell whether this is the code of a row, and use it up if so; None: no code is good any more.

    A wrong one is counted, so the caller must not raise on it.
    """
    code = re.sub(r"\D", "", typed[:32]) if isinstance(typed, str) else ""
    right = tokens.same(row.code_hash if row else "", hashed(row, code))
    if row is None or not _claim(db, row, wrong_tries=col(SignInCode.wrong_tries) + 1):
        return None
    return right and _claim(db, row, used_at=clock.now(), wrong_tries=row.wrong_tries)


def queue(db: Session, code: SignInCode) -> None:
    """Store a code that was asked for, and have the worker find out whom to send it to."""
    db.add(code)
    db.flush()
    notices.enqueue(
        db,
        notices.Kind.SIGN_IN_CODE,
        channel=people.SMS if code.channel == people.SMS else people.EMAIL,
        address=code.contact,
        about_id=code.id,
        language=i18n.language(),
        expires_at=code.expires_at,
    )


def _claim(db: Session, row: SignInCode, **change: Any) -> bool:
    """Change a code that is still good; the count of rows tells who came first.

    One try more than allowed is good for nothing, so the limit is part of the condition.
    """
    good = (
        update(SignInCode)
        .where(col(SignInCode.id) == row.id, col(SignInCode.used_at).is_(None))
        .where(col(SignInCode.expires_at) > clock.now())
    )
    if "used_at" not in change:
        good = good.where(col(SignInCode.wrong_tries) < settings.load(db).code_tries)
    return db.connection().execute(good.values(**change)).rowcount == 1


def hashed(row: SignInCode | None, code: str) -> str:
    """Hash a code, bound to the row that it is for."""
    return tokens.keyed("sign-in", str(row.id) if row else "", code)


def _channel(contact: str, wanted: str, rules: Settings) -> Channel:
    """Choose how a code goes out, from nothing but what was typed."""
    if wanted == people.EMAIL or not notices.offers(people.SMS):
        return people.EMAIL
    if contacts.is_phone(contact):
        return people.SMS if people.texts_to(contact, rules) else people.EMAIL
    return people.SMS if wanted == people.SMS else people.EMAIL


def _way(found: list[people.Way], row: SignInCode) -> people.Way | None:
    """Choose the contact on file for the channel; without a mobile number, e-mail serves."""
    asked = [way for way in found if way.channel == row.channel]
    return next(iter(asked or found), None)


def _receiver(db: Session, row: SignInCode, rules: Settings) -> tuple[people.Way | None, str]:
    """Find out where a code goes, and in which language it is written."""
    if row.customer_id:
        owner = people.by_id(db, row.customer_id)
        way = people.Way(sign_up.channel_of(row.contact), row.contact)
        return (way, people.language_of(owner, rules)) if owner else (None, "")
    if customer := people.by_contact(db, row.contact):
        return _way(people.ways(customer, rules), row), people.language_of(customer, rules)
    if sign_up.is_open(db, row):
        return people.Way(sign_up.channel_of(row.contact), row.contact), ""
    return None, ""


def _offers(row: SignInCode, other: Channel, rules: Settings) -> bool:
    return not row.first_name and _channel(row.contact, other, rules) == other


def carried(earlier: list[SignInCode], rules: Settings) -> int:
    """Return the wrong tries that a resend keeps.

    Raises:
        TooMany: They are used up; a fresh code would be as dead as the last.
    """
    last = next((row for row in earlier if row.used_at is None), None)
    if last is None or last.expires_at <= clock.now():
        return 0
    if last.wrong_tries >= rules.code_tries:
        raise limits.too_soon(last.expires_at - clock.now())
    return last.wrong_tries


def _last(db: Session, browser: str) -> SignInCode | None:
    return db.exec(_newest().where(SignInCode.browser_hash == tokens.digest(browser))).first()


def _newest() -> SelectOfScalar[SignInCode]:
    signs_in = system(SignInCode).where(col(SignInCode.customer_id).is_(None))
    return signs_in.order_by(col(SignInCode.created_at).desc())


def _earlier(db: Session, contact: str, browser_hash: str) -> list[SignInCode]:
    """List what this browser asked for within the hour, newest first."""
    asked = _newest().where(
        SignInCode.browser_hash == browser_hash,
        SignInCode.contact == contact,
        col(SignInCode.created_at) > clock.now() - limits.HOUR,
    )
    return list(db.exec(asked))
