"""What the details of a line are called, in the reader's language."""

from collections.abc import Callable

from services.core.i18n import translate as _

_WORDS: dict[str, Callable[[], str]] = {
    "added": lambda: _("Added"),
    "attachment": lambda: _("File"),
    "before": lambda: _("Before"),
    "by": lambda: _("By"),
    "changed": lambda: _("Changed"),
    "channel": lambda: _("Channel"),
    "device": lambda: _("Device"),
    "discarded": lambda: _("Discarded"),
    "fields": lambda: _("Fields"),
    "former": lambda: _("Formerly"),
    "groups": lambda: _("Groups"),
    "happened": lambda: _("What happened"),
    "kind": lambda: _("Kind"),
    "language": lambda: _("Language"),
    "list": lambda: _("List"),
    "merged": lambda: _("Merged"),
    "moved": lambda: _("Moved"),
    "new": lambda: _("New"),
    "notify": lambda: _("With a notice"),
    "now": lambda: _("Now"),
    "origin": lambda: _("From"),
    "others": lambda: _("All others"),
    "permissions": lambda: _("Permissions"),
    "quantity": lambda: _("Quantity"),
    "recovery_codes": lambda: _("Recovery codes"),
    "removed": lambda: _("Removed"),
    "reset": lambda: _("Reset"),
    "session": lambda: _("Session"),
    "status": lambda: _("State"),
    "test": lambda: _("Test"),
    "to": lambda: _("To whom"),
    "types": lambda: _("Types"),
    "undone": lambda: _("Undone"),
    "way": lambda: _("How"),
    "what": lambda: _("What"),
    "wrong_tries": lambda: _("Wrong tries"),
}
_WAYS: dict[str, Callable[[], str]] = {
    "PIN": lambda: _("PIN"),
    "code": lambda: _("code"),
    "confirmation": lambda: _("confirmation"),
    "invitation": lambda: _("invitation"),
    "password": lambda: _("password"),
    "password and code": lambda: _("password and code"),
    "password and recovery code": lambda: _("password and recovery code"),
}


def word(detail: str) -> str:
    """Say what a detail is called; one that is not known (any more) by its name."""
    said = _WORDS.get(detail)
    return said() if said else detail


def way(told: str) -> str:
    """Say how somebody proved who they are; a way that is not known (any more) as it stands."""
    said = _WAYS.get(told)
    return said() if said else told
