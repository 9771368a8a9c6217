"""What takes the clinic's notices, and trying it out with a letter to oneself."""

from dataclasses import dataclass
from uuid import uuid4

from sqlmodel import Session, col

from models.staff import StaffMember
from services import audit, settings
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core.config import config
from services.core.errors import NotFound
from services.core.i18n import translate as _
from services.delivery import providers
from services.delivery.letter import Letter
from services.notices import CHANNELS, Channel


@dataclass(frozen=True)
class Way:
    """One way out of the portal; never a key or a password."""

    name: str
    channel: Channel
    variable: str  # of the environment, that configures it
    configured: bool
    in_use: bool


def ways(_db: Session, actor: Actor) -> list[Way]:
    """List what can send, whether the environment configures it, and what is used.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    given = config()
    used = {providers.chosen(channel).name for channel in CHANNELS}
    known: list[tuple[str, Channel, str, bool]] = [
        ("SendGrid", "email", "PORTAL_SENDGRID_API_KEY", bool(given.sendgrid_api_key)),
        ("SMTP", "email", "PORTAL_SMTP_URL", bool(given.smtp_url)),
        ("Twilio", "sms", "PORTAL_TWILIO_AUTH_TOKEN", bool(given.twilio_auth_token)),
        ("Vonage", "sms", "PORTAL_VONAGE_API_SECRET", bool(given.vonage_api_secret)),
    ]
    return [
        Way(name, channel, variable, configured, configured and name in used)
        for name, channel, variable, configured in known
    ]


def letter_to_oneself(db: Session, actor: Actor) -> Letter:
    """Write a letter that only says that sending works, to the actor's own address.

    It is handed over at once, past the outbox, so that the answer can be shown.

    Raises:
        Forbidden: The actor may not change settings.
        NotFound: They are no staff member.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    member = db.exec(system(StaffMember).where(col(StaffMember.id) == actor.id)).first()
    if member is None:
        raise NotFound
    rules = settings.load(db)
    clinic = rules.clinic_name
    audit.record(db, actor, Event.NOTICE_SENT, member, test=True)
    return Letter(
        id=uuid4(),
        attempt=1,
        channel="email",
        address=member.email,
        subject=_("A test of {clinic}", clinic=clinic),
        body=_("This letter says that the portal can send e-mail.") + "\n",
        clinic=clinic,
        accent=rules.accent_color,
        answers_to=rules.clinic_email,
    )
