"""Groups: a name, what their members may do, and what they are told of (AUTH-24 … AUTH-26)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.staff import Group, GroupMembership
from services import audit, editing, live
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.auth import confirming
from services.bell import GLOBAL, LOCAL, Told
from services.core.errors import Conflict, Invalid, NotFound
from services.core.typed import Typed
from services.staff import rights
from services.staff.founding import ADMINISTRATORS


@dataclass(frozen=True)
class Counted:
    """A group, and how many belong to it."""

    group: Group
    members: int

    @property
    def fixed(self) -> bool:
        """Whether its name and permissions stay as they are."""
        return self.group.name == ADMINISTRATORS


def listed(db: Session, actor: Actor) -> Sequence[Counted]:
    """List the groups by name.

    Raises:
        Forbidden: The actor may not manage staff.
    """
    require(actor, Permission.MANAGE_STAFF)
    members = Counter(link.group_id for link in db.exec(system(GroupMembership)))
    groups = db.exec(system(Group).order_by(col(Group.name)))
    return [Counted(group, members[group.id]) for group in groups]


def get(db: Session, actor: Actor, id: UUID) -> Counted:
    """Return one group.

    Raises:
        Forbidden: The actor may not manage staff.
        NotFound: There is no such group.
    """
    found = next((one for one in listed(db, actor) if one.group.id == id), None)
    if found is None:
        raise NotFound
    return found


def add(db: Session, actor: Actor, form: Mapping[str, object]) -> Group:
    """Make a group.

    Args:
        form: `name`, `permissions` as a list, and `notice …` for each of `Told`.

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        Invalid: A field cannot be; `field` names it.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    group = Group(**_read(db, form, None))
    db.add(group)
    db.flush()
    audit.record(db, actor, Event.GROUP_CHANGED, group, added=True, permissions=group.permissions)
    live.publish(db, live.SettingsChanged())
    return group


def change(db: Session, actor: Actor, id: UUID, version: int, form: Mapping[str, object]) -> Group:
    """Change a group; what its members may do changes at once.

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        NotFound: There is no such group.
        Invalid: A field cannot be; `field` names it.
        Conflict: Nobody would be left who may do everything.
        Stale: Somebody else has saved the group since.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    found, before = get(db, actor, id), rights.held(db)
    if found.fixed:
        kept = {"name": found.group.name, "permissions": list(found.group.permissions)}
        form = {**form, **kept}
    values = _read(db, form, id)
    changed = editing.change(found.group, actor, version, values)
    db.flush()
    rights.settle(db, before)
    if changed:
        told: dict[str, Any] = {
            f"{name}_{when}": value
            for name, both in changed.items()
            if name != "name"
            for when, value in zip(("before", "after"), both, strict=True)
        }
        audit.record(db, actor, Event.GROUP_CHANGED, found.group, fields=sorted(changed), **told)
        live.publish(db, live.SettingsChanged())
    return found.group


def remove(db: Session, actor: Actor, id: UUID) -> None:
    """Remove a group that nobody belongs to.

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        NotFound: There is no such group.
        Conflict: Somebody belongs to it, or it is the administrators'.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    found = get(db, actor, id)
    if found.fixed:
        raise Conflict("The administrators' group cannot be removed.")
    if found.members:
        raise Conflict("Somebody belongs to this group. Please put them into another one first.")
    audit.record(db, actor, Event.GROUP_CHANGED, found.group, removed=True)
    db.delete(found.group)
    live.publish(db, live.SettingsChanged())


def _read(db: Session, form: Mapping[str, object], id: UUID | None) -> dict[str, Any]:
    typed = Typed(form)
    name = typed.line("name", 60, needed=True)
    same = [one for one in db.exec(system(Group)) if one.name.casefold() == name.casefold()]
    if any(one.id != id for one in same):
        raise Invalid("There is a group of this name already.", "name")
    words = typed.several("permissions")
    permissions = [one.value for one in Permission if one.value in words]
    if not permissions:
        raise Invalid("Please choose at least one.", "permissions")
    return {"name": name, "permissions": permissions, "notices": _notices(typed)}


def _notices(typed: Typed) -> dict[str, str]:
    reach = {event.value: typed.text(f"notice {event.value}", 10) for event in Told}
    return {event: how for event, how in reach.items() if how in (LOCAL, GLOBAL)}
