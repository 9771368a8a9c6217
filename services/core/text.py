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


def label(name: str, most: int = 150) -> str:
    """Return what somebody calls a file, on one line and without what would mislead; may be empty.

    Args:
        name: As it came: perhaps a path, of any system.
        most: Characters; what stands for its type stays where it fits.
    """
    shown = "".join(letter for letter in name if _is_shown(letter))
    plain = " ".join(unicodedata.normalize("NFC", re.split(r"[\\/]", shown)[-1]).split()).lstrip(
        ". "
    )
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > most and stem and len(ending) < 10:
        return stem[: most - len(ending) - 1] + dot + ending
    return plain[:most]


def _is_shown(letter: str) -> bool:
    """Tell whether a letter is seen, or parts or joins those that are."""
    return unicodedata.category(letter)[0] != "C" or letter in _PARTING or letter in _JOINING


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


_PARTING = "\t\n\r"
_JOINING = "\u200c\u200d"  # without them, names in some scripts and some emoji fall apart
# Letters that are one with their stroke.
_UNDIVIDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})
