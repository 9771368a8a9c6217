"""The places in a notice's text, such as {clinic_name}, and what they are filled with."""

import re
from collections.abc import Callable, Collection, Mapping

from services.core.config import config
from services.core.errors import Invalid
from services.core.i18n import translate as _
from services.settings import Settings

OF_ALL = ("clinic_name", "clinic_short_name", "clinic_phone", "portal_url")
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_SPACES = str.maketrans("\u00a0\u2009\u202f", "   ")
_DOUBLE = frozenset("^{}\\[~]|€\f")

MEANINGS: dict[str, Callable[[], str]] = {
    "clinic_name": lambda: _("The clinic's name"),
    "clinic_short_name": lambda: _("Its short name, for SMS"),
    "clinic_phone": lambda: _("The clinic's telephone number"),
    "portal_url": lambda: _("The address of the portal"),
    "customer_first_name": lambda: _("The customer's first name"),
    "customer_name": lambda: _("The customer's first and last name"),
    "link": lambda: _("The address of what it is about"),
    "news": lambda: _("What has happened, in one line"),
    "code": lambda: _("The code"),
    "code_time": lambda: _("How long the code is good, such as 10 minutes"),
    "code_minutes": lambda: _("The same as a bare number of minutes"),
    "day": lambda: _("The day it happened"),
    "time": lambda: _("The time it happened"),
    "pet_name": lambda: _("The pet's name; of several, all names"),
    "vaccine": lambda: _("What is to be vaccinated against"),
    "due_on": lambda: _("The day it is due; of several, the earliest"),
    "days_left": lambda: _("How far away that day is, such as in 7 days"),
    "papers": lambda: _("What was taken of an e-mail, and why the rest was not"),
    "doses": lambda: _("Every vaccination on a line of its own: pet, vaccine and day"),
}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into their places, once: what a value holds is never read as a place."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def unknown(text: str, known: Collection[str]) -> str:
    """Return the first place that nothing can be put into, or ''."""
    return next((name for name in _PLACE.findall(text) if name not in known), "")


def check(text: str, known: Collection[str], field: str) -> None:
    """Refuse a text with a place that nothing can be put into.

    Raises:
        Invalid: There is one; `field` names the field.
    """
    for name in _PLACE.findall(text):
        if name not in known:
            raise Invalid(
                "Nothing can be put in for {place}. Please choose from the list.",
                field,
                place=f"{{{name}}}"[:60],
            )


def of_clinic(rules: Settings) -> dict[str, str]:
    """Return what goes into the places of every notice."""
    return {
        "clinic_name": rules.clinic_name,
        "clinic_short_name": rules.clinic_short_name or rules.clinic_name,
        "clinic_phone": rules.clinic_phone,
        "portal_url": config().public_url,
    }


def of_sms(text: str) -> str:
    """Write a text with plain spaces: one narrow one, as in a time, makes an SMS twice as long."""
    return text.translate(_SPACES)


def basic(text: str) -> bool:
    """Tell whether an SMS can be written in the letters of GSM 03.38."""
    return all(sign in _BASIC or sign in _DOUBLE for sign in text)


def sms_parts(text: str) -> tuple[int, int]:
    """Count the characters of an SMS as networks do, and as how many SMS it is sent."""
    if basic(text):
        length = sum(2 if sign in _DOUBLE else 1 for sign in text)
        whole, part = 160, 153
    else:
        length = len(text.encode("utf-16-le")) // 2
        whole, part = 70, 67
    return length, 1 if length <= whole else -(-length // part)
