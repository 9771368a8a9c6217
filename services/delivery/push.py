"""Notices by Web Push (RFC 8030), encrypted for the browser (RFC 8291), signed (RFC 8292)."""

import json
import logging
from typing import Any
from urllib.parse import urlsplit

import httpx
from py_vapid import Vapid02  # pyright: ignore[reportMissingTypeStubs]
from pywebpush import WebPusher  # pyright: ignore[reportMissingTypeStubs]
from sqlmodel import Session, col

from models.auth import AuthSession, Device
from models.customers import Customer
from models.notices import OutboxEntry
from models.push import PushSubscription
from services import messaging, notices, pushing, settings
from services.access import CUSTOMERS_MAY, Actor, system
from services.auth import people
from services.core import clock
from services.core import db as database
from services.core.config import config
from services.core.i18n import speaking
from services.core.i18n import translate as _
from services.delivery import reminders
from services.delivery.letter import ANSWER_SECONDS, CONNECT_SECONDS, Letter, answered
from services.notices import Kind, Outcome, Verdict

logger = logging.getLogger(__name__)

_TIMEOUT = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.InvalidURL)
_GONE = (404, 410)  # the browser takes nothing any more; RFC 8030, 7.3
_TOKEN_SECONDS = 3600  # that a signature is good for; RFC 8292 allows a day


def compose(db: Session, entry: OutboxEntry) -> Letter | None:
    """Write down what a browser shows: who tells, and where it leads; nothing of a pet's health.

    Returns:
        None if nobody is told there any more.
    """
    row = pushing.subscription(db, entry.address)
    if row is None or not _is_wanted(db, row, entry.kind):
        return None
    rules = settings.load(db)
    if entry.kind in notices.OF_MESSAGES and rules.messaging_mode == "disabled":
        return None
    if entry.kind == Kind.DOSE_REMINDER and not reminders.left(db, entry):
        return None
    if not entry.body:
        customer = _customer(db, row)
        with speaking((customer and customer.language) or rules.language):
            said = _said(db, entry, row, rules.clinic_name)
        entry.subject, entry.body = said["title"], json.dumps(said, ensure_ascii=False)
    return Letter(
        id=entry.id,
        attempt=entry.tries,
        channel="push",
        address=row.endpoint,
        subject="",
        body=entry.body,
        clinic=rules.clinic_name,
        expires_at=entry.expires_at,
        browser=(str(row.id), row.public_key, row.secret),
    )


def _is_wanted(db: Session, row: PushSubscription, kind: str) -> bool:
    """Tell whether whoever subscribed may still sign in there, and does not decline this."""
    session = db.exec(system(AuthSession).where(col(AuthSession.id) == row.session_id)).first()
    if row.device_id:
        device = db.exec(system(Device).where(col(Device.id) == row.device_id)).first()
        if device is None or device.forgotten_at or device.expires_at <= clock.now():
            return False
    if pushing.unwanted(row, session):
        return False
    customer = _customer(db, row)
    if customer is None:
        return True
    return customer.disabled_at is None and not people.declines(customer, kind, "push")


def _customer(db: Session, row: PushSubscription) -> Customer | None:
    return db.exec(system(Customer).where(col(Customer.id) == row.customer_id)).first()


def _said(db: Session, entry: OutboxEntry, row: PushSubscription, clinic: str) -> dict[str, Any]:
    titles = {
        Kind.MESSAGE_TO_CUSTOMER: _("New message from {clinic}", clinic=clinic),
        Kind.RECORD_PUBLISHED: _("{clinic} has added to your pet's file", clinic=clinic),
        Kind.DOCUMENT_REVIEWED: _("{clinic} has looked at your document", clinic=clinic),
        Kind.DOSE_REMINDER: _("Reminder from {clinic}", clinic=clinic),
        Kind.STAFF_NEWS: entry.subject,
        Kind.CUSTOM: entry.subject,
    }
    said: dict[str, Any] = {"title": titles[Kind(entry.kind)], "page": _page(db, entry)}
    if row.customer_id:
        said["unread"] = _unread(db, row.customer_id, row)
    return said


