"""Staff members, groups and locations."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from models.staff import Group, GroupMembership, Location, StaffMember
from services.access import Permission
from services.core import clock
from tests.security.staff.cases import StaffHandler, at, of, sent
from tests.security.world import World

_STAFF = (Permission.MANAGE_STAFF,)


def _group(db: Session, world: World) -> None:
    group = Group(name="Interns", permissions=["view records"])
    db.add(group)
    db.flush()
    world.ids["group"] = group.id


def _group_beside_administrators(db: Session, world: World) -> None:
    _colleague(db, world)
    _group(db, world)


def _second_location(db: Session, world: World) -> None:
    first = db.exec(select(Location)).one()
    db.add(Location(name="High Street", position=1))
    world.ids["location"] = first.id


def _colleague(db: Session, world: World) -> None:
    """Somebody to change, and an administrator who stays."""
    group = Group(name="Administrators", permissions=[one.value for one in Permission])
    chief = StaffMember(name="Cleo", email="cleo@mail.test", password_hash="x")
    intern = StaffMember(name="Ivo", email="ivo@mail.test")
    db.add_all([group, chief, intern])
    db.flush()
    db.add(GroupMembership(staff_member_id=chief.id, group_id=group.id))
    db.flush()
    world.ids |= {"member": intern.id, "group": group.id}
    world.ids["location"] = db.exec(select(Location)).one().id


def _disabled_colleague(db: Session, world: World) -> None:
    _colleague(db, world)
    db.get(StaffMember, world.ids["member"]).disabled_at = clock.now()


def _member(world: World) -> dict[str, Any]:
    ticked = {f"group-{world.ids['group']}": True, f"location-{world.ids['location']}": True}
    return {"typed": {"name": "Ivo Ive", "email": "ivo@mail.test", "version": 1, **ticked}}


def _named(_world: World) -> dict[str, Any]:
    return {"typed": {"name": "Night shift", "may-VIEW_RECORDS": True, "version": 1}}


def _page_of(
    state: str, part: str, name: str, before: Any, **handlers: Any
) -> dict[str, StaffHandler]:
    """Say how the handlers of a page about one thing are called."""
    made = {}
    for handler, more in {"load": {}, **handlers}.items():
        case = StaffHandler(_STAFF, route=at(part, name), **{"before": before, **more})
        after = () if handler == "load" else (f"{state}.load",)
        made[f"{state}.{handler}"] = replace(case, after=after)
    return made


HANDLERS: dict[str, StaffHandler] = {
    "staff_list_state.load": StaffHandler(_STAFF),
    "staff_list_state.refresh": StaffHandler(),
    "staff_list_state.move_location": StaffHandler(
        _STAFF, sent(id=of("location"), up=False), before=_second_location
    ),
    **_page_of(
        "staff_member_state",
        "staff_id",
        "member",
        _colleague,
        save={"payload": _member, "confirmed": True},
        disable={"confirmed": True},
        enable={"confirmed": True, "before": _disabled_colleague},
        invite_again={"confirmed": True},
    ),
    **_page_of(
        "group_state",
        "group_id",
        "group",
        _group_beside_administrators,
        save={"payload": _named, "confirmed": True},
        remove={"confirmed": True},
    ),
    **_page_of(
        "location_state", "location_id", "location", _second_location, save={"payload": _named}
    ),
}
