"""STOP and START: what customers answer to an SMS, or tell their mail program (NOTE-6)."""

import hashlib
from datetime import timedelta
from typing import Literal
from uuid import UUID

from sqlmodel import Session, col

from models.auth import SpentProof
from models.customers import Customer
from models.notices import OutboxEntry
from services import audit, live
from services.access import system
from services.audit import Event
from services.core import clock

_REMEMBERED = timedelta(days=400)  # how long an answer that came once is known again
# Source: the words that Twilio and Vonage themselves heed.
STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "STOPP"})
START = frozenset({"START", "YES", "UNSTOP"})


def heed(db: Session, phone: str, word: str, answer_id: str, origin: str) -> None:
    """Send no more SMS to a number that has answered STOP, and again after START.

    Any other word, an unknown number, and an answer that came before change nothing.

    Args:
        phone: In E.164, with or without its plus.
        answer_id: The provider's own id of the answer.
    """
    said = word.strip().upper()
    if said not in STOP | START or not answer_id or _came_before(db, answer_id):
        return
    number = f"+{phone.strip().removeprefix('+')}"
    customer = db.exec(system(Customer).where(col(Customer.phone) == number)).first()
    if customer is not None:
        decline(db, customer, "sms", said in STOP, origin)


def complained(db: Session, notice_id: UUID, origin: str) -> None:
    """Send no more e-mail to whoever has called a notice spam, or told their mail program so."""
    entry = db.exec(system(OutboxEntry).where(col(OutboxEntry.id) == notice_id)).first()
    if entry is None or entry.customer_id is None:
        return
    whose = system(Customer).where(col(Customer.id) == entry.customer_id)
    customer = db.exec(whose).first()
    if customer is not None and customer.email == entry.address:
        decline(db, customer, "email", True, origin)


def decline(
    db: Session, customer: Customer, channel: Literal["email", "sms"], on: bool, origin: str
) -> None:
    """Switch a channel off, or on again; what is so already is left alone."""
    column = f"declines_{channel}"
    if getattr(customer, column) == on:
        return
    setattr(customer, column, on)
    customer.version += 1
    audit.record(db, None, Event.CUSTOMER_CHANGED, customer, origin=origin or "?", fields=[column])
    live.publish(db, live.Changed(customer.id))


def _came_before(db: Session, answer_id: str) -> bool:
    nonce = hashlib.sha256(f"answer:{answer_id}".encode()).hexdigest()
    if db.exec(system(SpentProof).where(col(SpentProof.nonce) == nonce)).first():
        return True
    db.add(SpentProof(nonce=nonce, expires_at=clock.now() + _REMEMBERED))
    return False
