"""The clinic's lists."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

from models.laboratory import Marker, Panel, PanelMarker
from models.pets import Pet
from models.vaccinations import Product
from services.access import Permission
from tests.security.staff.cases import StaffHandler, nothing, of, sent, typed
from tests.security.world import World

_MAY = (Permission.CHANGE_SETTINGS,)


def _products(db: Session, world: World) -> None:
    """A product, and one that is the same."""
    kind = world.ids["vaccinetype"]
    one, twin = (Product(name=name, vaccine_type_id=kind) for name in ("Rabivac", "RabiVac 1"))
    db.add_all([one, twin])
    db.flush()
    world.ids |= {"product": one.id, "twin product": twin.id}


def _dog(db: Session, world: World) -> None:
    world.ids["dog"] = db.get_one(Pet, world.pet_id).species_id


def _entry(world: World) -> dict[str, str]:
    return {"list_key": "products", "entry_id": str(world.ids["product"])}


def _page(payload: Any = nothing) -> StaffHandler:
    return StaffHandler(
        _MAY, payload, lambda _world: {"list_key": "species"}, after=("list_state.load",)
    )


def _opened(payload: Any = nothing) -> StaffHandler:
    return StaffHandler(_MAY, payload, _entry, after=("entry_state.load",), before=_products)


def _merging(payload: Any = nothing, *after: str) -> StaffHandler:
    first = tuple(f"entry_merge_state.{name}" for name in after)
    return StaffHandler(_MAY, payload, _entry, after=first, before=_products)


def _laboratory(db: Session, world: World) -> None:
    """A panel with two markers, and another marker."""
    panel = Panel(name="Kidneys")
    held, second, other = (Marker(key=key, name=key) for key in ("CREA", "SDMA", "BUN"))
    db.add_all([panel, held, second, other])
    db.flush()
    for position, one in enumerate((held, second)):
        db.add(PanelMarker(panel_id=panel.id, marker_id=one.id, position=position))
    _dog(db, world)
    world.ids |= {"panel": panel.id, "marker": held.id, "other marker": other.id}


def _panel(payload: Any = nothing) -> StaffHandler:
    return StaffHandler(
        _MAY,
        payload,
        lambda world: {"list_key": "panels", "entry_id": str(world.ids["panel"])},
        before=_laboratory,
    )


def _marker(payload: Any = nothing, *after: str) -> StaffHandler:
    return StaffHandler(
        _MAY,
        payload,
        lambda world: {"list_key": "markers", "entry_id": str(world.ids["marker"])},
        after=after,
        before=_laboratory,
    )


def _range(world: World) -> dict[str, Any]:
    told = {"new.species": str(world.ids["dog"]), "new.low": "1", "new.unit": "g"}
    return {"typed": {**told, "version": 1, "turn": "t"}}


HANDLERS: dict[str, StaffHandler] = {
    "lists_state.load": StaffHandler(_MAY),
    "lists_state.refresh": StaffHandler(_MAY, after=("lists_state.load",)),
    "list_state.load": replace(_page(), after=()),
    "list_state.refresh": _page(),
    "list_state.search": _page(sent(text="d")),
    "list_state.narrow": _page(sent(part="x")),
    "list_state.show": _page(sent(standing="retired")),
    "list_state.clear": _page(),
    "list_state.go_on": _page(),
    "list_state.go_back": _page(),
    "list_state.move": replace(_page(sent(id=of("dog"), up=False)), before=_dog),
    "list_state.put": replace(_page(sent(id=of("dog"), form={"place": "2"})), before=_dog),
    "entry_state.load": replace(_opened(), after=()),
    "entry_state.refresh": _opened(),
    "entry_state.find": _opened(sent(name="manufacturer", text="")),
    "entry_state.try_color": _opened(sent(color="#123456")),
    "entry_state.try_drawing": _opened(sent(drawn="dog")),
    "entry_state.save": _opened(typed(name="Rabivac 3", valid_months="36")),
    "entry_state.retire": _opened(sent(retired=True)),
    "entry_merge_state.load": _merging(),
    "entry_merge_state.seek": _merging(sent(text="ra")),
    "entry_merge_state.choose": _merging(sent(other=of("twin product"))),
    "entry_merge_state.keep": _merging(sent(stays="other"), "choose"),
    "entry_merge_state.merge": _merging(nothing, "choose"),
    "members_state.load": _panel(),
    "members_state.refresh": _panel(),
    "members_state.seek": _panel(sent(text="b")),
    "members_state.add": _panel(sent(id=of("other marker"))),
    "members_state.remove": _panel(sent(id=of("marker"))),
    "members_state.move": _panel(sent(id=of("marker"), up=False)),
    "ranges_state.load": _marker(),
    "ranges_state.refresh": _marker(nothing, "ranges_state.load"),
    "ranges_state.save": _marker(_range),
}
