"""What each handler and route of the staff is tried with. Add a line for whatever is new.

`permissions` are those without which it is refused: with all others but one of them nothing is
shown and nothing changes, and with these alone it works. The payload must be one that works; what
it needs beside Alice's things (tests/security/world.py) is made by `before`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from services.access import Permission
from tests.security.world import World


def _nothing(_world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class StaffHandler:
    """How an event handler of the staff is called.

    `after`: handlers that the same tab has to call first.
    `before`: adds to the world, in a transaction of its own, what the payload names.
    `confirmed`: whether it asks who one is again (AUTH-23).
    """

    permissions: tuple[Permission, ...] = ()  # empty: every staff member may
    payload: Callable[[World], dict[str, Any]] = _nothing
    route: Callable[[World], dict[str, str]] = _nothing
    after: tuple[str, ...] = ()
    before: Callable[..., None] | None = None  # (db, world)
    confirmed: bool = False


@dataclass(frozen=True)
class StaffRoute:
    """How a route of the staff is asked."""

    address: Callable[[World], str]
    permissions: tuple[Permission, ...] = ()
    method: str = "GET"
    form: Callable[[World], dict[str, str]] = _nothing
    before: Callable[..., None] | None = None
    confirmed: bool = False


def _pet(tab: str) -> Callable[[World], dict[str, str]]:
    return lambda world: {"pet_id": str(world.pet_id), "tab": tab}


def _advanced(_world: World) -> dict[str, Any]:
    """A tab of the settings, filled in."""
    typed = {"page_size": "25", "upload_mb": "25", "upload_types.pdf": True, "version": 0}
    return {"typed": {**typed, "turn": "t"}}


_AUDIT = (Permission.SEE_AUDIT,)
_SETTINGS = StaffHandler((Permission.CHANGE_SETTINGS,), route=lambda _world: {"tab": "advanced"})

STAFF_HANDLERS: dict[str, StaffHandler] = {
    "audit_state.clear": StaffHandler(_AUDIT),
    "audit_state.load": StaffHandler(_AUDIT),
    "audit_state.narrow": StaffHandler(
        _AUDIT, payload=lambda _world: {"name": "about", "value": "rex"}
    ),
    "audit_state.newer": StaffHandler(),
    "audit_state.older": StaffHandler(),
    "settings_state.load": _SETTINGS,
    "settings_state.refresh": replace(_SETTINGS, after=("settings_state.load",)),
    "settings_state.save": replace(_SETTINGS, after=("settings_state.load",), payload=_advanced),
    "settings_state.search": replace(
        _SETTINGS, payload=lambda _world: {"key": "country", "text": "ger"}
    ),
    "staff_pet_state.open": StaffHandler((Permission.VIEW_RECORDS,), route=_pet("overview")),
    "staff_pet_state.refresh": StaffHandler(),
}

STAFF_ROUTES: dict[str, StaffRoute] = {}
