"""What a person typed into a sign-in form, and why it was refused, until the page shows it again.

It travels in a cookie that only the portal can read, so that nothing typed stands in an address.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from cryptography.fernet import InvalidToken

from services.core import tokens
from services.core.errors import Invalid, PortalError
from services.core.i18n import translate

FIELDS = ("contact", "first_name", "last_name")
_LONGEST = 254  # characters of a field


@dataclass(frozen=True)
class Form:
    """One form as it was sent."""

    contact: str = ""
    first_name: str = ""  # of somebody who registers
    last_name: str = ""
    remember: bool = False
    about: str = ""  # which field the refusal is about; empty: none in particular
    message: str = ""  # the refusal, in English, as in the catalogue
    values: tuple[tuple[str, str], ...] = ()  # what stands for its {…}

    @property
    def refusal(self) -> str:
        """Why it was refused, in the reader's language; empty if it was not."""
        return translate(self.message, **dict(self.values)) if self.message else ""


def typed(given: Mapping[str, object]) -> Form:
    """Return a form as it was typed, for whoever goes back to it; other fields are left out."""
    contact, first_name, last_name = (_short(given.get(name)) for name in FIELDS)
    return Form(contact, first_name, last_name)


def refused(error: PortalError, form: Form) -> Form:
    """Return a form that was refused."""
    about = error.field if isinstance(error, Invalid) else ""
    values = tuple((name, str(value)) for name, value in error.values.items())
    return replace(form, about=about, message=error.message, values=values)


def write(form: Form) -> str:
    """Seal a form for its cookie."""
    return tokens.seal(json.dumps(asdict(form)))


def read(sealed: str | None) -> Form:
    """Open what `write` sealed; anything else is an empty form."""
    try:
        return Form(**json.loads(tokens.unseal(sealed))) if sealed else Form()
    except (InvalidToken, ValueError, TypeError):
        return Form()


def fields(sealed: str | None) -> dict[str, str]:
    """Return what was typed into the fields of a sealed form, by name."""
    form = read(sealed)
    return {name: getattr(form, name) for name in FIELDS}


def _short(value: object) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""
