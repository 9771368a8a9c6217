"""What staff do with a thread beside answering: hand it to somebody, close it (MSG-9)."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col

from models.customers import Customer
from models.messaging import Thread
from models.staff import Group, GroupMembership, StaffMember
from services import audit, bell, live
from services.access import Actor, Permission, find, require, system
from services.audit import Event
from services.bell import Told
from services.core import clock
from services.core.errors import NotFound
from services.messaging.rules import require_reading, require_writing


@dataclass(frozen=True)
class Beside:
    """What stands beside a thread for the staff."""

    thread: Thread
    customer: Customer
    assigned: StaffMember | None


def beside(db: Session, actor: Actor, thread_id: UUID) -> Beside:
    """Tell whose a thread is, and who sees to it.

    Raises:
        Forbidden: The actor may not read messages.
        NotFound: It is a customer who asks, or there is no such thread.
    """
    require_reading(db, actor)
    if not actor.is_staff:
        raise NotFound
    thread = find(db, actor, Thread, thread_id)
    customer = db.exec(system(Customer).where(col(Customer.id) == thread.customer_id)).one()
    named = system(StaffMember).where(col(StaffMember.id) == thread.assigned_to_id)
    return Beside(thread, customer, db.exec(named).one_or_none())


def colleagues(db: Session, actor: Actor) -> list[StaffMember]:
    """List those who may answer messages, by name.

    Raises:
        Forbidden: The actor may not read messages.
        NotFound: It is a customer who asks.
    """
    require(actor, Permission.READ_MESSAGES)
    if not actor.is_staff:
        raise NotFound
    able = [
        group.id
        for group in db.exec(system(Group))
        if Permission.ANSWER_MESSAGES in group.permissions
    ]
    members = (
        system(StaffMember)
        .join(GroupMembership, col(GroupMembership.staff_member_id) == StaffMember.id)
        .where(col(GroupMembership.group_id).in_(able), col(StaffMember.disabled_at).is_(None))
        .distinct()
        .order_by(col(StaffMember.name), col(StaffMember.id))
    )
    return list(db.exec(members))


def assign(db: Session, actor: Actor, thread_id: UUID, to: UUID | None) -> None:
    """Hand a thread to somebody who may answer, or to nobody in particular.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: There is no such thread or colleague, or it is a customer who asks.
    """
    thread = _found(db, actor, thread_id)
    if to is not None and to not in [member.id for member in colleagues(db, actor)]:
        raise NotFound
    if thread.assigned_to_id != to:
        thread.assigned_to_id = to
        audit.record(db, actor, Event.THREAD_ASSIGNED, thread, to=to)
        live.publish(db, live.WorkChanged())


def close(db: Session, actor: Actor, thread_id: UUID) -> None:
    """Have a thread wait no longer; a customer's reply opens it again.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: There is no such thread, or it is a customer who asks.
    """
    thread = _found(db, actor, thread_id)
    if thread.closed_at is None:
        thread.closed_at, thread.asked_at = clock.now(), None
        bell.settle(db, Told.MESSAGE_RECEIVED, thread.id)
        audit.record(db, actor, Event.THREAD_CLOSED, thread)
        live.publish(db, live.WorkChanged())


def reopen(db: Session, actor: Actor, thread_id: UUID) -> None:
    """Take a closed thread up again.

    Raises:
        Forbidden: The actor may not answer messages.
        NotFound: There is no such thread, or it is a customer who asks.
    """
    thread = _found(db, actor, thread_id)
    if thread.closed_at is not None:
        thread.closed_at = None
        audit.record(db, actor, Event.THREAD_REOPENED, thread)
        live.publish(db, live.WorkChanged())


def _found(db: Session, actor: Actor, thread_id: UUID) -> Thread:
    require_reading(db, actor)
    require_writing(db, actor)
    if not actor.is_staff:
        raise NotFound
    return find(db, actor, Thread, thread_id)
