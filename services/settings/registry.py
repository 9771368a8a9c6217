"""What is known about a setting besides its type and default."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Say = Callable[[], str]  # in the reader's language


class Tab(StrEnum):
    """The parts that are saved one by one, in their order; the word stands in the address."""

    GENERAL = "general"
    FEATURES = "features"
    VACCINATIONS = "vaccinations"
    NOTIFICATIONS = "notifications"
    SIGN_IN = "sign-in"
    DELIVERY = "delivery"
    SHARING = "sharing"
    PRIVACY = "privacy"
    ADVANCED = "advanced"


class Editor(StrEnum):
    """What a setting is changed with."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"  # one of few
    CHOICES = "choices"  # any of few
    SEARCH = "search"  # one of many
    COLOR = "color"
    TIME = "time"
    PICTURE = "picture"
    HOURS = "hours"
    TYPES = "types"  # of records, on or off
    COLORS = "colors"  # of their badges


class Looser(StrEnum):
    """In which direction a setting makes the portal less safe."""

    ON = "on"
    OFF = "off"
    MORE = "more"
    LESS = "less"
    LONGER = "longer"  # a list


@dataclass(frozen=True)
class Row:
    """One setting; its type and default are a field of Settings."""

    key: str
    tab: Tab
    editor: Editor
    label: Say
    help: Say
    unit: Say | None = None
    options: Callable[[], dict[str, str]] | None = None  # what may be chosen, and how it reads
    looser: Looser | None = None
    risk: Say | None = None  # what is less safe then
    feature_pending: bool = False  # kept and shown already; nothing asks for it yet

    def weakens(self, before: Any, after: Any) -> bool:
        """Tell whether a change makes the portal less safe than it was."""
        match self.looser:
            case Looser.ON:
                return bool(after) and not before
            case Looser.OFF:
                return bool(before) and not after
            case Looser.MORE:
                return after > before
            case Looser.LESS:
                return after < before
            case Looser.LONGER:
                return bool(set(after) - set(before))
            case _:
                return False

    def is_weak(self, value: Any, shipped: Any) -> bool:
        """Tell whether a value is less safe than what ships."""
        return self.weakens(shipped, value)
