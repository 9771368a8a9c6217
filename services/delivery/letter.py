"""A notice ready to be handed over, and what can take it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from time import time
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from services.core.config import config
from services.notices import Channel, Outcome, Verdict

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10


@dataclass(frozen=True)
class Letter:
    """One notice for one try. Its text stays out of logs and errors."""

    id: UUID
    attempt: int
    channel: Channel
    address: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    clinic: str
    expires_at: datetime | None = None
    browser: tuple[str, str, str] = field(default=("", "", ""), repr=False)  # its id and keys
    unsubscribe: str = field(default="", repr=False)  # where one click declines such e-mail
    accent: str = ""  # the clinic's colour, as '#rrggbb'
    answers_to: str = ""  # where an answer to an e-mail goes; empty: to its sender

    @property
    def headers(self) -> dict[str, str]:
        """What an e-mail says of itself besides whom it is from and for."""
        said = {
            "Message-ID": self.message_id,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence notes, please
        }
        if self.unsubscribe:  # RFC 8058
            said["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            said["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return said

    @property
    def message_id(self) -> str:
        """The same at every try, so that a mailbox can recognise a repetition."""
        return f"<{self.id}@{urlsplit(config().public_url).hostname}>"

    @property
    def sender(self) -> Address:
        """Who an e-mail is from: the configured address, under the clinic's name.

        Raises:
            ValueError: PORTAL_MAIL_FROM is no address.
        """
        return Address(display_name=self.clinic, addr_spec=config().mail_from)

    def hold(self) -> None:
        """Refuse what could add a header or a recipient to an e-mail.

        Raises:
            ValueError: There is a control character in address or subject.
        """
        if not (self.address + self.subject).isprintable():
            raise ValueError("a control character stands where none can be")


class Provider(Protocol):
    """A way out of the portal. Both methods use the network and block."""

    @property
    def name(self) -> str:
        """What an operator calls it."""
        ...

    def send(self, letter: Letter) -> Outcome:
        """Hand one letter over; trouble is an outcome, never an exception."""
        ...

    def check(self) -> str:
        """Send nothing; say what is wrong with the configuration or the connection, or ''."""
        ...


def answered(who: str, status: int, headers: Mapping[str, str]) -> Outcome:
    """Judge an HTTP answer that is no success.

    A refused key is for the operator to mend, so it is tried again; what else was refused is not.
    """
    reason = f"{who} answered {status}"
    if status in {401, 403}:
        return Outcome(Verdict.LATER, f"{reason}: is the key right, and may it send?")
    if status == 504:
        return Outcome(Verdict.UNCERTAIN, reason)
    if status in {408, 429} or status >= 500 or status < 400:
        return Outcome(Verdict.LATER, reason, wait=_asked_wait(headers))
    return Outcome(Verdict.NEVER, reason)


def _asked_wait(headers: Mapping[str, str]) -> timedelta | None:
    if (seconds := headers.get("Retry-After", "")).isdecimal():
        return timedelta(seconds=min(int(seconds), 86400))
    if (moment := headers.get("X-RateLimit-Reset", "")).isdecimal():
        return timedelta(seconds=min(max(int(moment) - time(), 0), 86400))
    return None
