"""E-mail addresses and mobile numbers: written any way, kept in one."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from services.core.errors import Invalid
from services.core.links import Piece

_LONGEST = 254  # characters; RFC 5321, 4.5.3.1


def parse(typed: object, country: str) -> str:
    """Return a contact in the form it is kept in: an address in lower case, or a number in E.164.

    Args:
        country: ISO 3166 code; where a number without + is dialled from.

    Raises:
        Invalid: It is neither.
    """
    text = typed.strip() if isinstance(typed, str) else ""
    read = email(text) if "@" in text else phone(text, country)
    if read and len(text) <= _LONGEST:
        return read
    raise Invalid(
        "Please enter an e-mail address such as name@example.com, or a mobile number.", "contact"
    )


def email(text: str) -> str | None:
    """Return an e-mail address in lower case, or None if it cannot be one."""
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return found.normalized.lower()


def callable_in(text: str, country: str) -> list[Piece]:
    """Cut a text into plain pieces and telephone numbers, which lead to a call.

    The pieces joined are the text again, sign for sign.
    """
    pieces: list[Piece] = []
    done = 0
    for found in phonenumbers.PhoneNumberMatcher(text, country):
        number = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
        pieces += [Piece(text[done : found.start]), Piece(found.raw_string, f"tel:{number}")]
        done = found.end
    return [piece for piece in (*pieces, Piece(text[done:])) if piece.text]


def phone(text: str, country: str) -> str | None:
    """Return a telephone number in E.164, or None if it cannot be one."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def country_of(phone: str) -> str:
    """Return the ISO 3166 code of the country that an E.164 number belongs to, or ''."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(phone)) or ""


def is_phone(contact: str) -> bool:
    """Tell whether a kept contact is a number."""
    return contact.startswith("+")


def written(phone: str) -> str:
    """Write an E.164 number as people do, such as +1 202-555-0143."""
    number = phonenumbers.parse(phone)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def digits(phone: str) -> set[str]:
    """Return the figures by which an E.164 number is looked for: with and without its country."""
    number = phonenumbers.parse(phone)
    return {phone.lstrip("+"), phonenumbers.national_significant_number(number)}


def masked(contact: str) -> str:
    """Show enough of a contact for its owner to recognise it: a•••@mail.test, •••0143."""
    if is_phone(contact):
        return f"•••{contact[-4:]}"
    name, _, host = contact.partition("@")
    return f"{name[:1]}•••@{host}"
