"""The bell."""

from sqlmodel import Session, select

from models.bell import StaffNotification
from services import bell
from services.access import Permission
from services.bell import Told
from services.core import clock
from tests.security.staff.cases import StaffHandler, of, sent
from tests.security.world import World


def _rung(db: Session, world: World) -> None:
    """Have something happen."""
    bell.tell(db, Told.CUSTOMER_REGISTERED, customer_id=world.ids["customer"])
    db.flush()
    world.ids["notification"] = db.exec(select(StaffNotification)).one().id


def _acted_on(db: Session, world: World) -> None:
    _rung(db, world)
    db.exec(select(StaffNotification)).one().acted_at = clock.now()


_SEEN = {"permissions": (Permission.VIEW_RECORDS,), "payload": sent(id=of("notification"))}

HANDLERS: dict[str, StaffHandler] = {
    "bell_state.load": StaffHandler(),
    "bell_state.refresh": StaffHandler(),
    "bell_state.read": StaffHandler(before=_rung, **_SEEN),
    "bell_state.read_all": StaffHandler(before=_rung),
    "bell_state.act": StaffHandler(before=_rung, **_SEEN),
    "bell_state.bring_back": StaffHandler(before=_acted_on, **_SEEN),
}
