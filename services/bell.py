"""The staff's bell: what happened that a group wants to know of (AUTH-26, AUTH-27).

A group is told of an event from everywhere, or only of customers whose home location is one of
the member's. Whom a notification reaches is worked out at reading, so that a change of groups,
locations or permissions holds for what is already there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, delete, func, or_
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.bell import NotificationMark, StaffNotification
from models.customers import Customer
from models.staff import Group, GroupMembership, LocationMembership, StaffMember
from services import access, audit, live, settings
from services.access import Actor, Permission, require, system
from services.audit import Event
from services.core import clock
from services.core.errors import NotFound

KEPT = timedelta(days=90)
SHOWN = 50  # notifications, the latest first


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
_NEEDS = {
    Told.CUSTOMER_REGISTERED: Permission.VIEW_RECORDS,
    Told.CUSTOMER_CHANGED: Permission.VIEW_RECORDS,
    Told.DOCUMENT_UPLOADED: Permission.REVIEW_DOCUMENTS,
    Told.MESSAGE_RECEIVED: Permission.READ_MESSAGES,
    Told.LEAD_RECEIVED: Permission.MANAGE_LEADS,
    Told.DELETION_ASKED: Permission.MANAGE_CUSTOMERS,
    Told.DELIVERY_FAILED: Permission.SEND_NOTICES,
}


@dataclass(frozen=True)
class News:
    """One notification, as one reader sees it."""

    id: UUID
    event: Told
    customer_id: UUID | None
    customer: str
    about_id: UUID | None
    happened_at: datetime
    unread: bool


@dataclass(frozen=True)
class Heard:
    """What the bell shows: the latest news, and how many of all are unread."""

    news: Sequence[News]
    unread: int


@dataclass(frozen=True)
class Ear:
    """What a staff member is told of, and for which locations."""

    member: StaffMember
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


def tell(
    db: Session, event: Told, customer_id: UUID | None = None, about_id: UUID | None = None
) -> None:
    """Tell the staff in the caller's transaction; what is still open about the same is renewed.

    The caller publishes that something has changed; their tabs look again at that.
    """
    same = _open().where(
        col(StaffNotification.event) == event,
        col(StaffNotification.customer_id) == customer_id,
        col(StaffNotification.about_id) == about_id,
    )
    row = db.exec(same).first()
    row = row or StaffNotification(event=event, customer_id=customer_id, about_id=about_id)
    row.happened_at, row.mailed = clock.now(), False
    db.add(row)


def settle(db: Session, event: Told, about_id: UUID) -> None:
    """Note that what there was to do about something is done, whoever did it."""
    rows = _open().where(
        col(StaffNotification.event) == event, col(StaffNotification.about_id) == about_id
    )
    for row in db.exec(rows):
        row.acted_at = clock.now()


def heard(db: Session, actor: Actor) -> Heard:
    """Return what the actor is told of and nobody has acted on, the latest first.

    Raises:
        NotFound: It is a customer who asks.
    """
    ear = _ear(db, actor)
    if ear is None:
        return Heard([], 0)
    unread = case((_unread(), 1), else_=0)
    columns: list[Any] = [StaffNotification, Customer, unread]
    latest = _for(ear).order_by(col(StaffNotification.happened_at).desc())
    found = access.rows(db, latest.limit(SHOWN).with_only_columns(*columns))
    counted = _for(ear).where(_unread()).with_only_columns(func.count())
    return Heard(
        [
            News(
                id=row.id,
                event=Told(row.event),
                customer_id=row.customer_id,
                customer=customer.name if customer else "",
                about_id=row.about_id,
                happened_at=row.happened_at,
                unread=bool(new),
            )
            for row, customer, new in found
        ],
        access.rows(db, counted)[0][0],
    )


def read(db: Session, actor: Actor, id: UUID | None = None) -> None:
    """Note that the actor has read one notification, or all that there are.

    Raises:
        NotFound: It is a customer who asks, or there is no such notification for the actor.
        Forbidden: The actor may not see what it is about.
    """
    for row in _news(db, actor, id):
        mark = NotificationMark(
            notification_id=row.id, staff_member_id=actor.id, read_at=clock.now()
        )
        db.merge(mark)
    live.publish(db, live.WorkChanged())


def act(db: Session, actor: Actor, id: UUID) -> None:
    """Take a notification off everybody's bell: the actor has seen to it.

    Raises:
        NotFound: It is a customer who asks, or there is no such notification for the actor.
        Forbidden: The actor may not see what it is about.
    """
    (row,) = _news(db, actor, id)
    row.acted_at = clock.now()
    audit.record(db, actor, Event.NOTIFICATION_ACTED_ON, row, happened=row.event)
    live.publish(db, live.WorkChanged())


def bring_back(db: Session, actor: Actor, id: UUID) -> None:
    """Put a notification back that was taken off by mistake.

    Raises:
        NotFound: It is a customer who asks, or there is no such notification for the actor.
        Forbidden: The actor may not see what it is about.
    """
    (row,) = _news(db, actor, id, acted_on=True)
    row.acted_at = None
    audit.record(db, actor, Event.NOTIFICATION_ACTED_ON, row, happened=row.event, undone=True)
    live.publish(db, live.WorkChanged())


def ears(db: Session, members: Iterable[StaffMember]) -> list[Ear]:
    """Work out what these staff members are told of."""
    groups = {group.id: group for group in db.exec(system(Group))}
    belongs, works = db.exec(system(GroupMembership)).all(), db.exec(system(LocationMembership))
    quiet = settings.load(db).messaging_mode == "disabled"
    places = [(link.staff_member_id, link.location_id) for link in works]
    return [
        _hearing(
            member,
            [groups[link.group_id] for link in belongs if link.staff_member_id == member.id],
            frozenset(place for who, place in places if who == member.id),
            quiet,
        )
        for member in members
    ]


def unmailed(db: Session) -> Sequence[tuple[StaffNotification, UUID | None]]:
    """Return what nobody was sent an e-mail of, with the location of the customer it is about."""
    rows = (
        system(StaffNotification)
        .outerjoin(Customer, col(Customer.id) == col(StaffNotification.customer_id))
        .where(col(StaffNotification.mailed).is_(False))
        .add_columns(col(Customer.home_location_id))
    )
    return access.pairs(db, rows)


def forget_old(db: Session) -> None:
    """Delete what is older than anybody is shown."""
    old = system(StaffNotification).where(col(StaffNotification.happened_at) < clock.now() - KEPT)
    ids = old.with_only_columns(col(StaffNotification.id))
    db.exec(delete(NotificationMark).where(col(NotificationMark.notification_id).in_(ids)))
    db.exec(delete(StaffNotification).where(col(StaffNotification.id).in_(ids)))


def _open() -> SelectOfScalar[StaffNotification]:
    return system(StaffNotification).where(col(StaffNotification.acted_at).is_(None))


def _for(ear: Ear, *, acted_on: bool = False) -> SelectOfScalar[StaffNotification]:
    """Select the notifications that are for somebody, with customers and their own mark joined."""
    own_mark = and_(
        col(NotificationMark.notification_id) == col(StaffNotification.id),
        col(NotificationMark.staff_member_id) == ear.member.id,
    )
    return (
        system(StaffNotification)
        .outerjoin(Customer, col(Customer.id) == col(StaffNotification.customer_id))
        .outerjoin(NotificationMark, own_mark)
        .where(
            ear.reached(),
            col(StaffNotification.acted_at).is_not(None)
            if acted_on
            else col(StaffNotification.acted_at).is_(None),
            col(StaffNotification.happened_at) > clock.now() - KEPT,
        )
    )


def _unread() -> ColumnElement[bool]:
    read_at = col(NotificationMark.read_at)
    return or_(read_at.is_(None), read_at < col(StaffNotification.happened_at))


def _news(
    db: Session, actor: Actor, id: UUID | None, *, acted_on: bool = False
) -> Sequence[StaffNotification]:
    ear = _ear(db, actor)
    if ear is None:
        raise NotFound
    query = _for(ear, acted_on=acted_on)
    if id is None:
        return db.exec(query.where(_unread())).all()
    if row := db.exec(system(StaffNotification).where(col(StaffNotification.id) == id)).first():
        require(actor, _NEEDS[Told(row.event)])
    if not (found := db.exec(query.where(col(StaffNotification.id) == id)).all()):
        raise NotFound
    return found


def _ear(db: Session, actor: Actor) -> Ear | None:
    if not actor.is_staff:
        raise NotFound
    member = db.exec(system(StaffMember).where(col(StaffMember.id) == actor.id)).first()
    return ears(db, [member])[0] if member else None


def _hearing(one: StaffMember, groups: Sequence[Group], at: frozenset[UUID], quiet: bool) -> Ear:
    may = {word for group in groups for word in group.permissions}
    reach = {
        event: {group.notices.get(event) for group in groups}
        for event, needed in _NEEDS.items()
        if needed in may and not (quiet and event is Told.MESSAGE_RECEIVED)
    }
    return Ear(
        one,
        frozenset(event for event, how in reach.items() if GLOBAL in how),
        frozenset(event for event, how in reach.items() if LOCAL in how),
        at,
    )