def _page(db: Session, entry: OutboxEntry) -> str:
    """Return the path of what a notice is about."""
    if entry.kind == Kind.DOSE_REMINDER:
        told = reminders.values(reminders.left(db, entry), "push")
        return told["link"].removeprefix(config().public_url) or "/"
    return {
        Kind.MESSAGE_TO_CUSTOMER: f"/messages/{entry.about_id}",
        Kind.RECORD_PUBLISHED: f"/pets/{entry.about_id}/overview",
        Kind.DOCUMENT_REVIEWED: "/documents",
        Kind.CUSTOM: "/",
    }.get(Kind(entry.kind), "/admin")


def _unread(db: Session, customer_id: Any, row: PushSubscription) -> int:
    reader = Actor(
        session_id=row.session_id,
        id=customer_id,
        name="",
        permissions=CUSTOMERS_MAY,
        customer_id=customer_id,
    )
    return messaging.counted(db, reader).total


class Push:
    """Whichever push service the browser has chosen."""

    name = "Web Push"

    def send(self, letter: Letter) -> Outcome:
        """Hand a message over; a browser that is gone is forgotten."""
        try:
            number = pushing.reachable(letter.address)
        except pushing.Unsafe as danger:
            return Outcome(Verdict.LATER, str(danger))
        try:
            answer = _call(letter, number)
        except _NOT_SENT:
            return Outcome(Verdict.LATER, "the push service cannot be reached")
        except httpx.HTTPError:
            return Outcome(Verdict.UNCERTAIN, "the push service's answer did not come")
        if answer.status_code in _GONE:
            database.run(_forget, letter.browser[0])
            return Outcome(Verdict.DROPPED, "the browser takes no messages any more")
        if answer.is_success:
            place = answer.headers.get("Location", "")
            return Outcome(Verdict.SENT, provider_id=place.rpartition("/")[2][:120])
        judged = answered(self.name, answer.status_code, answer.headers)
        # What a push service refuses for good is for whoever runs the portal, not for the desk.
        refused = judged.verdict is Verdict.NEVER
        return Outcome(
            Verdict.DROPPED if refused else judged.verdict, judged.reason, wait=judged.wait
        )

    def check(self) -> str:
        """Say whether the key is there; there is no service to ask."""
        return "" if pushing.public_key() else "there is no key"


def _forget(db: Session, id: str) -> None:
    if row := pushing.subscription(db, id):
        pushing.forget(db, row.id)


def _call(letter: Letter, number: str) -> httpx.Response:
    """Post to the number that was looked up and found to be public, under the host's name."""
    url = urlsplit(letter.address)
    at = f"[{number}]" if ":" in number else number
    place = f"{url.scheme}://{at}:{url.port or (443 if url.scheme == 'https' else 80)}{url.path}"
    left = (letter.expires_at - clock.now()).total_seconds() if letter.expires_at else 0
    headers = {
        "Host": url.netloc,
        "TTL": str(max(int(left), 0)),
        "Urgency": "normal",
        "Topic": letter.id.hex,  # a repetition takes the place of what has not been fetched yet
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        **_signature(f"{url.scheme}://{url.netloc}"),
    }
    with httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as client:
        return client.post(
            f"{place}?{url.query}" if url.query else place,
            content=_encrypted(letter),
            headers=headers,
            extensions={"sni_hostname": url.hostname},
        )


def _encrypted(letter: Letter) -> bytes:
    _id, public_key, secret = letter.browser
    whom = {"endpoint": letter.address, "keys": {"p256dh": public_key, "auth": secret}}
    made: Any = WebPusher(whom).encode(letter.body.encode(), "aes128gcm")
    return made["body"]


def _signature(audience: str) -> dict[str, str]:
    sender = config().mail_from
    claims = {
        "aud": audience,
        "exp": int(clock.now().timestamp()) + _TOKEN_SECONDS,
        "sub": f"mailto:{sender}" if sender else config().public_url,
    }
    signer: Any = Vapid02(pushing.signing_key(), {"no-strict": True})  # a demo has no https
    return signer.sign(claims)
