"""Adding lines to the trail, and proving that none was changed."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, col

from models.audit import AuditEvent
from models.base import OfPet, OfRecord, Owned, Record
from models.customers import Customer
from models.notices import OutboxEntry
from models.pets import Pet
from models.records import MedicalRecord
from services.access import Actor, system
from services.audit import rows
from services.core import clock

BEGINNING = "0" * 64  # what the first line is chained to
_LATELY = timedelta(hours=1)
_HASHED = tuple(sorted(AuditEvent.model_fields.keys() - {"hash"}))
_json = json.JSONEncoder(sort_keys=True, default=str)

Progress = Callable[[int], None]  # the line that was looked at


class Event(StrEnum):
    """What the trail tells of, in the past tense. A word is never given another meaning."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "session ended"
    IDENTITY_CONFIRMED = "identity confirmed again"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - an event, not a password
    SECOND_FACTOR_CHANGED = "second factor changed"
    RECOVERY_CODE_USED = "recovery code used"
    PIN_CHANGED = "PIN changed"
    PIN_REMOVED = "PIN removed"
    DEVICE_FORGOTTEN = "device forgotten"
    CONTACT_CHANGED = "contact changed"

    CUSTOMER_ADDED = "customer added"
    CUSTOMER_REGISTERED = "customer registered"
    CUSTOMER_VIEWED = "customer viewed"
    CUSTOMER_CHANGED = "customer changed"
    CUSTOMERS_MERGED = "customers merged"
    CUSTOMER_DISABLED = "customer disabled"
    CUSTOMER_ENABLED = "customer enabled"
    VIEWED_AS_CUSTOMER = "viewed as customer"
    VIEWING_ENDED = "viewing as customer ended"

    PET_ADDED = "pet added"
    PET_FILE_VIEWED = "pet's file viewed"
    PET_CHANGED = "pet changed"
    PET_PHOTO_CHANGED = "pet's photo changed"
    PETS_MERGED = "pets merged"
    PET_TRANSFERRED = "pet transferred"

    RECORD_ADDED = "record added"
    RECORD_CHANGED = "record changed"
    RECORD_PUBLISHED = "record published"
    RECORD_AMENDED = "record amended"
    RECORD_WITHDRAWN = "record withdrawn"
    RECORD_DISCARDED = "record discarded"
    ATTACHMENT_ADDED = "attachment added"
    ATTACHMENT_REMOVED = "attachment removed"
    DOSE_SAVED = "dose saved"
    DOSE_VOIDED = "dose voided"
    IMMUNIZATIONS_SAVED = "immunizations saved"
    MEASUREMENT_SAVED = "measurement saved"
    MEASUREMENT_REMOVED = "measurement removed"

    THREAD_ASSIGNED = "thread assigned"
    THREAD_CLOSED = "thread closed"
    THREAD_REOPENED = "thread reopened"
    SAVED_REPLY_CHANGED = "saved reply changed"
    DOCUMENT_HANDED_IN = "document handed in"
    DOCUMENT_REVIEWED = "review of a document begun"
    DOCUMENT_ACCEPTED = "document accepted"
    DOCUMENT_SENT_BACK = "document sent back"
    DOCUMENT_CHANGED = "document changed"
    DOCUMENT_DELETED = "document deleted"
    MAIL_RECEIVED = "e-mail with documents received"
    MAIL_ASSIGNED = "e-mail assigned to a customer"
    MAIL_DISMISSED = "e-mail put aside"
    FILE_DOWNLOADED = "file downloaded"
    IMAGES_VIEWED = "images viewed"
    IMAGES_ACCEPTED = "images accepted"
    FILE_PRINTED = "file printed"
    NOTICE_SENT = "notice sent"
    NOTICE_SENT_AGAIN = "notice sent again"
    NOTICE_SEEN_TO = "notice seen to"
    NOTICE_LEFT_OPEN = "notice left open again"
    SETTING_CHANGED = "setting changed"
    WORDING_CHANGED = "wording of a notice changed"
    LIST_CHANGED = "list changed"
    TERMS_MERGED = "terms merged"
    DATA_IMPORTED = "data imported"

    STAFF_MEMBER_ADDED = "staff member added"
    STAFF_MEMBER_CHANGED = "staff member changed"
    STAFF_MEMBER_DISABLED = "staff member disabled"
    STAFF_MEMBER_ENABLED = "staff member enabled"
    GROUP_CHANGED = "group changed"
    LOCATION_CHANGED = "location changed"
    NOTIFICATION_ACTED_ON = "staff notification acted on"


@dataclass(frozen=True)
class Fault:
    """Where the chain is broken, and how."""

    number: int
    reason: str


