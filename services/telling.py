"""Telling of new messages: the customer as the staff tick it, the clinic at its own address."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col

from models.messaging import Message, ReadMark, Thread
from models.notices import NoticeState, OutboxEntry
from services import notices, pushing, settings
from services.access import Actor, system, visible
from services.auth import people
from services.core import clock
from services.core.i18n import translate as _
from services.notices import CHANNELS, Channel, Kind

_KIND = Kind.MESSAGE_TO_CUSTOMER
_ONE_NOTICE = timedelta(minutes=10)
_PUSH: Channel = "push"


def offered(db: Session, customer_id: UUID, kind: Kind = _KIND) -> dict[Channel, bool]:
    """List by which channels a customer can be told of something, and which are ticked at first.

    What they decline is left out; empty for whoever may not sign in.
    """
    ticked = settings.load(db).message_channels
    channels: list[Channel] = [way.channel for way in ways(db, customer_id, kind)]
    if on_devices(db, customer_id, kind):
        channels.append(_PUSH)
    return {channel: channel in ticked for channel in channels}


def hindered(db: Session, customer_id: UUID, kind: Kind = _KIND) -> dict[Channel, str]:
    """Say of each channel by which a customer cannot be told why not, in plain words.

    Devices are named only where the customer has one that takes notices.
    """
    customer = people.by_id(db, customer_id)
    if customer is None:
        return {channel: _("No access to the portal") for channel in CHANNELS}
    usable = people.ways(customer, settings.load(db))
    reasons: dict[Channel, str] = {
        "email": _("No e-mail address") if not customer.email else _("Wants no e-mail"),
        "sms": _("No mobile number that we text to"),
    }
    if any(way.channel == "sms" for way in usable):
        reasons["sms"] = _("Wants no SMS")
    if pushing.taking(db, [customer_id]):
        reasons[_PUSH] = _("Wants none on devices")
    told = offered(db, customer_id, kind)
    return {channel: why for channel, why in reasons.items() if channel not in told}


def customer_of_message(db: Session, thread: Thread, channels: Collection[str]) -> list[Channel]:
    """Tell a customer that the clinic has written, in the transaction of the message (NOTE-4).

    The notice leads to the thread and says nothing of what is in it. One that still waits to be
    sent is enough.

    Args:
        channels: As whoever writes has ticked them.

    Returns:
        The channels by which the customer is told of this message.
    """
    told: list[Channel] = []
    found = ways(db, thread.customer_id)
    wanted = {*channels, "email"} if _unreachable(db, thread.customer_id, channels) else channels
    for way in found:
        if way.channel not in wanted:
            continue
        told.append(way.channel)
        if not _waits(db, thread, way.channel):
            _enqueue(db, Kind.MESSAGE_TO_CUSTOMER, thread, way)
    if _PUSH in channels and on_devices(db, thread.customer_id):
        told.append(_PUSH)
        pushing.tell(db, Kind.MESSAGE_TO_CUSTOMER, thread.customer_id, about_id=thread.id)
    return told


def clinic_of_message(db: Session, actor: Actor, thread: Thread) -> None:
    """Tell the clinic's address that a customer has written, where the settings want that.

    Of several messages within ten minutes that nobody at the clinic has read yet, only the first
    is told. Call it once the message was added, in the same transaction.

    Args:
        actor: The customer who writes.
    """
    rules = settings.load(db)
    address = rules.messaging_admin_address or rules.clinic_email
    if not (rules.messaging_admin_notify and address) or _unread(db, actor, thread, address):
        return
    notices.enqueue(
        db,
        Kind.MESSAGE_TO_CLINIC,
        channel="email",
        address=address,
        about_id=thread.id,
        customer_id=thread.customer_id,
        language=rules.language,
    )


def ways(db: Session, customer_id: UUID, kind: Kind = _KIND) -> list[people.Way]:
    """List the contacts by which a customer can be told and does not decline it."""
    customer = people.by_id(db, customer_id)
    if customer is None:
        return []
    usable = people.ways(customer, settings.load(db))
    return [way for way in usable if not people.declines(customer, kind, way.channel)]


def on_devices(db: Session, customer_id: UUID, kind: Kind = _KIND) -> bool:
    """Tell whether a customer takes notices of a kind on any device."""
    customer = people.by_id(db, customer_id)
    if customer is None or people.declines(customer, kind, _PUSH):
        return False
    return bool(pushing.taking(db, [customer_id]))


def _unreachable(db: Session, customer_id: UUID, channels: Collection[str]) -> bool:
    """Tell whether an SMS is asked for that no number can be sent: e-mail is then the way.

    A customer who declines SMS is no such case: they are left in peace.
    """
    customer = people.by_id(db, customer_id)
    if customer is None or "sms" not in channels or people.declines(customer, _KIND, "sms"):
        return False
    return all(way.channel != "sms" for way in people.ways(customer, settings.load(db)))


def _enqueue(db: Session, kind: Kind, thread: Thread, way: people.Way) -> None:
    customer = people.by_id(db, thread.customer_id)
    notices.enqueue(
        db,
        kind,
        channel=way.channel,
        address=way.address,
        about_id=thread.id,
        customer_id=thread.customer_id,
        language=people.language_of(customer, settings.load(db)) if customer else "",
    )


def _waits(db: Session, thread: Thread, channel: Channel) -> bool:
    rows = system(OutboxEntry).where(
        col(OutboxEntry.kind) == Kind.MESSAGE_TO_CUSTOMER,
        col(OutboxEntry.about_id) == thread.id,
        col(OutboxEntry.channel) == channel,
        col(OutboxEntry.state) == NoticeState.QUEUED,
    )
    return db.exec(rows.limit(1)).first() is not None


def _unread(db: Session, actor: Actor, thread: Thread, address: str) -> bool:
    """Tell whether the clinic was just told of a message in the thread and has not read it yet."""
    rows = system(OutboxEntry).where(
        col(OutboxEntry.kind) == Kind.MESSAGE_TO_CLINIC,
        col(OutboxEntry.about_id) == thread.id,
        col(OutboxEntry.address) == address,
        col(OutboxEntry.created_at) > clock.now() - _ONE_NOTICE,
    )
    last = db.exec(rows.order_by(col(OutboxEntry.created_at).desc()).limit(1)).first()
    if last is None:
        return False
    told = visible(actor, Message).where(
        col(Message.thread_id) == thread.id,
        col(Message.from_clinic).is_(False),
        col(Message.created_at) <= last.created_at,
    )
    message = db.exec(told.order_by(col(Message.position).desc()).limit(1)).first()
    read = visible(actor, ReadMark).where(
        col(ReadMark.thread_id) == thread.id,
        col(ReadMark.from_clinic).is_(True),
        col(ReadMark.position) >= (message.position if message else 0),
    )
    return db.exec(read.limit(1)).first() is None
