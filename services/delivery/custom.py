"""Notices in the staff's own words, to one customer (NOTE-3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.notices import OutboxEntry
from services import audit, customers, editing, live, notices, pushing, settings, telling
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.auth import people
from services.core.errors import Conflict, Invalid
from services.core.i18n import speaking
from services.core.typed import Typed
from services.delivery import compose, places
from services.delivery.templates import LONGEST, Preview
from services.notices import CHANNELS, Channel, Kind
from services.settings import Settings

PLACES = ("customer_first_name", "customer_name", *places.OF_ALL)


@dataclass(frozen=True)
class Opened:
    """To whom a notice is written, and by which channels it can go."""

    customer: Customer
    offered: Mapping[Channel, bool]  # whether it is ticked at first
    hindered: Mapping[Channel, str]  # why there is no such way


def opened(db: Session, actor: Actor, customer_id: UUID) -> Opened:
    """Return what the form begins with.

    Raises:
        Forbidden: The actor may not send notices.
        NotFound: There is no such customer.
    """
    require(actor, Permission.SEND_NOTICES)
    customer = customers.get(db, actor, customer_id)
    return Opened(
        customer,
        telling.offered(db, customer.id, Kind.CUSTOM),
        telling.hindered(db, customer.id, Kind.CUSTOM),
    )


def preview(
    db: Session, actor: Actor, customer_id: UUID, channel: str, said: tuple[str, str]
) -> Preview:
    """Show how a text reads to the customer.

    Args:
        said: Subject and body, as typed so far.

    Raises:
        Forbidden: The actor may not send notices.
        NotFound: There is no such customer.
    """
    require(actor, Permission.SEND_NOTICES)
    customer = customers.get(db, actor, customer_id)
    rules = settings.load(db)
    values = _values(customer, rules)
    subject, body = (places.fill(one[: LONGEST["email"]], values) for one in said)
    if channel == "sms":
        body = places.of_sms(body.strip())
        return Preview("", body, *places.sms_parts(body))
    with speaking(people.language_of(customer, rules)):
        return Preview(notices.one_line(subject), compose.signed(body, rules), 0, 0)


def send(
    db: Session, actor: Actor, customer_id: UUID, form: Mapping[str, object], *, key: str
) -> Sequence[Channel]:
    """Send a customer a notice by the channels that are ticked and that they do not decline.

    Args:
        form: `subject`, `body`, and the name of each channel with whether it is ticked.
        key: The same for one form however often it is sent; the notice goes out once.

    Returns:
        The channels by which it goes.

    Raises:
        Forbidden: The actor may not send notices.
        NotFound: There is no such customer.
        Invalid: Something is missing, too long, or a place that nothing can be put into.
        Conflict: The customer takes it by none of these channels any more.
    """
    require(actor, Permission.SEND_NOTICES)
    customer = customers.get(db, actor, customer_id)
    typed, rules = Typed(form), settings.load(db)
    offered = telling.offered(db, customer.id, Kind.CUSTOM)
    chosen = [channel for channel in (*CHANNELS, "push") if typed.yes(channel)]
    subject, body = _checked(typed, chosen)
    told: list[Channel] = [channel for channel in offered if channel in chosen]
    if not told:
        raise Conflict("This customer takes no notice by these ways any more.")
    notice_id = editing.id_of(actor, "notice", key)
    if _sent_before(db, notice_id):
        return told
    values = _values(customer, rules)
    subject = notices.one_line(places.fill(subject, values))
    _queue(db, customer, notice_id, told, (subject, places.fill(body, values)))
    audit.record(db, actor, Event.NOTICE_SENT, customer, kind=Kind.CUSTOM, channels=sorted(told))
    live.publish(db, live.WorkChanged())
    return told


def _checked(typed: Typed, chosen: Collection[str]) -> tuple[str, str]:
    if not chosen:
        raise Invalid("Please choose at least one way.", "email")
    subject = typed.line("subject", LONGEST["subject"], needed=True)
    longest = LONGEST["sms"] if "sms" in chosen else LONGEST["email"]
    body = typed.text("body", longest, needed=True)
    for name, said in {"subject": subject, "body": body}.items():
        if not said.replace("\n", "").replace("\r", "").isprintable():
            raise Invalid("This text contains a character that cannot be kept.", name)
        places.check(said, PLACES, name)
    return subject, body


def _queue(
    db: Session,
    customer: Customer,
    notice_id: UUID,
    told: Collection[Channel],
    said: tuple[str, str],
) -> None:
    subject, body = said
    for way in telling.ways(db, customer.id, Kind.CUSTOM):
        if way.channel in told:
            notices.enqueue(
                db,
                Kind.CUSTOM,
                channel=way.channel,
                address=way.address,
                about_id=notice_id,
                customer_id=customer.id,
                language=people.language_of(customer, settings.load(db)),
                subject=subject,
                body=places.of_sms(body) if way.channel == "sms" else body,
            )
    if "push" in told:
        pushing.tell(db, Kind.CUSTOM, customer.id, about_id=notice_id, subject=subject)


def _sent_before(db: Session, notice_id: UUID) -> bool:
    same = system(OutboxEntry).where(col(OutboxEntry.about_id) == notice_id)
    return db.exec(same.limit(1)).first() is not None


def _values(customer: Customer, rules: Settings) -> dict[str, str]:
    return {
        **places.of_clinic(rules),
        "customer_first_name": customer.first_name,
        "customer_name": customer.name,
    }
