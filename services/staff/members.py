"""Who works at the clinic: adding, changing, disabling (AUTH-24)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from models.staff import Group, GroupMembership, Location, LocationMembership, StaffMember
from services import audit, editing, live
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.auth import confirming, sessions
from services.core import clock, contacts
from services.core.errors import Conflict, Invalid, NotFound
from services.core.typed import Typed
from services.staff import invitations, rights


@dataclass(frozen=True)
class Member:
    """A staff member with their groups and locations."""

    member: StaffMember
    groups: Sequence[Group]
    locations: Sequence[Location]

    @property
    def places(self) -> dict[str, list[str]]:
        """The ids of their groups and locations, as a form compares them."""
        return {
            "groups": _ids(one.id for one in self.groups),
            "locations": _ids(one.id for one in self.locations),
        }

    @property
    def invited(self) -> bool:
        """Whether they have not chosen a password yet."""
        return not self.member.password_hash


def listed(db: Session, actor: Actor) -> Sequence[Member]:
    """List everybody who works here, those who may not sign in last.

    Raises:
        Forbidden: The actor may not manage staff.
    """
    require(actor, Permission.MANAGE_STAFF)
    groups, places = _linked(db, Group, GroupMembership), _linked(db, Location, LocationMembership)
    members = db.exec(
        system(StaffMember).order_by(
            col(StaffMember.disabled_at).is_not(None), col(StaffMember.name)
        )
    )
    return [Member(one, groups.get(one.id, ()), places.get(one.id, ())) for one in members]


def get(db: Session, actor: Actor, id: UUID) -> Member:
    """Return one staff member.

    Raises:
        Forbidden: The actor may not manage staff.
        NotFound: There is no such staff member.
    """
    found = next((one for one in listed(db, actor) if one.member.id == id), None)
    if found is None:
        raise NotFound
    return found


def add(db: Session, actor: Actor, form: Mapping[str, object]) -> tuple[StaffMember, str]:
    """Add a staff member, who chooses a password and an authenticator by a link.

    Args:
        form: `name`, `email`, `title`, and `groups` and `locations` as lists of ids.

    Returns:
        The staff member, and the address of their link; it is shown this once.

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        Invalid: A field cannot be; `field` names it.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    values, groups, locations = _read(db, form, None)
    member = StaffMember(**values)
    db.add(member)
    db.flush()
    _link(db, member, groups, locations)
    audit.record(db, actor, Event.STAFF_MEMBER_ADDED, member, groups=sorted(map(str, groups)))
    live.publish(db, live.SettingsChanged())
    return member, invitations.make(db, member)


def change(
    db: Session, actor: Actor, id: UUID, version: int, form: Mapping[str, object]
) -> StaffMember:
    """Change who somebody is, and what they may do; that takes effect at once.

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        NotFound: There is no such staff member.
        Invalid: A field cannot be; `field` names it.
        Conflict: Nobody would be left who may do everything.
        Stale: Somebody else has saved the same staff member since.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    found = get(db, actor, id)
    values, groups, locations = _read(db, form, id)
    member, before = found.member, rights.held(db)
    current = {name: getattr(member, name) for name in values} | found.places
    wanted = values | {"groups": _ids(groups), "locations": _ids(locations)}
    changed = editing.compare(member, version, current, wanted)
    if not changed:
        return member
    for name in values.keys() & changed.keys():
        setattr(member, name, values[name])
    editing.note(member, actor)
    _link(db, member, groups, locations)
    rights.settle(db, before)
    audit.record(db, actor, Event.STAFF_MEMBER_CHANGED, member, fields=sorted(changed))
    live.publish(db, live.SettingsChanged())
    return member


def disable(db: Session, actor: Actor, id: UUID) -> None:
    """Keep somebody from signing in, and end every session of theirs at once (AUTH-8).

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        NotFound: There is no such staff member.
        Conflict: Nobody would be left who may do everything.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    member = get(db, actor, id).member
    member.disabled_at = member.disabled_at or clock.now()
    db.flush()
    rights.keep_an_administrator(db)
    invitations.withdraw(db, id)
    sessions.end_all_of(db, id)
    audit.record(db, actor, Event.STAFF_MEMBER_DISABLED, member)
    live.publish(db, live.SettingsChanged())


