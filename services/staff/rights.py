"""What everybody may do, before and after a change: nobody keeps what was taken from them."""

from uuid import UUID

from sqlmodel import Session, col

from models.staff import Group, GroupMembership, StaffMember
from services import live
from services.access import system
from services.core.errors import Conflict
from services.staff.founding import ADMINISTRATORS

Held = dict[UUID, frozenset[str]]


def held(db: Session) -> Held:
    """Return what each staff member may do."""
    may = {group.id: frozenset(group.permissions) for group in db.exec(system(Group))}
    found: Held = {}
    for link in db.exec(system(GroupMembership)):
        found[link.staff_member_id] = found.get(link.staff_member_id, frozenset()) | may.get(
            link.group_id, frozenset()
        )
    return found


def settle(db: Session, before: Held) -> None:
    """Empty the tabs of those who may do less than before; others' look again.

    Raises:
        Conflict: Nobody would be left who may do everything.
    """
    keep_an_administrator(db)
    now = held(db)
    poorer = frozenset(one for one, had in before.items() if had - now.get(one, frozenset()))
    if poorer:
        live.publish(db, live.RightsTaken(poorer))


def keep_an_administrator(db: Session) -> None:
    """Raise Conflict unless somebody is left who may do everything and can sign in.

    Writing transactions come one after the other, so that two at once cannot both be last.
    """
    administrators = (
        system(StaffMember)
        .join(GroupMembership, col(GroupMembership.staff_member_id) == StaffMember.id)
        .join(Group, col(Group.id) == GroupMembership.group_id)
        .where(col(Group.name) == ADMINISTRATORS, col(StaffMember.disabled_at).is_(None))
        .where(col(StaffMember.password_hash) != "")
    )
    if db.exec(administrators).first() is None:
        raise Conflict("The clinic needs at least one administrator who can sign in.")
