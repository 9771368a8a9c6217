"""Refusals a person may read. Anything else that is raised is a bug."""

from collections.abc import Sequence

from services.core.i18n import language, speaking, translate


class PortalError(Exception):
    """The request was understood and refused; str(error) is shown to the person.

    The text is an English sentence from the catalogue, with its values beside it, so that it
    reads in the language of whoever is told: of the event or request that it was raised in,
    wherever it is written down later.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values, self.language = message, values, language()

    def __str__(self) -> str:
        """Say it in the reader's language."""
        with speaking(self.language):
            return translate(self.message, **self.values)


class Invalid(PortalError):
    """What was typed cannot be accepted. `field` names the form field, if there is one."""

    def __init__(self, message: str, field: str = "", **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class Faulty(Invalid):
    """Several fields of one form cannot be accepted; then nothing of it is saved."""

    def __init__(self, faults: Sequence[Invalid]) -> None:
        super().__init__(
            "Nothing was saved yet: please look at the fields marked.", faults[0].field
        )
        self.faults = faults


class NotFound(PortalError):
    """No such thing, or not for this person: the two must look the same from outside."""

    def __init__(self) -> None:
        super().__init__("We could not find that. It may have been moved, or the link is wrong.")


class Forbidden(PortalError):
    """The person may know of this, but may not do it."""


class SignedOut(PortalError):
    """There is no session any more."""

    def __init__(self) -> None:
        super().__init__("You are signed out. Please sign in again.")


class Conflict(PortalError):
    """It was possible a moment ago and no longer is."""


class Unavailable(PortalError):
    """It may well be possible later; at present something that it needs is missing."""


class Question(PortalError):
    """It can be done, once whoever asks for it has been told this and wants it all the same."""

    def settle(self, agreed: str) -> None:
        """Go on if this is what they have agreed to.

        Args:
            agreed: What they were asked, as their page sends it back.

        Raises:
            Question: They were not asked yet, or something else.
        """
        if agreed != str(self):
            raise self


class TooMany(PortalError):
    """A limit on how often something may be done has been reached; wait so many seconds."""

    def __init__(self, message: str, seconds: int = 60, **values: object) -> None:
        super().__init__(message, **values)
        self.seconds = seconds
