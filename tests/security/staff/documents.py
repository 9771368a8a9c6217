"""Documents: reviewed, accepted, sent back, put right and deleted."""

from services.access import Permission
from tests.security.staff.cases import StaffHandler, of, sent, typed
from tests.security.world import World

_REVIEWS = (Permission.REVIEW_DOCUMENTS, Permission.VIEW_RECORDS)
_OPENED = {"after": ("review_state.open",)}


def _place(world: World) -> dict[str, str]:
    return {"pet_id": str(world.pet_id), "document_id": of("document")(world)}


HANDLERS: dict[str, StaffHandler] = {
    "review_state.open": StaffHandler(_REVIEWS, route=_place),
    "review_state.refresh": StaffHandler(_REVIEWS, route=_place, **_OPENED),
    "review_state.assign": StaffHandler(_REVIEWS, sent(pet=""), _place, **_OPENED),
    "review_state.show_to_customer": StaffHandler(_REVIEWS, sent(seen=True), _place, **_OPENED),
    "review_state.accept": StaffHandler(_REVIEWS, route=_place, **_OPENED),
    "review_state.ask_why": StaffHandler(_REVIEWS, route=_place, **_OPENED),
    "review_state.close": StaffHandler(),
    "review_state.send_back": StaffHandler(_REVIEWS, typed(reason="Blurred."), _place, **_OPENED),
    "review_state.remove": StaffHandler(_REVIEWS, route=_place, **_OPENED),
    "review_state.dismiss": StaffHandler(payload=sent(number="1")),
    "review_state.enlarge": StaffHandler(payload=sent(by=1)),
    "review_state.rotate": StaffHandler(),
}
