"""What becomes of notices that failed or came back: sent again, or somebody has seen to them."""

from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.notices import NoticeState, OutboxEntry
from services import audit, bell, live
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.bell import Told
from services.core import clock
from services.core.errors import Conflict, NotFound
from services.notices import CHANNELS, TO_THE_CLINIC, Kind, not_arrived

# What goes to wherever the customer is reached now; the others are for the contact they name.
_FOLLOWING = (
    Kind.WELCOME,
    Kind.RECORD_PUBLISHED,
    Kind.DOCUMENT_REVIEWED,
    Kind.DOSE_REMINDER,
    Kind.CUSTOM,
)
_OWN_WORDS = (Kind.CUSTOM, *TO_THE_CLINIC)


def see_to(db: Session, actor: Actor, notice_id: UUID) -> None:
    """Take a failed notice off the queue: somebody has told the customer otherwise.

    Raises:
        Forbidden: The actor may not send notices.
        NotFound: No such notice has failed or come back.
    """
    entry = _failed(db, actor, notice_id)
    if entry.seen_to_at:
        return
    entry.seen_to_at, entry.seen_to_by = clock.now(), actor.name
    _settle(db, actor, Event.NOTICE_SEEN_TO, entry)


def leave_open(db: Session, actor: Actor, notice_id: UUID) -> None:
    """Put a notice back on the queue that was taken off it by mistake.

    Raises:
        Forbidden: The actor may not send notices.
        NotFound: No such notice has failed or come back.
    """
    entry = _failed(db, actor, notice_id)
    if not entry.seen_to_at:
        return
    entry.seen_to_at, entry.seen_to_by = None, ""
    _tell(db, actor, Event.NOTICE_LEFT_OPEN, entry)


def send_again(db: Session, actor: Actor, notice_id: UUID) -> None:
    """Have a failed notice tried anew, where its customer is reached now.

    Raises:
        Forbidden: The actor may not send notices.
        NotFound: No such notice has failed or come back.
        Conflict: It is too late for it, or the customer has no such contact any more.
    """
    entry = _failed(db, actor, notice_id)
    forgotten = entry.kind == Kind.CUSTOM and entry.channel in CHANNELS and not entry.body
    if forgotten or (entry.expires_at and entry.expires_at <= clock.now()):
        raise Conflict("It is too late to send this again.")
    entry.address = _address(db, entry)
    entry.state, entry.tries, entry.due_at = NoticeState.QUEUED, 0, clock.now()
    entry.settled_at, entry.seen_to_at, entry.seen_to_by = None, None, ""
    entry.error = entry.provider_id = ""
    if entry.kind in list(Kind) and entry.kind not in _OWN_WORDS:
        entry.subject = entry.body = ""  # it is written anew, with the address in it
    _settle(db, actor, Event.NOTICE_SENT_AGAIN, entry)


def _failed(db: Session, actor: Actor, notice_id: UUID) -> OutboxEntry:
    require(actor, Permission.SEND_NOTICES)
    query = system(OutboxEntry).where(
        col(OutboxEntry.id) == notice_id,
        not_arrived(),
        col(OutboxEntry.kind) != Kind.SIGN_IN_CODE,
    )
    entry = db.exec(query).first()
    if entry is None:
        raise NotFound
    return entry


def _address(db: Session, entry: OutboxEntry) -> str:
    to_contact = entry.channel in CHANNELS and entry.customer_id is not None
    if entry.kind not in _FOLLOWING or not to_contact:
        return entry.address
    customer = db.exec(system(Customer).where(col(Customer.id) == entry.customer_id)).one()
    now = customer.phone if entry.channel == "sms" else customer.email
    if not now:
        raise Conflict("This customer can no longer be reached that way.")
    return now


def _settle(db: Session, actor: Actor, event: Event, entry: OutboxEntry) -> None:
    bell.settle(db, Told.DELIVERY_FAILED, entry.id)
    _tell(db, actor, event, entry)


def _tell(db: Session, actor: Actor, event: Event, entry: OutboxEntry) -> None:
    db.add(entry)
    audit.record(db, actor, event, entry, kind=entry.kind)
    live.publish(db, live.WorkChanged())
