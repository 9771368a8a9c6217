"""The words of e-mails, whatever letters and codes they come in."""

from collections.abc import Callable
from email.header import decode_header
from html.parser import HTMLParser
from typing import Any

_MOST_HTML = 200_000  # characters


def plain(content: bytes) -> str:
    """Take bytes for UTF-8, or else for Latin 1."""
    try:
        return content.decode()
    except ValueError:
        return content.decode("latin-1")


def decoded(value: str) -> str:
    """Read encoded words (RFC 2047); what is none stays as it is."""

    def read() -> str:
        return "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "latin-1", "replace")
            for piece, charset in decode_header(value)
        )

    return or_else(read, value)


def line(text: str) -> str:
    """Write a text in one line, without what cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class _Tags(HTMLParser):
    """Gathers the words between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in ("script", "style", "head", "title")
        if tag in ("br", "p", "div", "tr", "li"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style", "head", "title") and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def without_tags(html: str) -> str:
    """Return the words of a text that is written in HTML, and nothing that it would do."""
    tags = _Tags()
    or_else(lambda: tags.feed(html[:_MOST_HTML]), None)
    lines = (" ".join(line.split()) for line in "".join(tags.words).splitlines())
    return "\n".join(line for line in lines if line)


def or_else(read: Callable[[], Any], otherwise: Any) -> Any:
    """Return what a reader of the library finds; it stumbles over much that people send."""
    try:
        return read()
    except Exception:  # noqa: BLE001 (whatever it stumbles over, the e-mail is at fault)
        return otherwise
