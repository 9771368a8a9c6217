"""What the clinic decides on screen: every setting with its type, default and meaning."""

from services.settings.storing import cached, forget, load, put
from services.settings.values import NOTE_PARTS, RECORD_TYPES, WEEKDAYS, Settings

__all__ = [
    "NOTE_PARTS",
    "RECORD_TYPES",
    "WEEKDAYS",
    "Settings",
    "cached",
    "forget",
    "load",
    "put",
]
