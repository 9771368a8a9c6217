"""What people type."""

import re
import unicodedata

from services.core.errors import Invalid


def clean(value: object, *, field: str, limit: int) -> str:
    """Trim what was typed; it may come from anybody, so it need not even be a string.

    Raises:
        Invalid: It is no text, is empty once trimmed, or longer than `limit` characters.
    """
    if not isinstance(value, str) or not (text := value.strip()):
        raise Invalid("Please write something first.", field)
    if len(text) > limit:
        raise Invalid("Please keep this under {limit} characters.", field, limit=limit)
    return text


def words(text: str) -> list[str]:
    """Return the words of a text as they are searched for: small letters without accents."""
    return re.findall(r"[^\W_]+", folded(text))


def folded(text: str) -> str:
    """Write a text in small letters without accents, so that 'Müller' and 'MULLER' are alike."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_UNDIVIDED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def inside(path: object) -> str:
    """Return a path of this portal to go on to; anything that could lead elsewhere becomes /."""
    return path if isinstance(path, str) and re.fullmatch(r"/(?!/)[\w\-/]{0,199}", path) else "/"


# Letters that are one with their stroke.
_UNDIVIDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})
