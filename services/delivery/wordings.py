"""What each notice says as it ships, and which places it has to fill in.

Never anything about a pet's health. The texts are those of the catalogue, with named places.
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.core.i18n import translate as _
from services.notices import Kind, named

CONFIRM_CONTACT = "contact_code"  # a sign-in code that proves a new contact


@dataclass(frozen=True)
class Wording:
    """One notice as an e-mail and as an SMS, in the present language."""

    subject: str
    body: str  # of the e-mail, without the clinic's signature
    sms: str


@dataclass(frozen=True)
class Notice:
    """One thing that the portal writes about."""

    key: str
    shipped: Callable[[], Wording]
    places: tuple[str, ...] = ()  # besides those of every notice
    needed: str = ""  # the place without which it would be useless
    to_the_clinic: bool = False

    @property
    def label(self) -> str:
        """What it is called."""
        return _("Code for a new contact") if self.key == CONFIRM_CONTACT else named(self.key)


def _letter(*paragraphs: str) -> str:
    return "\n\n".join((_("Hello {customer_first_name},"), *paragraphs))


def _unnamed(*paragraphs: str) -> str:
    return "\n\n".join((_("Hello,"), *paragraphs))


def _code() -> Wording:
    good = _("It is good for {code_time}.")
    return Wording(
        subject=_("Your sign-in code for {clinic_name}"),
        body=_unnamed(
            _("your code to sign in is:"),
            "{code}",
            f"{good} "
            + _("It works only in the browser in which you asked for it. Tell it to nobody."),
            _("If you did not ask for a code, you need not do anything."),
        ),
        sms=f"{_('{code} is your code for {clinic_short_name}.')} {good}",
    )


def _contact_code() -> Wording:
    good = _("It is good for {code_time}.")
    return Wording(
        subject=_("Confirm your new contact for {clinic_name}"),
        body=_unnamed(
            _("somebody wants to be reached here from now on. The code to confirm that is:"),
            "{code}",
            f"{good} " + _("Enter it in your account. Tell it to nobody."),
            _("If you did not ask for this, you need not do anything."),
        ),
        sms=f"{_('{code} confirms your new number at {clinic_short_name}.')} {good}",
    )


def _welcome() -> Wording:
    return Wording(
        subject=_("Welcome to {clinic_name}"),
        body=_letter(
            _(
                "{clinic_name} has a portal for you: there you find what we know about your pets,"
                " and can write to us."
            ),
            "{link}",
            _(
                "You need no password. Enter the address that this message reached you at, and we"
                " send you a code to sign in with."
            ),
        ),
        sms=_("{clinic_short_name} has a portal for you: {link}"),
    )


def _pin_deleted() -> Wording:
    return Wording(
        subject=_("Your PIN was deleted"),
        body=_letter(
            _("your PIN was entered wrongly too often, so we have deleted it."),
            _(
                "Sign in with a code the next time. You can then set a new PIN in your account."
                " Nobody has got in by this."
            ),
            _("If that was not you, please tell us."),
        ),
        sms=_(
            "{clinic_short_name}: your PIN was entered wrongly too often and is deleted. Please"
            " sign in with a code."
        ),
    )


def _new_device() -> Wording:
    return Wording(
        subject=_("A new device can sign in to your account"),
        body=_letter(
            _("a new device was remembered for your account on {day} at {time}."),
            _("If that was you, you need not do anything."),
            _(
                "If not, sign in and remove the device in your account, and please tell us:"
                " somebody else can read your messages."
            ),
        ),
        sms=_(
            "{clinic_short_name}: a new device was remembered for your account on {day} at"
            " {time}. Not you? Please sign in and remove it."
        ),
    )


def _contact_changed() -> Wording:
    return _alarm(
        _("Your contact at {clinic_name} was changed"),
        _("this contact is no longer on file for your account: another has taken its place."),
        _(
            "{clinic_short_name}: this number is no longer on file for your account. Not you?"
            " Please tell us at once."
        ),
    )


def _contact_added() -> Wording:
    return _alarm(
        _("A contact at {clinic_name} was added"),
        _("another contact is on file for your account now; one can sign in with it."),
        _(
            "{clinic_short_name}: another contact is on file for your account now. Not you?"
            " Please tell us at once."
        ),
    )


def _alarm(subject: str, told: str, sms: str) -> Wording:
    """Tell of what only whoever did it need not worry about."""
    calming = _("If that was you, you need not do anything.")
    alarming = _("If that was not you, please tell us at once.")
    return Wording(subject=subject, body=_letter(told, calming, alarming), sms=sms)


def _record_published() -> Wording:
    return Wording(
        subject=_("Something new in your pet's file"),
        body=_letter(
            _("{clinic_name} has added something to your pet's file. Sign in to read it:"),
            "{link}",
        ),
        sms=_("{clinic_short_name} has added something to your pet's file: {link}"),
    )


def _document_reviewed() -> Wording:
    return Wording(
        subject=_("We have looked at your document"),
        body=_letter(
            _("we have looked at a document that you sent. Sign in to see what became of it:"),
            "{link}",
        ),
        sms=_("{clinic_short_name} has looked at a document that you sent: {link}"),
    )


def _documents_mailed() -> Wording:
    return Wording(
        subject=_("Your e-mail to {clinic_name}"),
        body=_letter(
            _("thank you for your e-mail."),
            "{papers}",
            _("Sign in to follow what becomes of your documents:"),
            "{link}",
        ),
        sms="{clinic_short_name}: {papers} {link}",
    )


def _message_to_customer() -> Wording:
    return Wording(
        subject=_("{clinic_name} has written to you"),
        body=_letter(_("there is a new message for you. Sign in to read and answer it:"), "{link}"),
        sms=_("{clinic_short_name} has written to you: {link}"),
    )


def _message_to_clinic() -> Wording:
    return Wording(
        subject=_("A customer has written"),
        body=_unnamed(
            _("there is a new message from a customer. Read and answer it here:"), "{link}"
        ),
        sms=_("{clinic_short_name}: a customer has written: {link}"),
    )


def _staff_news() -> Wording:
    return Wording(
        subject="{news}", body=_unnamed("{news}.", _("You find more here:"), "{link}"), sms=""
    )


def _dose_reminder() -> Wording:
    return Wording(
        subject=_("Vaccinations of {pet_name}"),
        body=_letter(
            _("these vaccinations are due:"),
            "{doses}",
            _("Please make an appointment with us. You find all about it here:"),
            "{link}",
            _("Was it done elsewhere? Then send us the certificate, and we stop asking."),
        ),
        sms=_("{clinic_short_name}: vaccinations due\n{doses}\n{link}"),
    )


_REMINDED = ("pet_name", "vaccine", "due_on", "days_left", "doses", "link")
_CODES = ("code", "code_time", "code_minutes")

NOTICES: dict[str, Notice] = {
    notice.key: notice
    for notice in (
        Notice(Kind.SIGN_IN_CODE, _code, _CODES, needed="code"),
        Notice(CONFIRM_CONTACT, _contact_code, _CODES, needed="code"),
        Notice(Kind.WELCOME, _welcome, ("customer_first_name", "link"), needed="link"),
        Notice(
            Kind.MESSAGE_TO_CUSTOMER,
            _message_to_customer,
            ("customer_first_name", "link"),
            needed="link",
        ),
        Notice(
            Kind.MESSAGE_TO_CLINIC,
            _message_to_clinic,
            ("customer_first_name", "customer_name", "link"),
            needed="link",
            to_the_clinic=True,
        ),
        Notice(
            Kind.RECORD_PUBLISHED, _record_published, ("customer_first_name", "link"), needed="link"
        ),
        Notice(
            Kind.DOCUMENT_REVIEWED,
            _document_reviewed,
            ("customer_first_name", "link"),
            needed="link",
        ),
        Notice(
            Kind.DOCUMENTS_MAILED,
            _documents_mailed,
            ("customer_first_name", "papers", "link"),
            needed="papers",
        ),
        Notice(
            Kind.DOSE_REMINDER,
            _dose_reminder,
            ("customer_first_name", *_REMINDED),
            needed="link",
        ),
        Notice(Kind.STAFF_NEWS, _staff_news, ("news", "link"), needed="news", to_the_clinic=True),
        Notice(Kind.PIN_DELETED, _pin_deleted, ("customer_first_name",)),
        Notice(Kind.NEW_DEVICE, _new_device, ("customer_first_name", "day", "time")),
        Notice(Kind.CONTACT_ADDED, _contact_added, ("customer_first_name",)),
        Notice(Kind.CONTACT_CHANGED, _contact_changed, ("customer_first_name",)),
    )
}
