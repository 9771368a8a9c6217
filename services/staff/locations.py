"""Locations: the branches of the clinic, in the order in which people choose them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.staff import Location
from services import audit, editing, live
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core.errors import Invalid, NotFound
from services.core.typed import Typed

_TEXTS = {"street": 120, "postal_code": 20, "city": 80, "phone": 32}


def listed(db: Session, actor: Actor) -> Sequence[Location]:
    """List the locations in order.

    Raises:
        Forbidden: The actor may not manage staff.
    """
    require(actor, Permission.MANAGE_STAFF)
    return db.exec(
        system(Location).order_by(col(Location.position), col(Location.created_at))
    ).all()


def get(db: Session, actor: Actor, id: UUID) -> Location:
    """Return one location.

    Raises:
        Forbidden: The actor may not manage staff.
        NotFound: There is no such location.
    """
    found = next((one for one in listed(db, actor) if one.id == id), None)
    if found is None:
        raise NotFound
    return found


def add(db: Session, actor: Actor, form: Mapping[str, object]) -> Location:
    """Add a location after the others.

    Args:
        form: By column, as typed.

    Raises:
        Forbidden: The actor may not manage staff.
        Invalid: A field cannot be; `field` names it.
    """
    require(actor, Permission.MANAGE_STAFF)
    position = max((one.position for one in listed(db, actor)), default=-1) + 1
    location = Location(position=position, **_read(db, form, None))
    db.add(location)
    db.flush()
    audit.record(db, actor, Event.LOCATION_CHANGED, location, added=True)
    live.publish(db, live.SettingsChanged())
    return location


def change(
    db: Session, actor: Actor, id: UUID, version: int, form: Mapping[str, object]
) -> Location:
    """Change what a location is called and where it is.

    Raises:
        Forbidden: The actor may not manage staff.
        NotFound: There is no such location.
        Invalid: A field cannot be; `field` names it.
        Stale: Somebody else has saved the location since.
    """
    require(actor, Permission.MANAGE_STAFF)
    location = get(db, actor, id)
    changed = editing.change(location, actor, version, _read(db, form, id))
    if changed:
        audit.record(db, actor, Event.LOCATION_CHANGED, location, fields=sorted(changed))
        live.publish(db, live.SettingsChanged())
    return location


def move(db: Session, actor: Actor, id: UUID, *, up: bool) -> None:
    """Move a location one place; the first is where new customers belong.

    Raises:
        Forbidden: The actor may not manage staff.
        NotFound: There is no such location.
    """
    require(actor, Permission.MANAGE_STAFF)
    location, ordered = get(db, actor, id), list(listed(db, actor))
    before = ordered.index(location)
    after = before + (-1 if up else 1)
    if 0 <= after < len(ordered):
        ordered.insert(after, ordered.pop(before))
        for position, one in enumerate(ordered):
            one.position = position
        audit.record(db, actor, Event.LOCATION_CHANGED, location, fields=["position"])
        live.publish(db, live.SettingsChanged())


def _read(db: Session, form: Mapping[str, object], id: UUID | None) -> dict[str, Any]:
    typed = Typed(form)
    name = typed.line("name", 80, needed=True)
    same = [one for one in db.exec(system(Location)) if one.name.casefold() == name.casefold()]
    if any(one.id != id for one in same):
        raise Invalid("There is a location of this name already.", "name")
    return {"name": name, **{column: typed.line(column, most) for column, most in _TEXTS.items()}}
