"""E-mails that strangers send: who they say they are from, what was proven of it, what they bring.

Only what hangs on an e-mail is kept as it is; of its text some lines, so that a person understands
what it is about.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from services.decoding.mail_words import decoded, line, or_else, plain, without_tags

MOST_PAPERS = 30  # of one e-mail
_MOST_PIECES = 500  # of one e-mail, however deep
_TINY = 20_000  # bytes; a picture within the text that is smaller is a signature's
_TEXT = 4000  # characters
_MOST_RESULTS = 10
_OUTLOOKS = ("application/ms-tnef", "application/vnd.ms-tnef")
_SEALS = (
    "application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "text/x-amp-html", "text/calendar", "text/vcard",
    "text/x-vcard",
)  # fmt: skip
_ONE_SENDER = re.compile(
    r"\s*(?:(?:\"(?:[^\"\\]|\\.)*\"|[^<>\"])*<([^<>\s@\"(),;:]+@[^<>\s@\"(),;:]+)>"
    r"|([^<>\s@\"(),;:]+@[^<>\s@\"(),;:]+))\s*"
)
_NOT_BY_PEOPLE = ("bulk", "junk", "list", "auto_reply")


class Unreadable(Exception):
    """It is no e-mail, or one made to be a burden."""


@dataclass(frozen=True)
class Part:
    """A file that hangs on an e-mail."""

    name: str  # a label and nothing else
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Left:
    """A file that is not taken, whatever is in it."""

    name: str
    why: str  # outlook, many


@dataclass(frozen=True)
class Mail:
    """An e-mail as far as the portal reads it."""

    id: str = ""  # its Message-ID
    date: str = ""
    sender: str = ""  # the one address that it says it is from
    subject: str = ""
    text: str = ""
    automatic: bool = False  # no person wrote it
    report: bool = False  # of how another one was delivered
    results: list[str] = field(
        default_factory=list[str]
    )  # what servers have found, uppermost first
    dkim: str = ""  # the same as SendGrid words it, with the next two
    spf: str = ""
    envelope_from: str = ""
    parts: list[Part] = field(default_factory=list[Part])
    left: list[Left] = field(default_factory=list[Left])


def read(content: bytes) -> Mail:
    """Read an e-mail as it went over the wire.

    Raises:
        Unreadable: It is none.
    """
    with_faults = _parsed(content)
    if not with_faults.keys():
        raise Unreadable
    return Mail(**_head(with_faults), **_body(with_faults))


def read_form(path: Path, media_type: str) -> Mail:
    """Read an e-mail as SendGrid's Inbound Parse posts it: whole, or taken apart.

    Args:
        media_type: Of the form, with its boundary.

    Raises:
        Unreadable: There is none in it.
    """
    form = _parsed(b"Content-Type: " + media_type.encode() + b"\r\n\r\n" + path.read_bytes())
    if form.get_content_type() != "multipart/form-data" or not form.is_multipart():
        raise Unreadable
    pieces: Any = form.get_payload()
    fields = {_field(piece): piece for piece in pieces}
    given = {name: plain(_bytes(piece)) for name, piece in fields.items() if _is_short(name)}
    made = read(_bytes(fields["email"])) if "email" in fields else _taken_apart(fields, given)
    return replace(
        made,
        dkim=given.get("dkim", ""),
        spf=given.get("SPF", ""),
        envelope_from=_envelope(given.get("envelope", "")),
    )


def _parsed(content: bytes) -> Message:
    try:
        return BytesParser().parsebytes(content)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
        raise Unreadable from None


def _head(mail: Message) -> dict[str, Any]:
    automatic = _first(mail, "auto-submitted").lower() or "no"
    by_people = _first(mail, "precedence").lower() not in _NOT_BY_PEOPLE
    return {
        "id": _first(mail, "message-id")[:998],
        "date": _first(mail, "date")[:100],
        "sender": _sender(mail),
        "subject": line(decoded(_first(mail, "subject")))[:200],
        "automatic": (
            not automatic.startswith("no")
            or not by_people
            or _first(mail, "return-path") == "<>"
            or any(mail.get(name) for name in ("list-id", "list-unsubscribe", "x-autoreply"))
        ),
        "report": mail.get_content_type() == "multipart/report",
        "results": [_short(one) for one in _raw(mail, "authentication-results")[:_MOST_RESULTS]],
    }


def _short(header: str) -> str:
    return " ".join(header.split())[:4000]


def _sender(mail: Message) -> str:
    """Return the one address an e-mail says it is from; of what reads two ways, none."""
    written = _raw(mail, "from")
    found = _ONE_SENDER.fullmatch(" ".join(written[0].split())) if len(written) == 1 else None
    return (found[1] or found[2])[:254] if found else ""


def _body(mail: Message) -> dict[str, Any]:
    """Gather what hangs on an e-mail and on those that it passes on."""
    parts: list[Part] = []
    left: list[Left] = []
    texts: dict[str, str] = {}
    for piece in _pieces(mail):
        kind, name = piece.get_content_type(), _name(piece)
        if not name and piece.get_content_maintype() == "text" and not _hangs_on(piece):
            texts.setdefault(kind, _text(piece).strip())
        elif kind in _OUTLOOKS or name.lower() == "winmail.dat":
            left.append(Left(name, "outlook"))
        elif kind not in _SEALS and not _of_signature(piece, content := _bytes(piece)):
            if len(parts) < MOST_PAPERS:
                parts.append(Part(name, content))
            else:
                left.append(Left(name, "many"))
    text = texts.get("text/plain") or without_tags(texts.get("text/html", ""))
    return {"parts": parts, "left": left, "text": text.strip()[:_TEXT]}


def _pieces(mail: Message) -> Iterator[Message]:
    try:
        for number, piece in enumerate(mail.walk()):
            if number >= _MOST_PIECES:
                raise Unreadable
            if not piece.is_multipart():
                yield piece
    except RecursionError:
        raise Unreadable from None


def _of_signature(piece: Message, content: bytes) -> bool:
    """Tell whether a picture stands within the text and is too small for a paper."""
    picture = piece.get_content_maintype() == "image"
    return picture and bool(piece.get("content-id")) and len(content) < _TINY


def _hangs_on(piece: Message) -> bool:
    return _first(piece, "content-disposition").lower().startswith("attachment")


def _taken_apart(fields: dict[str, Message], given: dict[str, str]) -> Mail:
    if not given.get("headers", "").strip():
        raise Unreadable
    head = _head(_parsed(given["headers"].encode() + b"\r\n\r\n"))
    parts: list[Part] = []
    left: list[Left] = []
    within = _json(given.get("content-ids", ""))
    for name, piece in fields.items():
        if re.fullmatch(r"attachment\d{1,4}", name):
            if name in within.values():
                piece["content-id"] = name
            found = _body(piece)
            parts, left = [*parts, *found["parts"]], [*left, *found["left"]]
    left += [Left(part.name, "many") for part in parts[MOST_PAPERS:]]
    text = given.get("text") or without_tags(given.get("html", ""))
    return Mail(**head, parts=parts[:MOST_PAPERS], left=left, text=text.strip()[:_TEXT])


def _is_short(name: str) -> bool:
    return name != "email" and not re.fullmatch(r"attachment\d+", name)


def _field(piece: Message) -> str:
    return str(piece.get_param("name", "", "content-disposition"))


def _envelope(said: str) -> str:
    return str(_json(said).get("from", ""))[:254]


def _json(said: str) -> dict[str, Any]:
    try:
        read: Any = json.loads(said)
    except ValueError:
        return {}
    return dict(read) if isinstance(read, dict) else {}  # pyright: ignore[reportUnknownArgumentType]


def _bytes(piece: Message) -> bytes:
    content = or_else(lambda: piece.get_payload(decode=True), None)
    return content if isinstance(content, bytes) else b""


def _text(piece: Message) -> str:
    content = _bytes(piece)
    charset = or_else(piece.get_content_charset, None) or "utf-8"
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return plain(content)


def _name(piece: Message) -> str:
    """Return what a file is called, without the folders somebody may have put before it."""
    for header in ("content-disposition", "content-type"):
        if (written := "".join(_raw(piece, header)[:1])) and not written.isascii():
            piece.replace_header(header, written)  # the library reads none with other letters
    said = decoded(_plain_of(str(or_else(piece.get_filename, "") or "")))
    return line(re.split(r"[\\/]", said.replace("\0", ""))[-1])[:150]


def _first(mail: Message, name: str) -> str:
    return next(iter(_raw(mail, name)), "").strip()


def _raw(mail: Message, name: str) -> list[str]:
    """Return the headers of a name; what is not ASCII is taken for UTF-8, or else for Latin 1."""
    return [_plain_of(value) for key, value in mail.raw_items() if key.lower() == name]


def _plain_of(value: str) -> str:
    return plain(value.encode("utf-8", "surrogateescape"))
