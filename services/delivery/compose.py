"""Writing a notice down, in its reader's language: as the clinic words it, or as it ships."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session, col

from models.customers import Customer
from models.notices import NoticeWording, OutboxEntry
from services import customers, notices, settings
from services.access import system
from services.auth import codes, people
from services.core import clock, i18n, tokens
from services.core.config import config
from services.core.i18n import plural, speaking
from services.core.i18n import translate as _
from services.customers import unsubscribing
from services.delivery import mailed, places, reminders
from services.delivery.letter import Letter
from services.delivery.wordings import CONFIRM_CONTACT, NOTICES
from services.notices import Kind
from services.settings import Settings


def compose(db: Session, entry: OutboxEntry) -> Letter | None:
    """Write a claimed entry down, the first time; later tries say exactly the same.

    Returns:
        None if there is nobody to tell.

    Raises:
        KeyError: There is no text for its kind.
    """
    rules = settings.load(db)
    if entry.kind in notices.OF_MESSAGES and rules.messaging_mode == "disabled":
        return None
    customer = reader(db, entry)
    if customer and people.declines(customer, entry.kind, entry.channel):
        return None
    if entry.kind == Kind.DOSE_REMINDER:
        return _reminder(db, entry, rules)
    if entry.kind == Kind.CUSTOM and entry.channel == "email":
        with speaking(entry.language or rules.language):
            return _letter(entry, rules, f"{signed(entry.body, rules)}{_ending(entry)}")
    if entry.body:
        return _letter(entry, rules, tokens.unseal(entry.body) if entry.encrypted else entry.body)
    if entry.kind == Kind.SIGN_IN_CODE:
        return _code(db, entry, rules)
    customer = customer or _about(db, entry)
    with speaking(entry.language or (customer and customer.language) or rules.language):
        more = mailed.values(db, entry) if entry.kind == Kind.DOCUMENTS_MAILED else {}
        _fill(db, entry, rules, _values(entry, customer) | more)
    return _letter(entry, rules, entry.body)


def _reminder(db: Session, entry: OutboxEntry, rules: Settings) -> Letter | None:
    """Write a reminder anew at each try: a dose may have been given since, or a pet have died."""
    if not (told := reminders.left(db, entry)):
        return None
    with speaking(entry.language or rules.language):
        values = _values(entry, reader(db, entry))
        _fill(db, entry, rules, values | reminders.values(told, entry.channel))
    return _letter(entry, rules, entry.body)


def _fill(db: Session, entry: OutboxEntry, rules: Settings, values: Mapping[str, str]) -> None:
    said = places.of_clinic(rules) | dict(values)
    entry.subject, entry.body = write(db, entry.kind, entry.channel, said, rules)
    entry.body += _ending(entry)


def _ending(entry: OutboxEntry) -> str:
    """Say how an e-mail can be declined, where it can."""
    if entry.channel != "email" or entry.kind not in notices.TO_DECLINE or not entry.customer_id:
        return ""
    page = unsubscribing.page(entry.customer_id, entry.kind)
    return f"\n{_('Stop these e-mails:')} {page}\n"


def reader(db: Session, entry: OutboxEntry) -> Customer | None:
    """Return the customer whom a notice is for; None: it is for the clinic, or for a contact."""
    return None if entry.kind in notices.TO_THE_CLINIC else _about(db, entry)


def write(
    db: Session, notice: str, channel: str, values: Mapping[str, str], rules: Settings
) -> tuple[str, str]:
    """Fill a notice's text in; return subject and body, in the present language."""
    subject, body = wording(db, notice, channel)
    return finished(channel, subject, body, values, rules)


def wording(db: Session, notice: str, channel: str) -> tuple[str, str]:
    """Return subject and body with their places, in the present language.

    What the clinic has written holds, unless it names a place that this release does not know.
    """
    own = db.exec(
        system(NoticeWording).where(
            col(NoticeWording.notice) == notice,
            col(NoticeWording.channel) == channel,
            col(NoticeWording.language) == i18n.language(),
        )
    ).first()
    known = (*places.OF_ALL, *NOTICES[notice].places)
    if own and not places.unknown(own.subject + own.body, known):
        return own.subject, own.body
    return shipped(notice, channel)


