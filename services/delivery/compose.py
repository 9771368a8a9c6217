"""What a notice says, in its reader's language. Never anything about a pet's health."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlmodel import Session, col

from models.customers import Customer
from models.notices import OutboxEntry
from services import customers, notices, settings
from services.access import system
from services.auth import codes
from services.core import clock, tokens
from services.core.config import config
from services.core.i18n import plural, speaking
from services.core.i18n import translate as _
from services.delivery.letter import Letter
from services.notices import Kind
from services.settings import Settings


@dataclass(frozen=True)
class Text:
    """One notice as an e-mail's subject and paragraphs, and as an SMS."""

    subject: str
    paragraphs: tuple[str, ...]
    sms: str


def compose(db: Session, entry: OutboxEntry) -> Letter | None:
    """Write a claimed entry down, the first time; later tries say exactly the same.

    Returns:
        None if there is nobody to tell.

    Raises:
        KeyError: There is no text for its kind.
    """
    rules = settings.load(db)
    if entry.body:
        return _letter(entry, rules, tokens.unseal(entry.body) if entry.encrypted else entry.body)
    if entry.kind == Kind.SIGN_IN_CODE:
        return _code(db, entry, rules)
    customer = db.exec(system(Customer).where(col(Customer.id) == entry.customer_id)).first()
    language = entry.language or (customer and customer.language) or rules.language
    with speaking(language):
        text = _TEXTS[Kind(entry.kind)](rules, entry)
        entry.subject = _subject(entry.channel, text)
        name = customer.first_name if customer and entry.kind not in notices.TO_THE_CLINIC else ""
        entry.body = _body(entry.channel, text, name, rules)
    return _letter(entry, rules, entry.body)


def _code(db: Session, entry: OutboxEntry, rules: Settings) -> Letter | None:
    made = codes.make(db, entry.about_id) if entry.about_id else None
    if made is None:
        return None
    entry.channel, entry.address = made.channel, made.address
    entry.language = made.language or entry.language or rules.language
    with speaking(entry.language):
        text = _code_text(made, rules)
        entry.subject = _subject(entry.channel, text)
        body = _body(entry.channel, text, "", rules)
    entry.body, entry.encrypted = tokens.seal(body), True
    return _letter(entry, rules, body)


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
    )


def _subject(channel: str, text: Text) -> str:
    return "" if channel == "sms" else text.subject


def _body(channel: str, text: Text, name: str, rules: Settings) -> str:
    if channel == "sms":
        return text.sms
    hello = _("Hello {name},", name=name) if name else _("Hello,")
    sender = (
        rules.clinic_name,
        rules.clinic_address,
        rules.clinic_phone,
        config().public_url,
    )
    signature = "\n".join(line for line in sender if line)
    return "\n\n".join((hello, *text.paragraphs, signature)) + "\n"


def _short(rules: Settings) -> str:
    return rules.clinic_short_name or rules.clinic_name


def _code_text(made: codes.Made, rules: Settings) -> Text:
    good = plural("It is good for one minute.", "It is good for {count} minutes.", made.minutes)
    sms = _("{code} is your code for {clinic}.", code=made.code, clinic=_short(rules))
    sms = f"{sms} {good}"
    if made.confirms:
        return _confirming(made, good, rules)
    return Text(
        subject=_("Your sign-in code for {clinic}", clinic=rules.clinic_name),
        paragraphs=(
            _("your code to sign in is:"),
            made.code,
            f"{good} "
            + _("It works only in the browser in which you asked for it. Tell it to nobody."),
            _("If you did not ask for a code, you need not do anything."),
        ),
        sms=_filled_in(sms, made.code),
    )


def _filled_in(sms: str, code: str) -> str:
    """Let a browser on the phone fill the code in, on this host only (WebOTP)."""
    if not config().https:
        return sms
    return f"{sms}\n\n@{urlsplit(config().public_url).hostname} #{code}"


def _confirming(made: codes.Made, good: str, rules: Settings) -> Text:
    sms = _("{code} confirms your new number at {clinic}.", code=made.code, clinic=_short(rules))
    return Text(
        subject=_("Confirm your new contact for {clinic}", clinic=rules.clinic_name),
        paragraphs=(
            _("somebody wants to be reached here from now on. The code to confirm that is:"),
            made.code,
            f"{good} " + _("Enter it in your account. Tell it to nobody."),
            _("If you did not ask for this, you need not do anything."),
        ),
        sms=_filled_in(f"{sms} {good}", made.code),
    )


def _welcome(rules: Settings, entry: OutboxEntry) -> Text:
    portal = customers.welcome_link(entry.address)
    return Text(
        subject=_("Welcome to {clinic}", clinic=rules.clinic_name),
        paragraphs=(
            _(
                "{clinic} has a portal for you: there you find what we know about your pets, and"
                " can write to us.",
                clinic=rules.clinic_name,
            ),
            portal,
            _(
                "You need no password. Enter the address that this message reached you at, and we"
                " send you a code to sign in with."
            ),
        ),
        sms=_("{clinic} has a portal for you: {url}", clinic=_short(rules), url=portal),
    )


