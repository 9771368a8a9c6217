"""Whom the bell tells of what: by group, place and permission, as of now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col

from models.bell import StaffNotification
from models.customers import Customer
from models.staff import Group, GroupMembership, LocationMembership
from services import settings
from services.access import Actor, Permission, pairs, system
from services.core.errors import NotFound


class Told(StrEnum):
    """What a group can be told of."""

    CUSTOMER_REGISTERED = "customer registered"
    CUSTOMER_CHANGED = "customer changed their data"
    DOCUMENT_UPLOADED = "document uploaded"
    MESSAGE_RECEIVED = "message received"
    LEAD_RECEIVED = "lead received"
    DELETION_ASKED = "account deletion asked"
    DELIVERY_FAILED = "delivery failed"


OFF, LOCAL, GLOBAL = "off", "local", "global"

# A group may want to know of what its members may not see; they are told nothing then.
NEEDS = {
    Told.CUSTOMER_REGISTERED: Permission.VIEW_RECORDS,
    Told.CUSTOMER_CHANGED: Permission.VIEW_RECORDS,
    Told.DOCUMENT_UPLOADED: Permission.REVIEW_DOCUMENTS,
    Told.MESSAGE_RECEIVED: Permission.READ_MESSAGES,
    Told.LEAD_RECEIVED: Permission.MANAGE_LEADS,
    Told.DELETION_ASKED: Permission.MANAGE_CUSTOMERS,
    Told.DELIVERY_FAILED: Permission.SEND_NOTICES,
}


@dataclass(frozen=True)
class Ear:
    """What a staff member is told of, and for which locations."""

    member_id: UUID
    everywhere: frozenset[Told]
    nearby: frozenset[Told]
    locations: frozenset[UUID]

    def hears(self, event: Told, location: UUID | None) -> bool:
        """Tell whether they are told of an event of a customer of this location."""
        return event in self.everywhere or (event in self.nearby and location in self.locations)

    def reached(self) -> ColumnElement[bool]:
        """Select the notifications that are for them; customers are joined already."""
        near = col(Customer.home_location_id).in_(self.locations)
        return or_(
            col(StaffNotification.event).in_(self.everywhere),
            and_(col(StaffNotification.event).in_(self.nearby), near),
        )


def ear_of(db: Session, actor: Actor) -> Ear:
    """Work out what the actor is told of.

    Raises:
        NotFound: It is a customer who asks.
    """
    if not actor.is_staff:
        raise NotFound
    return ears(db, [actor.id])[actor.id]


def ears(db: Session, members: Collection[UUID]) -> dict[UUID, Ear]:
    """Work out what these staff members are told of."""
    groups: dict[UUID, list[Group]] = {member: [] for member in members}
    belongs = system(Group).join(GroupMembership, col(GroupMembership.group_id) == Group.id)
    in_groups = belongs.where(col(GroupMembership.staff_member_id).in_(members))
    for group, member in pairs(db, in_groups.add_columns(col(GroupMembership.staff_member_id))):
        groups[member].append(group)
    quiet = settings.load(db).messaging_mode == "disabled"
    heard = {member: _heard(theirs, quiet=quiet) for member, theirs in groups.items()}
    places = _places(db, [member for member, (_all, nearby) in heard.items() if nearby])
    return {
        member: Ear(member, everywhere, nearby, frozenset(places.get(member, ())))
        for member, (everywhere, nearby) in heard.items()
    }


def _places(db: Session, members: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """List where these staff members work."""
    places: dict[UUID, list[UUID]] = {}
    works = system(LocationMembership).where(col(LocationMembership.staff_member_id).in_(members))
    for link in db.exec(works) if members else ():
        places.setdefault(link.staff_member_id, []).append(link.location_id)
    return places


def _heard(groups: Sequence[Group], *, quiet: bool) -> tuple[frozenset[Told], frozenset[Told]]:
    """Return what these groups are told of from everywhere, and of their own locations alone."""
    may = {word for group in groups for word in group.permissions}
    reach = {
        event: {group.notices.get(event) for group in groups}
        for event, needed in NEEDS.items()
        if needed in may and not (quiet and event is Told.MESSAGE_RECEIVED)
    }
    return (
        frozenset(event for event, how in reach.items() if GLOBAL in how),
        frozenset(event for event, how in reach.items() if LOCAL in how),
    )