def record(
    db: Session,
    actor: Actor | None,
    event: Event,
    subject: SQLModel | None = None,
    *,
    origin: str = "",
    **details: Any,
) -> None:
    """Add a line, in the transaction of what it tells of.

    Args:
        actor: Who did it; None for the portal itself and for people not signed in.
        subject: What it was done to; whose it is follows from it.
        origin: The address of somebody who is not signed in.
        details: Ids, names of fields, counts, settings. Never what a record says, nor a
            name, contact or file name: nobody can take it out of here again.
    """
    last = _last(db)
    row = AuditEvent(
        number=last.number + 1 if last else 1,
        at=clock.now(),
        event=event,
        actor_kind=_kind_of(actor, origin),
        actor_id=(actor.viewer_id or actor.id) if actor else None,
        origin=actor.origin if actor else origin,
        subject_kind=type(subject).__name__.lower() if subject else "",
        subject_id=getattr(subject, "id", None),
        details=json.loads(json.dumps(details, default=str)),
        previous_hash=last.hash if last else BEGINNING,
        hash="",
        **_whose(db, subject),
    )
    row.hash = hash_of(row)
    db.add(row)
    db.flush()


def told_lately(db: Session, actor: Actor, event: Event, subject: Record) -> bool:
    """Tell whether somebody has a line about the same within the hour.

    A page that shows ten pictures asks for them each time it is opened.
    """
    lines = system(AuditEvent).where(
        col(AuditEvent.subject_id) == subject.id,
        col(AuditEvent.actor_id) == (actor.viewer_id or actor.id),
        col(AuditEvent.event) == event,
        col(AuditEvent.at) > clock.now() - _LATELY,
    )
    return db.exec(lines.limit(1)).first() is not None


def verify(
    db: Session, mirrored: Mapping[int, str] | None = None, progress: Progress | None = None
) -> Iterator[Fault]:
    """Yield every place at which the trail was changed, shortened or reordered.

    Args:
        mirrored: The hashes of some lines, kept outside the database (heads.py). Without them
            nobody could tell that lines are missing at the end.
    """
    mirror, number, expected = dict(mirrored or {}), 0, 1
    previous: str | None = BEGINNING
    for number, row in rows.all_of(db):
        kept = mirror.pop(number, None)
        if number != expected:
            yield Fault(expected, "missing")
        if row is None:
            yield Fault(number, "cannot be read")
        elif number == expected:
            yield from _faults_of(row, previous, kept)
        previous, expected = row.hash if row else None, number + 1
        if progress:
            progress(number)
    if beyond := [line for line in mirror if line > number]:
        yield Fault(max(beyond), "missing at the end")


def head(db: Session) -> tuple[int, str] | None:
    """Return the number and the hash of the last line; None before the first."""
    last = _last(db)
    return (last.number, last.hash) if last else None


def hash_of(row: AuditEvent) -> str:
    """Return the SHA-256 of a line and of the hash before it."""
    told = {name: getattr(row, name) for name in _HASHED}
    told["at"] = row.at.isoformat(timespec="microseconds")
    return sha256(_json.encode(told).encode()).hexdigest()


def _faults_of(row: AuditEvent, previous: str | None, kept: str | None) -> Iterator[Fault]:
    """Say how a line is broken, at most once.

    Args:
        previous: The hash of the line before; None if it cannot be read.
        kept: The line's own, as it was written down elsewhere.
    """
    if row.previous_hash != previous and previous is not None:
        yield Fault(row.number, "not chained to the one before")
    elif row.hash != hash_of(row) or row.hash != (kept or row.hash):
        yield Fault(row.number, "changed")


def _last(db: Session) -> AuditEvent | None:
    return db.exec(system(AuditEvent).order_by(col(AuditEvent.number).desc()).limit(1)).first()


def _kind_of(actor: Actor | None, origin: str) -> str:
    if actor is None:
        return "nobody" if origin else "system"
    return "staff" if actor.is_staff or actor.viewer_id else "customer"


def _whose(db: Session, subject: SQLModel | None) -> dict[str, UUID | None]:
    if isinstance(subject, Customer):
        return {"customer_id": subject.id}
    if isinstance(subject, Pet):
        return {"customer_id": subject.customer_id, "pet_id": subject.id}
    if isinstance(subject, OfPet):
        pet = db.get(Pet, subject.pet_id)
        return {"customer_id": pet.customer_id if pet else None, "pet_id": subject.pet_id}
    if isinstance(subject, OfRecord):
        return _whose(db, db.get(MedicalRecord, subject.record_id))
    if isinstance(subject, Owned | OutboxEntry):
        return {"customer_id": subject.customer_id}
    return {}
