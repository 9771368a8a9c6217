"""Links in what people wrote. The text itself is never changed."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_LONGEST = 2000  # characters of one link
# What an address may be made of ends at the first sign that would not be visible.
_LINK = re.compile(
    rf"(?<!\w)(?:https?://|mailto:)[\w\-.~:/?#\[\]@!$&'()*+,;=%]{{1,{_LONGEST}}}"
    r"|(?<![\w.+\-/:@])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}",
    re.IGNORECASE,
)
_CLOSES = {")": "(", "]": "["}
_ENDS_A_SENTENCE = ".,;:!?'"


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `href` is where it leads, or empty."""

    text: str
    href: str = ""


def split(text: str) -> list[Piece]:
    """Cut a text into plain pieces and links to the web or to an e-mail address.

    The pieces joined are the text again, sign for sign. Only http, https and mailto are links.
    """
    pieces: list[Piece] = []
    done = 0
    for found in _LINK.finditer(text):
        link = _without_end(found.group())
        href = _href(link)
        if not href:
            continue
        if found.start() > done:
            pieces.append(Piece(text[done : found.start()]))
        pieces.append(Piece(link, href))
        done = found.start() + len(link)
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces


def _without_end(link: str) -> str:
    """Leave out what belongs to the sentence: its full stop, a bracket opened before the link."""
    opened: list[str] = []
    for place, sign in enumerate(link):
        if sign in _CLOSES.values():
            opened.append(sign)
        elif sign in _CLOSES and (not opened or opened.pop() != _CLOSES[sign]):
            link = link[:place]
            break
    return link.rstrip(_ENDS_A_SENTENCE)


def _href(link: str) -> str:
    scheme, colon, rest = link.partition(":")
    if not colon:
        return f"mailto:{link}"
    if scheme.lower() == "mailto":
        return link if "@" in rest else ""
    try:
        return link if urlsplit(link).hostname else ""
    except ValueError:  # such as a bracket that is no IPv6 address
        return ""
