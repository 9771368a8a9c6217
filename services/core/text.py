"""What people type."""

import re

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


def inside(path: object) -> str:
    """Return a path of this portal to go on to; anything that could lead elsewhere becomes /."""
    return path if isinstance(path, str) and re.fullmatch(r"/(?!/)[\w\-/]{0,199}", path) else "/"
