"""What a person typed into a sign-in form, and why it was refused, until the page shows it again.

It travels in a cookie that only the portal can read, so that nothing typed stands in an address.
"""

import json
from dataclasses import asdict, dataclass

from cryptography.fernet import InvalidToken

from services.core import tokens
from services.core.errors import Invalid, PortalError
from services.core.i18n import translate

_LONGEST = 254  # characters of a contact


@dataclass(frozen=True)
class Form:
    """One form as it was sent."""

    contact: str = ""
    remember: bool = False
    about: str = ""  # which field the refusal is about; empty: none in particular
    message: str = ""  # the refusal, in English, as in the catalogue
    values: tuple[tuple[str, str], ...] = ()  # what stands for its {…}

    @property
    def refusal(self) -> str:
        """Why it was refused, in the reader's language; empty if it was not."""
        return translate(self.message, **dict(self.values)) if self.message else ""


def refused(error: PortalError, *, contact: object = "", remember: bool = False) -> Form:
    """Return a form that was refused."""
    about = error.field if isinstance(error, Invalid) else ""
    values = tuple((name, str(value)) for name, value in error.values.items())
    return Form(_short(contact), remember, about, error.message, values)


def accepted(contact: object) -> Form:
    """Return a form that was accepted, for whoever goes back to it."""
    return Form(_short(contact))


def write(form: Form) -> str:
    """Seal a form for its cookie."""
    return tokens.seal(json.dumps(asdict(form)))


def read(sealed: str | None) -> Form:
    """Open what `write` sealed; anything else is an empty form."""
    try:
        return Form(**json.loads(tokens.unseal(sealed))) if sealed else Form()
    except (InvalidToken, ValueError, TypeError):
        return Form()


def _short(contact: object) -> str:
    return contact.strip()[:_LONGEST] if isinstance(contact, str) else ""
