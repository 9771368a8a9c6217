"""Doses, and the immunizations of a pet."""

from services.access import Permission
from tests.security.staff.cases import StaffHandler, of, pet, sent

_GIVES = (Permission.VIEW_RECORDS, Permission.WRITE_VACCINATIONS)

HANDLERS: dict[str, StaffHandler] = {
    "doses_state.load": StaffHandler(route=pet("vaccinations")),
    "doses_state.add": StaffHandler(route=pet("vaccinations")),
    "doses_state.close": StaffHandler(),
    "doses_state.refresh": StaffHandler(
        route=pet("vaccinations"),
        after=("doses_state.add",),
    ),
    "doses_state.correct": StaffHandler(_GIVES, sent(id=of("dose"))),
    "doses_state.foresee": StaffHandler(
        _GIVES,
        sent(name="vaccine_type_id", value=of("vaccinetype")),
        pet("vaccinations"),
        after=("doses_state.add",),
    ),
    "doses_state.take_back": StaffHandler(_GIVES, sent(id=of("dose"))),
    "doses_state.save": StaffHandler(
        _GIVES,
        route=pet("vaccinations"),
        payload=lambda world: {
            "typed": {
                "vaccine_type_id": str(world.ids["vaccinetype"]),
                "given_on": "2026-01-07",
                "status": "published",
            }
        },
    ),
    "immunizations_state.load": StaffHandler(
        (Permission.VIEW_RECORDS,), route=pet("immunizations")
    ),
    "immunizations_state.refresh": StaffHandler(),
    "immunizations_state.save": StaffHandler(
        _GIVES,
        route=pet("immunizations"),
        payload=lambda world: {"typed": {f"{world.ids['vaccinetype']}.note": "Seen", "version": 0}},
    ),
}
