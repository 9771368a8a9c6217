"""Opening a pet's file, finding it from everywhere, and changing what stands at its head."""

from datetime import date
from typing import Any

from sqlmodel import Session

from models.records import MedicalRecord
from services.access import Permission
from tests.security.staff.cases import StaffHandler, of, pet, sent, typed
from tests.security.staff.customers import another, other
from tests.security.world import World

_SEES, _CARES = Permission.VIEW_RECORDS, Permission.MANAGE_PETS
_EDIT: dict[str, Any] = {"route": pet("edit"), "before": another}


def _its(world: World) -> str:
    return str(world.pet_id)


def _draft(db: Session, world: World) -> None:
    """Begin a note in the file of Alice's pet."""
    record = MedicalRecord(
        pet_id=world.pet_id, kind="note", title="Visit", happened_on=date(2026, 1, 5)
    )
    db.add(record)


_PUBLISH: dict[str, Any] = {
    "route": pet("overview"),
    "before": _draft,
    "after": ("publishing_state.look",),
}

HANDLERS: dict[str, StaffHandler] = {
    "staff_pet_state.open": StaffHandler((_SEES,), route=pet("overview")),
    "staff_pet_state.refresh": StaffHandler(),
    "staff_pet_state.remove_photo": StaffHandler((_CARES, _SEES), route=pet("overview")),
    "staff_search_state.find": StaffHandler((_SEES,), sent(text="Rex")),
    "staff_search_state.open": StaffHandler(
        (_SEES,), lambda world: {"chosen": f"pet:{world.pet_id}"}
    ),
    "pet_form_state.load": StaffHandler((_CARES, _SEES), route=pet("edit")),
    "pet_form_state.refresh": StaffHandler(),
    "pet_form_state.choose_species": StaffHandler((_SEES,), sent(id="x")),
    "pet_form_state.find_breed": StaffHandler((_SEES,), sent(text="x")),
    "pet_form_state.find_icon": StaffHandler(payload=sent(text="")),
    "pet_form_state.find_owner": StaffHandler((_SEES,), sent(text="Otto"), before=another),
    "pet_form_state.save": StaffHandler((_CARES,), typed(name="Rexi"), **_EDIT),
    "pet_form_state.warn": StaffHandler((_CARES,), typed(text="Bites"), **_EDIT),
    "pet_form_state.show_alert": StaffHandler((_CARES,), sent(id=of("alert"), seen=False), **_EDIT),
    "pet_form_state.remove_alert": StaffHandler((_CARES,), sent(id=of("alert")), **_EDIT),
    "pet_form_state.give": StaffHandler((_CARES, _SEES), typed(owner=other), **_EDIT),
    "pet_form_state.merge": StaffHandler((_CARES,), typed(other=of("twin")), **_EDIT),
    "timeline_state.load": StaffHandler((_SEES,), route=pet("overview")),
    "timeline_state.refresh": StaffHandler(),
    "timeline_state.show_more": StaffHandler(),
    "timeline_state.narrow": StaffHandler(
        (_SEES,),
        sent(name="standing", value="draft"),
        route=pet("overview"),
        after=("timeline_state.load",),
    ),
    "timeline_state.clear": StaffHandler(
        (_SEES,), route=pet("overview"), after=("timeline_state.load",)
    ),
    "publishing_state.look": StaffHandler((_SEES,), sent(pet_id=_its), route=pet("overview")),
    "publishing_state.close": StaffHandler(),
    "publishing_state.choose": StaffHandler(payload=sent(id="x")),
    "publishing_state.tick_notify": StaffHandler(),
    "publishing_state.publish": StaffHandler((_SEES,), **_PUBLISH),
}
