"""What each handler and route of the staff is tried with. Add a line for whatever is new.

`permissions` are those without which it is refused: with all others but one of them nothing is
shown and nothing changes, and with these alone it works. The payload must be one that works; what
it needs beside Alice's things (tests/security/world.py) is made by `before`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from models.measurements import Measurement
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


STAFF_HANDLERS: dict[str, StaffHandler] = {
    "staff_pet_state.open": StaffHandler((Permission.VIEW_RECORDS,), route=_pet("overview")),
    "staff_pet_state.refresh": StaffHandler(),
}

_MEASURED = {
    "value": "12.5",
    "unit": "kg",
    "measured_at": "2026-01-05T10:00",
    "status": "published",
    "notes": "",
}
_MAY_MEASURE = (Permission.WRITE_MEASUREMENTS, Permission.VIEW_RECORDS)


def _measurement(world: World) -> dict[str, Any]:
    return {"measurement": str(world.ids["measurement"])}


def _find_measurement(db: Session, world: World) -> None:
    query = select(Measurement.id).where(Measurement.pet_id == world.pet_id)
    world.ids["measurement"] = db.exec(query).first()


STAFF_HANDLERS |= {
    "measuring_state.arrive": StaffHandler(route=_pet("weight")),
    "measuring_state.close": StaffHandler(),
    "measuring_state.begin": StaffHandler(
        payload=lambda _world: {"quantity": "weight"}, route=_pet("weight")
    ),
    "measuring_state.correct": StaffHandler(
        _MAY_MEASURE, _measurement, _pet("weight"), before=_find_measurement
    ),
    "measuring_state.save": StaffHandler(
        _MAY_MEASURE,
        lambda _world: {"typed": {**_MEASURED, "key": "k", "turn": "t", "version": 0}},
        _pet("weight"),
        after=("measuring_state.begin",),
    ),
    "measuring_state.remove": StaffHandler(
        _MAY_MEASURE, _measurement, _pet("weight"), before=_find_measurement
    ),
}

STAFF_ROUTES: dict[str, StaffRoute] = {}
