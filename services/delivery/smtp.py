"""E-mail by a mail server."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as RFC5322
from email.utils import localtime
from urllib.parse import parse_qs, unquote, urlsplit

from services.core.config import config
from services.delivery import html
from services.delivery.letter import ANSWER_SECONDS, CONNECT_SECONDS, Letter
from services.notices import Outcome, Verdict

_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Server:
    """What PORTAL_SMTP_URL says."""

    host: str
    port: int
    user: str
    password: str
    tls_from_start: bool
    starttls: bool


def server(url: str) -> Server:
    """Read smtp://user:password@host:587 or smtps://user:password@host:465.

    Only a server on this machine may do without encryption, by ?starttls=off.

    Raises:
        ValueError: It is no such address, or would send in the clear.
    """
    parts = urlsplit(url)
    plain = parse_qs(parts.query).get("starttls") == ["off"]
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("PORTAL_SMTP_URL must look like smtp://user:password@host:587")
    if plain and parts.hostname not in _HERE:
        raise ValueError("PORTAL_SMTP_URL may have starttls=off only for this machine")
    return Server(
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_from_start=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and not plain,
    )


class Smtp:
    """The clinic's own mail server, or any other."""

    name = "SMTP"

    def send(self, letter: Letter) -> Outcome:
        """Hand an e-mail over."""
        try:
            message = write(letter)
        except ValueError:
            return Outcome(Verdict.NEVER, "the e-mail cannot be written: is the address right?")
        try:
            client = _connect()
        except (OSError, ValueError, smtplib.SMTPException) as fault:
            return Outcome(Verdict.LATER, _trouble(fault))
        try:
            client.send_message(message, letter.sender.addr_spec, [letter.address])
        except smtplib.SMTPException as fault:
            return _refused(fault)
        except OSError:
            return Outcome(Verdict.UNCERTAIN, "the mail server's answer did not come")
        finally:
            _leave(client)
        return Outcome(Verdict.SENT, provider_id=letter.message_id)

    def check(self) -> str:
        """Connect and sign in."""
        try:
            _leave(_connect())
        except (OSError, ValueError, smtplib.SMTPException) as fault:
            return _trouble(fault)
        return ""


def write(letter: Letter) -> EmailMessage:
    """Write the e-mail.

    Raises:
        ValueError: An address or header cannot be written.
    """
    letter.hold()
    message = EmailMessage(policy=RFC5322)
    message["From"] = letter.sender
    message["To"] = Address(addr_spec=letter.address)
    message["Subject"] = letter.subject
    message["Date"] = localtime()
    if letter.answers_to:
        message["Reply-To"] = Address(addr_spec=letter.answers_to)
    for name, said in letter.headers.items():
        message[name] = said
    message.set_content(letter.body, cte="quoted-printable")
    message.add_alternative(html.write(letter), subtype="html", cte="quoted-printable")
    return message


def _connect() -> smtplib.SMTP:
    to = server(config().smtp_url)
    own_name = urlsplit(config().public_url).hostname
    tls = ssl.create_default_context()
    if to.tls_from_start:
        client = smtplib.SMTP_SSL(to.host, to.port, own_name, timeout=CONNECT_SECONDS, context=tls)
    else:
        client = smtplib.SMTP(to.host, to.port, own_name, timeout=CONNECT_SECONDS)
    try:
        if client.sock:
            client.sock.settimeout(ANSWER_SECONDS)
        if to.starttls:
            client.starttls(context=tls)
        if to.user:
            client.login(to.user, to.password)
    except BaseException:
        client.close()
        raise
    return client


def _leave(client: smtplib.SMTP) -> None:
    """Say goodbye; what was accepted stays accepted, whatever the server says to that."""
    with suppress(OSError, smtplib.SMTPException):
        client.quit()
    client.close()


def _trouble(fault: Exception) -> str:
    """Say in a few words why there is no connection; servers repeat addresses, so no quotes."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return "the mail server refused user or password"
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "the mail server offers no STARTTLS or no sign-in"
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"the mail server answered {fault.smtp_code}"
    if isinstance(fault, ssl.SSLCertVerificationError):
        return "the mail server's certificate cannot be trusted"
    if isinstance(fault, ValueError):
        return str(fault)
    return "the mail server cannot be reached"


def _refused(fault: smtplib.SMTPException) -> Outcome:
    if isinstance(fault, smtplib.SMTPServerDisconnected):
        return Outcome(Verdict.UNCERTAIN, "the mail server hung up")
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        ((code, _),) = fault.recipients.values()
        return _judged(code, "the recipient")
    if isinstance(fault, smtplib.SMTPSenderRefused):
        reason = f"the mail server refused PORTAL_MAIL_FROM ({fault.smtp_code})"
        return Outcome(Verdict.LATER, reason)
    if isinstance(fault, smtplib.SMTPResponseException):
        return _judged(fault.smtp_code, "the e-mail")
    return Outcome(Verdict.NEVER, "the mail server cannot take such an address")


def _judged(code: int, what: str) -> Outcome:
    verdict = Verdict.NEVER if 500 <= code <= 599 else Verdict.LATER
    return Outcome(verdict, f"the mail server refused {what} ({code})")
