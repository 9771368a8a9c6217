"""What happened, for each who is told of it, until somebody has acted.

A group is told of an event from everywhere, or only of customers whose home location is one of
the member's. Whom a notification reaches is worked out at reading, so that a change of groups,
locations or permissions holds for what is already there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, delete, func, or_
from sqlalchemy.orm import load_only
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from models.bell import NotificationMark, StaffNotification
from models.customers import Customer
from services import access, audit, live
from services.access import Actor, require, system
from services.audit import Event
from services.bell.hearing import NEEDS, Ear, Told, ear_of
from services.core import clock
from services.core.errors import NotFound

KEPT = timedelta(days=90)
SHOWN = 50  # notifications, the latest first


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
    told = _for(ear_of(db, actor))
    columns: list[Any] = [StaffNotification, Customer, case((_unread(), 1), else_=0)]
    latest = told.order_by(col(StaffNotification.happened_at).desc()).limit(SHOWN)
    name: Any = (Customer.first_name, Customer.last_name)
    found = access.rows(db, latest.with_only_columns(*columns).options(load_only(*name)))
    news = [
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
    ]
    if len(news) < SHOWN:
        return Heard(news, sum(one.unread for one in news))
    counted = told.where(_unread()).with_only_columns(func.count())
    return Heard(news, access.rows(db, counted)[0][0])


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
        col(NotificationMark.staff_member_id) == ear.member_id,
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
    query = _for(ear_of(db, actor), acted_on=acted_on)
    if id is None:
        return db.exec(query.where(_unread())).all()
    if row := db.exec(system(StaffNotification).where(col(StaffNotification.id) == id)).first():
        require(actor, NEEDS[Told(row.event)])
    if not (found := db.exec(query.where(col(StaffNotification.id) == id)).all()):
        raise NotFound
    return found
