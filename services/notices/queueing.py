"""Writing a notice down with its cause, to be sent afterwards."""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.notices import OutboxEntry
from services.access import system
from services.core import clock
from services.core.config import config
from services.notices.kinds import Channel, Kind

_ONLY_THERE = (Kind.SIGN_IN_CODE, Kind.WELCOME, Kind.CONTACT_CHANGED)  # for the contact they name
_TOGETHER = timedelta(minutes=1)  # what is told by both ways is queued at once


class Details(TypedDict, total=False):
    """What a notice may have besides kind, channel and address."""

    about_id: UUID | None
    customer_id: UUID | None
    language: str
    subject: str
    body: str
    expires_at: datetime | None


def offers(channel: Channel) -> bool:
    """Tell whether notices of a channel can leave; the demo's terminal takes both."""
    given = config()
    if given.demo:
        return True
    if channel == "sms":
        return bool(given.twilio_auth_token or given.vonage_api_secret)
    return bool(given.sendgrid_api_key or given.smtp_url)


def enqueue(
    db: Session,
    kind: str,
    *,
    channel: Channel,
    address: str,
    quiet: timedelta | None = None,
    **details: Unpack[Details],
) -> None:
    """Queue a notice in the caller's transaction.

    Without a body it is composed at sending, from its kind and what it is about.

    Args:
        quiet: Say nothing if the same was said less than this long ago.

    Raises:
        ValueError: The address holds a control character, such as a line break.
    """
    if not address.isprintable():
        raise ValueError("no such address can exist")
    about_id = details.get("about_id")
    if quiet is not None and _recently(db, (kind, address, about_id), quiet):
        return
    details["subject"] = one_line(details.get("subject", ""))
    db.add(OutboxEntry(kind=kind, channel=channel, address=address, **details))


def fall_back(db: Session, entry: OutboxEntry) -> None:
    """Say by e-mail what could not be said by SMS, unless it is said there already (NOTE-9).

    A code is not: it goes only to the contact that it was asked for with.
    """
    if entry.channel != "sms" or entry.customer_id is None or entry.kind in _ONLY_THERE:
        return
    whose = system(Customer).where(
        col(Customer.id) == entry.customer_id, col(Customer.disabled_at).is_(None)
    )
    customer = db.exec(whose).first()
    if customer is None or not customer.email:
        return
    said = (entry.kind, customer.email, entry.about_id)
    if _recently(db, said, clock.now() - entry.created_at + _TOGETHER):
        return
    enqueue(
        db,
        entry.kind,
        channel="email",
        address=customer.email,
        about_id=entry.about_id,
        customer_id=entry.customer_id,
        language=entry.language,
        subject=entry.subject if entry.kind == Kind.CUSTOM else "",
        body=entry.body if entry.kind == Kind.CUSTOM else "",
    )


def one_line(subject: str) -> str:
    """Keep a subject from adding headers to an e-mail."""
    return "".join(c for c in " ".join(subject.split()) if c.isprintable())[:200]


def _recently(db: Session, same: tuple[str, str, UUID | None], span: timedelta) -> bool:
    kind, address, about_id = same
    rows = system(OutboxEntry).where(
        col(OutboxEntry.kind) == kind,
        col(OutboxEntry.address) == address,
        col(OutboxEntry.about_id) == about_id,
        col(OutboxEntry.created_at) > clock.now() - span,
    )
    return db.exec(rows.limit(1)).first() is not None
