"""How a handler or a route of the staff is called, and what several areas call theirs with.

`permissions` are those without which it is refused: with all others but one of them nothing is
shown and nothing changes, and with these alone it works. The payload must be one that works; what
it needs beside Alice's things (tests/security/world.py) is made by `before`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.access import Permission
from tests.security.world import World

Fill = Callable[[World], dict[str, Any]]
Address = Callable[[World], dict[str, str]]


def nothing(_world: World) -> dict[str, Any]:
    """Send no payload, from a page about nothing."""
    return {}


@dataclass(frozen=True)
class StaffHandler:
    """How an event handler of the staff is called.

    `after`: handlers that the same tab has to call first.
    `before`: adds to the world, in a transaction of its own, what the payload names.
    `confirmed`: whether it asks who one is again (AUTH-23).
    """

    permissions: tuple[Permission, ...] = ()  # empty: every staff member may
    payload: Fill = nothing
    route: Address = nothing
    after: tuple[str, ...] = ()
    before: Callable[..., None] | None = None  # (db, world)
    confirmed: bool = False


@dataclass(frozen=True)
class StaffRoute:
    """How a route of the staff is asked."""

    address: Callable[[World], str]
    permissions: tuple[Permission, ...] = ()
    method: str = "GET"
    form: Address = nothing
    before: Callable[..., None] | None = None
    confirmed: bool = False


def pet(tab: str) -> Address:
    """Name a tab of the file of Alice's pet."""
    return lambda world: {"pet_id": str(world.pet_id), "tab": tab}


def at(part: str, name: str) -> Address:
    """Name a thing of the world as the part of an address."""
    return lambda world: {part: str(world.ids[name])}


def of(name: str) -> Callable[[World], str]:
    """Return the id of a thing of the world."""
    return lambda world: str(world.ids[name])


def sent(**payload: Any) -> Fill:
    """Send a payload; what can be called is called with the world."""
    return lambda world: {
        name: one(world) if callable(one) else one for name, one in payload.items()
    }


def typed(**form: Any) -> Fill:
    """Send a form; what can be called is called with the world."""
    fill = sent(**{"version": 1, "turn": "t", "key": "k"} | form)
    return lambda world: {"typed": fill(world)}