def shipped(notice: str, channel: str) -> tuple[str, str]:
    """Return subject and body as the portal ships them, in the present language."""
    found = NOTICES[notice].shipped()
    return ("", found.sms) if channel == "sms" else (found.subject, found.body)


def finished(
    channel: str, subject: str, body: str, values: Mapping[str, str], rules: Settings
) -> tuple[str, str]:
    """Fill a text in, and sign it if it is an e-mail's."""
    if channel == "sms":
        said = places.of_sms(places.fill(body, values).strip())
        return "", said + _filled_in(values.get("code", ""))
    said = places.fill(subject, {**values, "code": ""})
    return notices.one_line(said), signed(places.fill(body, values), rules)


def signed(body: str, rules: Settings) -> str:
    """Write the clinic's signature below the text of an e-mail."""
    return f"{body.strip()}\n\n{_signature(rules)}\n"


def _code(db: Session, entry: OutboxEntry, rules: Settings) -> Letter | None:
    made = codes.make(db, entry.about_id) if entry.about_id else None
    if made is None:
        return None
    entry.channel, entry.address = made.channel, made.address
    entry.language = made.language or entry.language or rules.language
    notice = CONFIRM_CONTACT if made.confirms else Kind.SIGN_IN_CODE
    with speaking(entry.language):
        values = places.of_clinic(rules) | of_code(made.code, made.minutes)
        entry.subject, body = write(db, notice, entry.channel, values, rules)
    entry.body, entry.encrypted = tokens.seal(body), True
    return _letter(entry, rules, body)


def of_code(code: str, minutes: int) -> dict[str, str]:
    """Return what goes into the places of a code's notice."""
    time = plural("one minute", "{count} minutes", minutes)
    return {"code": code, "code_time": time, "code_minutes": str(minutes)}


def _about(db: Session, entry: OutboxEntry) -> Customer | None:
    if entry.customer_id is None:
        return None
    return db.exec(system(Customer).where(col(Customer.id) == entry.customer_id)).first()


def _letter(entry: OutboxEntry, rules: Settings, body: str) -> Letter:
    return Letter(
        id=entry.id,
        attempt=entry.tries,
        channel="sms" if entry.channel == "sms" else "email",
        address=entry.address,
        subject=entry.subject,
        body=body,
        clinic=rules.clinic_name,
        expires_at=entry.expires_at,
        unsubscribe=_unsubscribe(entry),
        accent=rules.accent_color,
        answers_to=rules.clinic_email,
    )


def _unsubscribe(entry: OutboxEntry) -> str:
    if entry.kind not in notices.TO_DECLINE or entry.customer_id is None:
        return ""
    return unsubscribing.address(entry.customer_id, entry.kind)


def _values(entry: OutboxEntry, customer: Customer | None) -> dict[str, str]:
    happened: dict[str, Any] = {
        "day": clock.long_date(clock.local(entry.created_at).date()),
        "time": clock.time(entry.created_at),
    }
    return {
        "customer_first_name": customer.first_name if customer else "",
        "customer_name": customer.name if customer else "",
        "link": link(entry.kind, str(entry.about_id), entry.address),
        "news": entry.subject,
        **happened,
    }


def link(kind: str, about: str, address: str) -> str:
    """Return the address that a notice leads to."""
    portal = config().public_url
    return {
        Kind.WELCOME: customers.welcome_link(address),
        Kind.RECORD_PUBLISHED: f"{portal}/pets/{about}/overview",
        Kind.DOCUMENT_REVIEWED: f"{portal}/documents",
        Kind.DOCUMENTS_MAILED: f"{portal}/documents",
        Kind.MESSAGE_TO_CUSTOMER: f"{portal}/messages/{about}",
        Kind.MESSAGE_TO_CLINIC: f"{portal}/admin/messages/{about}",
        Kind.STAFF_NEWS: f"{portal}/admin",
    }.get(Kind(kind), portal)


def _signature(rules: Settings) -> str:
    sender = (
        rules.clinic_name,
        rules.clinic_address,
        rules.clinic_phone,
        config().public_url,
    )
    return "\n".join(line for line in sender if line)


def _filled_in(code: str) -> str:
    """Let a browser on the phone fill a code in, on this host only (WebOTP)."""
    if not (code and config().https):
        return ""
    return f"\n\n@{urlsplit(config().public_url).hostname} #{code}"
