"""How the staff word the notices: in their own words, tried out, or as they ship again (NOTE-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlmodel import Session, col

from models.notices import NoticeWording
from models.staff import StaffMember
from services import audit, editing, settings
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core import clock, i18n
from services.core.errors import Invalid, NotFound
from services.core.i18n import speaking
from services.core.i18n import translate as _
from services.delivery import compose, mailed, places, reminders
from services.delivery.letter import Letter
from services.delivery.wordings import CONFIRM_CONTACT, NOTICES
from services.notices import CHANNELS, Channel, Kind
from services.settings import Settings

LONGEST = {"subject": 200, "email": 5_000, "sms": 480}  # characters
_SECRETS = frozenset({"code"})  # what is never in a subject: subjects are kept


@dataclass(frozen=True)
class Which:
    """One text: of a notice, for one channel, in one language."""

    notice: str
    channel: Channel
    language: str


@dataclass(frozen=True)
class Opened:
    """A text as its form begins with it."""

    subject: str
    body: str
    version: int
    own: bool  # whether the clinic has written it itself


@dataclass(frozen=True)
class Preview:
    """How a text reads with examples in its places."""

    subject: str
    body: str
    length: int  # of an SMS, as networks count
    parts: int


def listed(db: Session, actor: Actor) -> dict[str, int]:
    """Name the notices there are, each with how many of its texts the clinic has written itself.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    own = [row.notice for row in db.exec(system(NoticeWording))]
    return {key: own.count(key) for key in NOTICES}


def which(notice: object, channel: object, language: object) -> Which:
    """Read which text is meant.

    Raises:
        NotFound: There is no such text.
    """
    found: Channel | None = next((one for one in CHANNELS if one == channel), None)
    if notice not in NOTICES or found is None or language not in i18n.LANGUAGES:
        raise NotFound
    if NOTICES[str(notice)].to_the_clinic and found == "sms":
        raise NotFound
    return Which(str(notice), found, str(language))


def known(of: Which) -> Sequence[str]:
    """List the places that can stand in a text."""
    return (*NOTICES[of.notice].places, *places.OF_ALL)


def opened(db: Session, actor: Actor, of: Which) -> Opened:
    """Return a text for its form.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    row = _own(db, of)
    if row:
        return Opened(row.subject, row.body, row.version, own=True)
    with speaking(of.language):
        subject, body = compose.shipped(of.notice, of.channel)
    return Opened(subject, body, 0, own=False)


def save(db: Session, actor: Actor, of: Which, typed: tuple[str, str], version: int) -> Opened:
    """Keep the clinic's own words for a notice.

    Args:
        typed: Subject and body.
        version: As the form was opened with; 0: the text was still as it ships.

    Raises:
        Forbidden: The actor may not change settings.
        Invalid: There is a place that nothing can be put into, or one that is needed is missing;
            `field` names it.
        Stale: Somebody else has saved other words meanwhile.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    subject, body = _checked(of, *typed)
    row = _own(db, of)
    if row is None:
        now = opened(db, actor, of)
        if (subject, body) == (now.subject, now.body):
            return now
        row = NoticeWording(
            notice=of.notice,
            channel=of.channel,
            language=of.language,
            subject=now.subject,
            body=now.body,
            version=0,
            changed_by=_("Somebody else"),
        )
    changed = editing.change(row, actor, version, {"subject": subject, "body": body})
    if changed:
        db.add(row)
        db.flush()
        _record(db, actor, row, of, reset=False)
    return opened(db, actor, of)


def reset(db: Session, actor: Actor, of: Which) -> Opened:
    """Let a notice read as it ships again.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    if row := _own(db, of):
        _record(db, actor, row, of, reset=True)
        db.delete(row)
        db.flush()
    return opened(db, actor, of)


def preview(db: Session, actor: Actor, of: Which, subject: str, body: str) -> Preview:
    """Show how a text would read, with examples in its places.

    Raises:
        Forbidden: The actor may not change settings.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    rules = settings.load(db)
    with speaking(of.language):
        said = compose.finished(
            of.channel,
            subject[: LONGEST["subject"]],
            body[: LONGEST[of.channel]],
            _examples(of, rules),
            rules,
        )
    length, parts = places.sms_parts(said[1]) if of.channel == "sms" else (0, 0)
    return Preview(*said, length=length, parts=parts)


def letter_to_oneself(db: Session, actor: Actor, of: Which, subject: str, body: str) -> Letter:
    """Write a text, saved or not, as a letter to the actor's own address.

    An SMS goes there, too: the staff's numbers are not on file.

    Raises:
        Forbidden: The actor may not change settings.
        Invalid: As for `save`.
        NotFound: The actor is no staff member.
    """
    require(actor, Permission.CHANGE_SETTINGS)
    member = db.exec(system(StaffMember).where(col(StaffMember.id) == actor.id)).first()
    if member is None:
        raise NotFound
    seen = preview(db, actor, of, *_checked(of, subject, body))
    audit.record(db, actor, Event.NOTICE_SENT, member, test=True, kind=of.notice)
    return Letter(
        id=uuid4(),
        attempt=1,
        channel="email",
        address=member.email,
        subject=seen.subject or _("A test of an SMS"),
        body=seen.body,
        clinic=settings.load(db).clinic_name,
        accent=settings.load(db).accent_color,
        answers_to=settings.load(db).clinic_email,
    )


def _own(db: Session, of: Which) -> NoticeWording | None:
    return db.exec(
        system(NoticeWording).where(
            col(NoticeWording.notice) == of.notice,
            col(NoticeWording.channel) == of.channel,
            col(NoticeWording.language) == of.language,
        )
    ).first()


def _checked(of: Which, subject: str, body: str) -> tuple[str, str]:
    fields = {"body": body.strip()} if of.channel == "sms" else {}
    fields = fields or {"subject": " ".join(subject.split()), "body": body.strip()}
    for name, said in fields.items():
        if not said:
            raise Invalid("Please write something first.", name)
        limit = LONGEST["subject" if name == "subject" else of.channel]
        if len(said) > limit:
            raise Invalid("Please keep this under {limit} characters.", name, limit=limit)
        if not said.replace("\n", "").isprintable():
            raise Invalid("This text contains a character that cannot be kept.", name)
        places.check(said, set(known(of)) - (_SECRETS if name == "subject" else set()), name)
    needed = NOTICES[of.notice].needed
    if needed and f"{{{needed}}}" not in fields["body"]:
        raise Invalid(
            "{place} is missing; without it this notice is of no use.",
            "body",
            place=f"{{{needed}}}",
        )
    return fields.get("subject", ""), fields["body"]


def _examples(of: Which, rules: Settings) -> dict[str, str]:
    about = "00000000-0000-4000-8000-000000000000"
    notice = Kind.SIGN_IN_CODE if of.notice == CONFIRM_CONTACT else of.notice
    return {
        **places.of_clinic(rules),
        **compose.of_code("482915", rules.code_minutes),
        **reminders.examples(),
        **mailed.examples(),
        "customer_first_name": _("Alex"),
        "customer_name": _("Alex Example"),
        "news": _("Alex Example has written"),
        "link": compose.link(notice, about, "alex@example.org"),
        "day": clock.long_date(clock.today()),
        "time": clock.time(clock.now()),
    }


def _record(db: Session, actor: Actor, row: NoticeWording, of: Which, *, reset: bool) -> None:
    audit.record(
        db,
        actor,
        Event.WORDING_CHANGED,
        row,
        kind=of.notice,
        channel=of.channel,
        language=of.language,
        reset=reset,
    )
