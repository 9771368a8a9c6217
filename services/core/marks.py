"""The icons that staff put on customers and pets, for each other's eyes only (GEN-11)."""

from dataclasses import dataclass

from services.core.i18n import translate as _


@dataclass(frozen=True)
class Mark:
    """One icon and what it tells a colleague."""

    key: str  # also the name of its drawing
    label: str


def every() -> list[Mark]:
    """List the icons there are, in the reader's language."""
    return [
        Mark("shield-alert", _("Careful")),
        Mark("star", _("Looks in often")),
        Mark("heart-handshake", _("Handle gently")),
        Mark("phone", _("Prefers a call")),
        Mark("clock", _("Often late")),
        Mark("wallet", _("Ask about payment")),
        Mark("users", _("Several people in charge")),
        Mark("ear-off", _("Hard of hearing")),
        Mark("eye-off", _("Sees poorly")),
        Mark("syringe", _("Afraid of needles")),
        Mark("utensils", _("Special food")),
        Mark("flag", _("Ask the vet first")),
    ]


def chosen(keys: list[str]) -> list[Mark]:
    """List the icons with these keys; what is not known is left out."""
    return [mark for mark in every() if mark.key in keys]


KEYS = frozenset(mark.key for mark in every())
