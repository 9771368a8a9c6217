"""A mailbox on a mail server, read and never changed (IMAP, RFC 3501 and 9051).

What has been taken is known by its number, so that people may read, sort and delete as they like.
"""

import imaplib
import re
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TypeGuard
from urllib.parse import parse_qs, unquote, urlsplit

from services.core import clock
from services.core.files import Incoming

_HERE = {"localhost", "127.0.0.1", "::1"}
_SECONDS = 20.0  # for each answer
_AT_A_TIME = 2**20  # bytes
_HEAD = 64 * 1024  # bytes of the head of an e-mail that is too large
_AT_FIRST = timedelta(days=3)  # how far back a mailbox is read that is new to the portal
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Trouble(Exception):
    """The mailbox cannot be read at present; says why in a few words."""


@dataclass(frozen=True)
class Server:
    """What PORTAL_IMAP_URL says."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: bool

    @property
    def mailbox(self) -> str:
        """What tells this mailbox from others."""
        said = f"{self.host}\n{self.user}\n{self.folder}".lower()
        return sha256(said.encode()).hexdigest()


def server(url: str) -> Server:
    """Read imaps://user:password@host:993/INBOX.

    Only a server on this machine may do without encryption, by imap://…?tls=off.

    Raises:
        ValueError: It is no such address, or would be read in the clear.
    """
    parts = urlsplit(url)
    plain = parts.scheme == "imap" and parse_qs(parts.query).get("tls") == ["off"]
    whole = parts.hostname and parts.username and parts.password
    if not whole or not (plain or parts.scheme == "imaps"):
        raise ValueError("PORTAL_IMAP_URL must look like imaps://user:password@host:993/INBOX")
    if plain and parts.hostname not in _HERE:
        raise ValueError("PORTAL_IMAP_URL may have tls=off only for this machine")
    return Server(
        host=parts.hostname or "",
        port=parts.port or (143 if plain else 993),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=not plain,
    )


class Mailbox:
    """A mailbox. Its methods use the network and block; `cut` ends whatever they wait for."""

    def __init__(self, to: Server) -> None:
        """Name the mailbox."""
        self._to = to
        self._is_cut = False
        self._opened: imaplib.IMAP4 | None = None

    def open(self) -> None:
        """Connect, sign in, and open the folder to be read only.

        Raises:
            Trouble: That is not possible.
        """
        try:
            self._opened = self._connected()
        except (OSError, imaplib.IMAP4.error) as fault:
            raise Trouble(_said(fault)) from None
        try:
            self._enter()
        except Trouble:
            self._close()
            raise

    @property
    def validity(self) -> int:
        """While this stays the same, a number means the same e-mail."""
        _type, said = self._client.response("UIDVALIDITY")
        return _number(said[0] if said else b"")

    def after(self, number: int) -> list[int]:
        """List the numbers of the e-mails that came after one; of a new mailbox the latest.

        Args:
            number: 0 for a mailbox that was never read.

        Raises:
            Trouble: There is no answer.
        """
        since = clock.now() - _AT_FIRST
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        criteria = ["UID", f"{number + 1}:*"] if number else ["SINCE", day]
        found = self._ask("SEARCH", *criteria)
        text = b" ".join(one for one in found if _is_bytes(one))
        # To a server the last e-mail is part of every range, also if its number is lower.
        return sorted(one for one in map(int, re.findall(rb"\d+", text)) if one > number)

    def size(self, number: int) -> int:
        """Return how many bytes an e-mail has; 0 if it is gone."""
        said = self._ask("FETCH", str(number), "(RFC822.SIZE)")
        found = [re.search(rb"RFC822\.SIZE (\d{1,12})", one) for one in said if _is_bytes(one)]
        return next((int(one[1]) for one in found if one), 0)

    def fetch(self, number: int, size: int, file: Incoming, *, head: bool = False) -> None:
        """Write an e-mail into a file, or only its head.

        Raises:
            Trouble: There is no answer, or not the whole of it.
        """
        part, most = ("HEADER", _HEAD) if head else ("", size)
        while file.size_bytes < most:
            start = file.size_bytes
            wanted = f"(BODY.PEEK[{part}]<{start}.{_AT_A_TIME}>)"
            said = self._ask("FETCH", str(number), wanted)
            content = next((one[1] for one in said if isinstance(one, tuple)), b"")
            file.write(content[: most - start])
            if len(content) < _AT_A_TIME:
                break
        if not head and file.size_bytes < size:
            raise Trouble("the mail server has sent only a part of an e-mail")
        file.finish()

    def cut(self) -> None:
        """Hang up, from another thread: whatever waits for an answer waits no longer."""
        self._is_cut = True
        if self._opened:
            with suppress(OSError):
                self._opened.sock.shutdown(socket.SHUT_RDWR)

    def leave(self) -> None:
        """Say goodbye."""
        with suppress(OSError, imaplib.IMAP4.error, Trouble):
            self._client.logout()
        self._close()

    @property
    def _client(self) -> imaplib.IMAP4:
        if self._opened is None or self._is_cut:
            raise Trouble("the mail server hung up")
        return self._opened

    def _connected(self) -> imaplib.IMAP4:
        host, port = self._to.host, self._to.port
        if not self._to.tls:
            return imaplib.IMAP4(host, port, timeout=_SECONDS)
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=_SECONDS)

    def _close(self) -> None:
        if self._opened:
            with suppress(OSError):
                self._opened.shutdown()

    def _enter(self) -> None:
        try:
            self._client.login(self._to.user, self._to.password)
        except imaplib.IMAP4.abort as fault:
            raise Trouble(_said(fault)) from None
        except imaplib.IMAP4.error:
            raise Trouble("the mail server refused user or password") from None
        except (OSError, UnicodeError) as fault:
            raise Trouble(_said(fault)) from None
        folder = self._to.folder.replace("\\", "\\\\").replace('"', '\\"')
        try:
            answer, _more = self._client.select(f'"{folder}"', readonly=True)
        except (OSError, imaplib.IMAP4.error) as fault:
            raise Trouble(_said(fault)) from None
        if answer != "OK":
            raise Trouble("the mailbox has no such folder")

    def _ask(self, command: str, *said: str) -> list[bytes | tuple[bytes, bytes]]:
        try:
            answer, found = self._client.uid(command, *said)
        except (OSError, imaplib.IMAP4.error, ValueError) as fault:
            raise Trouble(_said(fault)) from None
        if answer != "OK":
            raise Trouble("the mail server did not do what it was asked for")
        return found


def _number(said: bytes | None) -> int:
    return int(said) if said and said.isdigit() else 0


def _is_bytes(one: object) -> TypeGuard[bytes]:
    return isinstance(one, bytes)


def _said(fault: Exception) -> str:
    """Say in a few words why there is no answer; servers repeat names, so no quotes."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return "the mail server's certificate cannot be trusted"
    if isinstance(fault, TimeoutError):
        return "the mail server takes too long to answer"
    if isinstance(fault, imaplib.IMAP4.error):
        return "the mail server hung up"
    return "the mail server cannot be reached"