def _pin_deleted(rules: Settings, _entry: OutboxEntry) -> Text:
    what = _("your PIN was entered wrongly too often, so we have deleted it.")
    return Text(
        subject=_("Your PIN was deleted"),
        paragraphs=(
            what,
            _(
                "Sign in with a code the next time. You can then set a new PIN in your account."
                " Nobody has got in by this."
            ),
            _("If that was not you, please tell us."),
        ),
        sms=_(
            "{clinic}: your PIN was entered wrongly too often and is deleted. Please sign in with"
            " a code.",
            clinic=_short(rules),
        ),
    )


def _new_device(rules: Settings, entry: OutboxEntry) -> Text:
    at = {"day": clock.long_date(clock.local(entry.created_at).date())}
    at["time"] = clock.time(entry.created_at)
    return Text(
        subject=_("A new device can sign in to your account"),
        paragraphs=(
            _("a new device was remembered for your account on {day} at {time}.", **at),
            _("If that was you, you need not do anything."),
            _(
                "If not, sign in and remove the device in your account, and please tell us:"
                " somebody else can read your messages."
            ),
        ),
        sms=_(
            "{clinic}: a new device was remembered for your account on {day} at {time}. Not you?"
            " Please sign in and remove it.",
            clinic=_short(rules),
            **at,
        ),
    )


def _contact_changed(rules: Settings, _entry: OutboxEntry) -> Text:
    return Text(
        subject=_("Your contact at {clinic} was changed", clinic=rules.clinic_name),
        paragraphs=(
            _("this contact is no longer on file for your account: another has taken its place."),
            _("If that was you, you need not do anything."),
            _("If that was not you, please tell us at once."),
        ),
        sms=_(
            "{clinic}: this number is no longer on file for your account. Not you? Please tell"
            " us at once.",
            clinic=_short(rules),
        ),
    )


def _contact_added(rules: Settings, _entry: OutboxEntry) -> Text:
    return Text(
        subject=_("A contact at {clinic} was added", clinic=rules.clinic_name),
        paragraphs=(
            _("another contact is on file for your account now; one can sign in with it."),
            _("If that was you, you need not do anything."),
            _("If that was not you, please tell us at once."),
        ),
        sms=_(
            "{clinic}: another contact is on file for your account now. Not you? Please tell"
            " us at once.",
            clinic=_short(rules),
        ),
    )


def _record_published(rules: Settings, entry: OutboxEntry) -> Text:
    page = f"{config().public_url}/pets/{entry.about_id}/overview"
    return Text(
        subject=_("Something new in your pet's file"),
        paragraphs=(
            _(
                "{clinic} has added something to your pet's file. Sign in to read it:",
                clinic=rules.clinic_name,
            ),
            page,
        ),
        sms=_(
            "{clinic} has added something to your pet's file: {url}",
            clinic=_short(rules),
            url=page,
        ),
    )


def _message_to_customer(rules: Settings, entry: OutboxEntry) -> Text:
    page = f"{config().public_url}/messages/{entry.about_id}"
    return Text(
        subject=_("{clinic} has written to you", clinic=rules.clinic_name),
        paragraphs=(
            _("there is a new message for you. Sign in to read and answer it:"),
            page,
        ),
        sms=_("{clinic} has written to you: {url}", clinic=_short(rules), url=page),
    )


def _message_to_clinic(rules: Settings, entry: OutboxEntry) -> Text:
    page = f"{config().public_url}/admin/messages/{entry.about_id}"
    return Text(
        subject=_("A customer has written"),
        paragraphs=(
            _("there is a new message from a customer. Read and answer it here:"),
            page,
        ),
        sms=_("{clinic}: a customer has written: {url}", clinic=_short(rules), url=page),
    )


def _staff_news(_rules: Settings, entry: OutboxEntry) -> Text:
    return Text(
        subject=entry.subject,
        paragraphs=(f"{entry.subject}.", _("You find more here:"), f"{config().public_url}/admin"),
        sms="",
    )


_TEXTS: dict[Kind, Callable[[Settings, OutboxEntry], Text]] = {
    Kind.WELCOME: _welcome,
    Kind.PIN_DELETED: _pin_deleted,
    Kind.NEW_DEVICE: _new_device,
    Kind.CONTACT_CHANGED: _contact_changed,
    Kind.CONTACT_ADDED: _contact_added,
    Kind.RECORD_PUBLISHED: _record_published,
    Kind.MESSAGE_TO_CUSTOMER: _message_to_customer,
    Kind.MESSAGE_TO_CLINIC: _message_to_clinic,
    Kind.STAFF_NEWS: _staff_news,
}