def enable(db: Session, actor: Actor, id: UUID) -> None:
    """Let somebody sign in again.

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        NotFound: There is no such staff member.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    member = get(db, actor, id).member
    member.disabled_at = None
    audit.record(db, actor, Event.STAFF_MEMBER_ENABLED, member)
    live.publish(db, live.SettingsChanged())


def invite_again(db: Session, actor: Actor, id: UUID) -> str:
    """Let somebody choose a new password and authenticator; earlier links are good no more.

    Returns:
        The address of their link; it is shown this once. What they have now stays good until
        they use it.

    Raises:
        Forbidden: The actor may not manage staff, or has not confirmed who they are.
        NotFound: There is no such staff member.
        Conflict: They may not sign in.
    """
    require(actor, Permission.MANAGE_STAFF)
    confirming.require_fresh(actor)
    member = get(db, actor, id).member
    if member.disabled_at:
        raise Conflict("This staff member's account is disabled.")
    audit.record(db, actor, Event.STAFF_MEMBER_CHANGED, member, fields=["invitation"])
    return invitations.make(db, member)


def _read(
    db: Session, form: Mapping[str, object], id: UUID | None
) -> tuple[dict[str, Any], set[UUID], set[UUID]]:
    typed = Typed(form)
    email = contacts.email(typed.line("email", 254, needed=True))
    if email is None:
        raise Invalid("Please enter an e-mail address such as name@example.com.", "email")
    taken = db.exec(system(StaffMember).where(col(StaffMember.email) == email)).first()
    if taken and taken.id != id:
        raise Invalid("There is a staff member with this e-mail address already.", "email")
    values = {
        "name": typed.line("name", 120, needed=True),
        "email": email,
        "title": typed.line("title", 60),
    }
    groups = _chosen(db, typed, "groups", Group)
    locations = _chosen(db, typed, "locations", Location)
    return values, groups, locations


def _chosen(db: Session, typed: Typed, name: str, model: type[Group] | type[Location]) -> set[UUID]:
    """Read which groups or locations somebody belongs to; one at least."""
    words = typed.several(name)
    found = {one.id for one in db.exec(system(model)) if str(one.id) in words}
    if not found:
        raise Invalid("Please choose at least one.", name)
    return found


def _ids(found: Iterable[UUID]) -> list[str]:
    return sorted(str(one) for one in found)


def _link(db: Session, member: StaffMember, groups: set[UUID], locations: set[UUID]) -> None:
    for link in db.exec(
        system(GroupMembership).where(GroupMembership.staff_member_id == member.id)
    ):
        db.delete(link)
    for link in db.exec(
        system(LocationMembership).where(LocationMembership.staff_member_id == member.id)
    ):
        db.delete(link)
    db.flush()
    db.add_all(GroupMembership(staff_member_id=member.id, group_id=one) for one in groups)
    db.add_all(LocationMembership(staff_member_id=member.id, location_id=one) for one in locations)
    db.flush()


def _linked(
    db: Session, model: Any, link: type[GroupMembership] | type[LocationMembership]
) -> dict[UUID, list[Any]]:
    """List the groups or locations of everybody, by name."""
    rows = {one.id: one for one in db.exec(system(model))}
    found: dict[UUID, list[Any]] = {}
    for one in db.exec(system(link)):
        other = one.group_id if isinstance(one, GroupMembership) else one.location_id
        found.setdefault(one.staff_member_id, []).append(rows[other])
    return {member: sorted(those, key=_name) for member, those in found.items()}


def _name(row: Group | Location) -> str:
    return row.name
