"""Weights and temperatures."""

from sqlmodel import Session, select

from models.measurements import Measurement
from services.access import Permission
from tests.security.staff.cases import StaffHandler, of, pet, sent
from tests.security.world import World

_MAY_MEASURE = (Permission.WRITE_MEASUREMENTS, Permission.VIEW_RECORDS)
_MEASURED = {
    "value": "12.5",
    "unit": "kg",
    "measured_at": "2026-01-05T10:00",
    "status": "published",
    "notes": "",
}


def _find(db: Session, world: World) -> None:
    query = select(Measurement.id).where(Measurement.pet_id == world.pet_id)
    world.ids["measurement"] = db.exec(query).first()


_FOUND = StaffHandler(
    _MAY_MEASURE, sent(measurement=of("measurement")), pet("weight"), before=_find
)

HANDLERS: dict[str, StaffHandler] = {
    "measuring_state.arrive": StaffHandler(route=pet("weight")),
    "measuring_state.close": StaffHandler(),
    "measuring_state.begin": StaffHandler(_MAY_MEASURE, sent(quantity="weight"), pet("weight")),
    "measuring_state.correct": _FOUND,
    "measuring_state.save": StaffHandler(
        _MAY_MEASURE,
        lambda _world: {"typed": {**_MEASURED, "key": "k", "turn": "t", "version": 0}},
        pet("weight"),
        after=("measuring_state.begin",),
    ),
    "measuring_state.remove": _FOUND,
}
