"""The staff's bell: what happened that a group wants to know of (AUTH-26, AUTH-27)."""

from services.bell.hearing import GLOBAL, LOCAL, OFF, Told, ears
from services.bell.news import (
    KEPT,
    SHOWN,
    Heard,
    News,
    act,
    bring_back,
    forget_old,
    heard,
    read,
    settle,
    tell,
    unmailed,
)

__all__ = [
    "GLOBAL",
    "KEPT",
    "LOCAL",
    "OFF",
    "SHOWN",
    "Heard",
    "News",
    "Told",
    "act",
    "bring_back",
    "ears",
    "forget_old",
    "heard",
    "read",
    "settle",
    "tell",
    "unmailed",
]
