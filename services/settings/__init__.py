"""What the clinic decides on screen: every setting with its type, default and meaning."""

from services.settings.choosing import choices
from services.settings.registry import Editor, Row, Tab
from services.settings.rows import ROWS, of_tab
from services.settings.storing import (
    Opened,
    cached,
    change,
    forget,
    load,
    may_change,
    opened,
    put,
    set_logo,
    tried,
)
from services.settings.values import (
    NOTE_PARTS,
    RECORD_COLORS,
    RECORD_TYPES,
    WEEKDAYS,
    Settings,
    is_color,
)

__all__ = [
    "NOTE_PARTS",
    "RECORD_COLORS",
    "RECORD_TYPES",
    "ROWS",
    "WEEKDAYS",
    "Editor",
    "Opened",
    "Row",
    "Settings",
    "Tab",
    "cached",
    "change",
    "choices",
    "forget",
    "is_color",
    "load",
    "may_change",
    "of_tab",
    "opened",
    "put",
    "set_logo",
    "tried",
]
